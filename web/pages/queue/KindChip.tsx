import { IconAddressBook, IconArrowMerge, IconBuilding, IconCopy, IconSparkles } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QueueItem } from '../../../src/http/contract/queue.ts';
import { isSecond, type Kind } from './decision.ts';
import classes from './KindChip.module.css';

export const KIND_ICONS = {
  company: IconBuilding,
  contact: IconAddressBook,
  lead: IconSparkles,
  merge: IconArrowMerge,
} as const;

/** What a card was said to be; in outline what it is thought to be. Nothing for an ignored card. */
export function KindChip({ item }: { item: QueueItem }) {
  const { t } = useTranslation('queue');
  if (item.state === 'ignored') return null;
  const isOpen = item.state === 'pending';
  const { suggestion } = item;
  const isMerge = isOpen ? 'recordId' in suggestion : item.recordId !== null && item.state === 'ready';
  const kind: Kind = item.kind ?? item.suggestedKind;
  const isAsked = isOpen && isSecond(item);
  const Icon = isAsked ? IconCopy : KIND_ICONS[isMerge ? 'merge' : kind];
  const words = isAsked ? t('second.short') : isMerge ? t('decide.mergedShort') : t(`kinds.${kind}`);
  return (
    <span
      className={`${classes.chip} ${isOpen ? classes.open : ''}`}
      title={isOpen ? t('suggested', { kind: words }) : undefined}
    >
      <Icon size={13} stroke={1.7} aria-hidden />
      {isOpen && <span className="unseen">{t('suggested', { kind: '' })}</span>}
      {words}
    </span>
  );
}
