// What becomes of the cards of both records, account by account.
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../../api.ts';
import { ProviderMark } from '../../../components/ProviderMark.tsx';
import classes from './MergeRecords.module.css';

export function MergeCards({ preview: { cards, cardsOfOthers } }: { preview: Answer<'previewMerge'> }) {
  const { t } = useTranslation('merge');
  if (cards.length === 0 && cardsOfOthers === 0) return null;
  return (
    <section className={classes.cards} aria-label={t('cards')}>
      <h3>{t('cards')}</h3>
      <ul>
        {cards.map(({ accountId, accountName, provider, cardName, outcome }) => (
          <li key={`${accountId} ${outcome}`}>
            <ProviderMark provider={provider} size={18} />
            <span>
              <b>{accountName}</b>{' '}
              {t(cardName === null ? 'card.waits' : `card.${outcome}`, { name: cardName })}
            </span>
          </li>
        ))}
      </ul>
      {cardsOfOthers > 0 && <p className="quiet">{t('others', { count: cardsOfOthers })}</p>}
    </section>
  );
}
