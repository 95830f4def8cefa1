// What the cards of each kind of account hold, side by side, as the manifests say it.
import { useTranslation } from 'react-i18next';
import { LISTS } from '../../../src/contact/properties/table.ts';
import type { Provider } from '../../../src/http/contract/providers.ts';
import { providerName } from '../../components/ProviderMark.tsx';
import classes from './ConfigurationsPage.module.css';

type Held = Provider['capabilities'];

const PARTS = ['notes', 'nickname', 'anniversary', 'birthdayWithoutYear', 'photo', 'joinGroups'] as const;

export function HoldsTable({ providers }: { providers: Provider[] }) {
  const { t } = useTranslation('configurations');
  const rows: { what: string; held: (capabilities: Held) => string }[] = [
    ...LISTS.map((list) => ({
      what: t(`capability.${list}`),
      held: ({ limits }: Held) =>
        limits[list] === null ? t('capability.any') : t('capability.most', { count: limits[list] }),
    })),
    { what: t('capability.labels'), held: ({ labels }) => t(`capability.${labels}`) },
    ...PARTS.map((part) => ({
      what: t(`capability.${part}`),
      held: (capabilities: Held) => t(capabilities[part] ? 'capability.yes' : 'capability.no'),
    })),
  ];
  return (
    <div className="sheet">
      <h2 id="holds" className={classes.holdsTitle}>
        {t('holds')}
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard */}
      <section className={classes.scroll} aria-labelledby="holds" tabIndex={0}>
        <table className={classes.holds}>
          <thead>
            <tr>
              <th scope="col">{t('capability.what')}</th>
              {providers.map(({ id }) => (
                <th key={id} scope="col">
                  {providerName(id)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ what, held }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                {providers.map(({ id, capabilities }) => (
                  <td key={id}>{held(capabilities)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
