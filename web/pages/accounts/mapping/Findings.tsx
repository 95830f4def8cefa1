// What was found beside the fields themselves: a proposal, what no field takes, and what cards of the provider cannot hold.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LISTS } from '../../../../src/contact/properties/table.ts';
import type { AccountMapping, KindMapping } from '../../../../src/http/contract/mapping.ts';
import classes from './MappingTab.module.css';
import type { MappingWords } from './use-mapping-words.ts';

export function Proposal({
  mapping,
  words,
  onUse,
}: {
  mapping: KindMapping;
  words: MappingWords;
  onUse: () => void;
}) {
  const { t } = useTranslation('mapping');
  return (
    <section className={`sheet ${classes.finding}`} aria-label={t('proposal.title')}>
      <div>
        <h2>{t('proposal.title')}</h2>
        <ul>
          {mapping.proposal.map(({ field, label, cards }) => (
            <li key={field}>{t('proposal.line', { field: words.field(field), label, count: cards })}</li>
          ))}
        </ul>
      </div>
      <Button variant="light" onClick={onUse}>
        {t('proposal.use')}
      </Button>
    </section>
  );
}

export function Untaken({ mapping, words }: { mapping: KindMapping; words: MappingWords }) {
  const { t } = useTranslation('mapping');
  const { untaken, leftOut } = mapping;
  const isNothing = untaken === 0 && leftOut.length === 0;
  return (
    <section className={`sheet ${classes.part}`} aria-label={t('untaken.title')}>
      <h2>{t('untaken.title')}</h2>
      {isNothing ? (
        <p className="quiet">{t('untaken.none')}</p>
      ) : (
        <>
          <ul className={classes.plain}>
            {untaken > 0 && <li>{t('untaken.labels', { count: untaken })}</li>}
            {leftOut.map(({ place, cards }) => (
              <li key={place}>{t('untaken.place', { place: wordOf(place, words), count: cards })}</li>
            ))}
          </ul>
          <p className="quiet">{t('untaken.text')}</p>
        </>
      )}
    </section>
  );
}

function wordOf(place: string, words: MappingWords): string {
  const [property, part] = place.split('.');
  return words.place({ property, ...(part ? { part } : {}) } as Parameters<MappingWords['place']>[0]);
}

const WHOLE = ['notes', 'nickname', 'anniversary', 'photo', 'birthdayWithoutYear'] as const;

export function CannotHold({ provider }: { provider: AccountMapping['provider'] }) {
  const { t } = useTranslation('mapping');
  const lines = [
    ...WHOLE.filter((name) => !provider[name]).map((name) => t(`holds.${name}`)),
    ...(provider.labels === 'fixed' ? [t('holds.labels')] : []),
    ...LISTS.flatMap((name) => {
      const most = provider.limits[name];
      return most === null ? [] : [t(`holds.${name}`, { count: most })];
    }),
  ];
  return (
    <section className={`sheet ${classes.part}`} aria-label={t('holds.title')}>
      <h2>{t('holds.title')}</h2>
      {lines.length === 0 ? (
        <p className="quiet">{t('holds.nothing')}</p>
      ) : (
        <>
          <ul className={classes.plain}>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className="quiet">{t('holds.text')}</p>
        </>
      )}
    </section>
  );
}
