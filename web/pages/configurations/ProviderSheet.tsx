// One kind of account: whether it is installed, what its cards hold, and for a provider that signs people in itself the
// client it knows this Rubrica by.
import { Switch } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LISTS } from '../../../src/contact/properties/table.ts';
import type { Provider } from '../../../src/http/contract/providers.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { ProviderMark, providerName } from '../../components/ProviderMark.tsx';
import { ClientForm } from './ClientForm.tsx';
import classes from './ConfigurationsPage.module.css';
import { useSaveProvider } from './use-save-provider.ts';

export function ProviderSheet({ provider }: { provider: Provider }) {
  const { t } = useTranslation('configurations');
  const name = providerName(provider.id);
  const { configuration, missing } = provider;
  const id = `provider-${provider.id}`;
  return (
    <section className={`sheet ${classes.provider}`} aria-labelledby={id}>
      <div className={classes.head}>
        <span className={classes.mark}>
          <ProviderMark provider={provider.id} size={22} />
        </span>
        <h2 id={id} className={classes.name}>
          {name}
        </h2>
        <span
          className={classes.state}
          data-ready={provider.ready}
          data-off={!provider.installed || undefined}
        >
          {t(`state.${missing ?? (provider.signIn === 'oauth' ? 'setUp' : 'ready')}`)}
        </span>
        {configuration && configuration.accounts > 0 && (
          <span className="quiet">{t('accounts', { count: configuration.accounts })}</span>
        )}
        <Installed provider={provider} name={name} />
      </div>
      <Holds provider={provider} />
      {configuration?.client && (
        <ClientForm provider={provider} client={configuration.client} accounts={configuration.accounts} />
      )}
    </section>
  );
}

/** Switching off is asked where accounts would wait. */
function Installed({ provider, name }: { provider: Provider; name: string }) {
  const { t } = useTranslation('configurations');
  const save = useSaveProvider(provider);
  const [asked, setAsked] = useState(false);
  const accounts = provider.configuration?.accounts ?? 0;
  const set = (installed: boolean) => save.mutate({ installed }, { onSuccess: () => setAsked(false) });
  return (
    <>
      <Switch
        className={classes.installed}
        label={t('installed')}
        labelPosition="left"
        aria-label={t('installedFor', { name })}
        checked={provider.installed}
        disabled={save.isPending}
        onChange={(event) =>
          event.currentTarget.checked || accounts === 0 ? set(event.currentTarget.checked) : setAsked(true)
        }
      />
      {save.error && !asked && <ProblemNotice problem={save.error} />}
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('takeOut.title', { name })}
        confirm={t('takeOut.confirm')}
        onConfirm={() => set(false)}
        busy={save.isPending}
        problem={save.error}
      >
        {t('takeOut.text')} {t('takeOut.accounts', { count: accounts })}
      </Confirm>
    </>
  );
}

const PARTS = ['notes', 'nickname', 'anniversary', 'birthdayWithoutYear', 'photo', 'joinGroups'] as const;

function Holds({ provider: { capabilities } }: { provider: Provider }) {
  const { t } = useTranslation('configurations');
  const { limits, labels } = capabilities;
  const limited = LISTS.flatMap((list) => {
    const count = limits[list];
    return count === null ? [] : [t('capability.limit', { what: t(`capability.${list}`), count })];
  });
  const parts = PARTS.map((part) => ({ what: t(`capability.${part}`), holds: capabilities[part] }));
  const all = [
    { what: t(labels === 'custom' ? 'capability.labels' : 'capability.labelsFixed'), holds: true },
    ...parts,
    ...limited.map((what) => ({ what, holds: true })),
  ];
  return (
    <ul className={classes.holds} aria-label={t('holds')}>
      {all.map(({ what, holds }) => (
        <li key={what} className={holds ? undefined : 'quiet'}>
          {holds ? (
            <IconCheck size={15} stroke={1.9} aria-hidden className="good" />
          ) : (
            <IconMinus size={15} stroke={1.9} aria-hidden />
          )}
          {holds ? what : t('capability.no', { what })}
        </li>
      ))}
    </ul>
  );
}
