import type { QueueItem } from '../../../../src/http/contract/queue.ts';

/** What a card is called on screen; the words for a card without any name come from `t`. */
export const cardTitle = (item: QueueItem, t: (key: 'card.unnamed') => string): string =>
  item.displayName || t('card.unnamed');
