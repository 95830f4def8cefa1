// What becomes of the cards of both records, account by account.
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../../api.ts';
import { ProviderMark } from '../../../components/ProviderMark.tsx';
import classes from './MergeRecords.module.css';

interface MergeCardsProps {
  preview: Answer<'previewMerge'>;
  /** Whether second cards go, or stay as they are. */
  deletes: boolean;
  onDelete: (deletes: boolean) => void;
}

export function MergeCards({ preview: { cards, cardsOfOthers }, deletes, onDelete }: MergeCardsProps) {
  const { t } = useTranslation(['merge', 'duplicates']);
  const seconds = cards.filter(({ outcome }) => outcome === 'duplicate').length;
  if (cards.length === 0 && cardsOfOthers === 0) return null;
  return (
    <section className={classes.cards} aria-label={t('cards')}>
      <h3>{t('cards')}</h3>
      <ul>
        {cards.map(({ accountId, accountName, provider, cardName, outcome }) => (
          <li key={`${accountId} ${outcome}`}>
            <ProviderMark provider={provider} size={18} />
            <span>
              <b>{accountName}</b> {t(wordOf(cardName, outcome, deletes), { name: cardName })}
            </span>
          </li>
        ))}
      </ul>
      {seconds > 0 && (
        <Checkbox
          size="sm"
          checked={deletes}
          onChange={(event) => onDelete(event.currentTarget.checked)}
          label={t('duplicates:cards.delete', { count: seconds })}
          description={t('duplicates:cards.words')}
        />
      )}
      {cardsOfOthers > 0 && <p className="quiet">{t('others', { count: cardsOfOthers })}</p>}
    </section>
  );
}

function wordOf(cardName: string | null, outcome: 'stays' | 'moves' | 'duplicate', deletes: boolean) {
  if (cardName === null) return 'card.waits';
  return outcome === 'duplicate' && deletes ? 'card.deleted' : (`card.${outcome}` as const);
}
