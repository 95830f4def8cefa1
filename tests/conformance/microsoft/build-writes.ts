// Writes as the tests of this folder make them.
import type { Edit } from '../../../src/contact/contact.ts';
import type { Card, Write } from '../../../src/providers/provider.ts';
import type { MicrosoftAccount } from '../../microsoft-account.ts';

export const create = (marker: string, family: string, more: Edit[] = []): Write => ({
  type: 'create',
  key: marker,
  marker,
  template: null,
  edits: [{ property: 'name', part: 'family', value: family }, ...more],
});

export const update = (card: Card, ...edits: Edit[]): Write => ({
  type: 'update',
  key: card.id,
  card,
  edits,
});

export const rename = (card: Card, value: string): Write => update(card, { property: 'nickname', value });

export const remove = (card: Card): Write => ({ type: 'remove', key: card.id, card });

/** Requests since the last time this was asked, counted. */
export function countsOf({ exchanges }: MicrosoftAccount): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of exchanges.splice(0)) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
