// Writes as the tests of this folder make them.
import type { Edit } from '../../../src/contact/contact.ts';
import type { Card, Write } from '../../../src/providers/provider.ts';
import type { GoogleAccount } from '../../google-account.ts';

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

/** Requests since the last time this was asked. */
export const kindsOf = ({ exchanges }: GoogleAccount): string[] =>
  exchanges.splice(0).map(({ kind }) => kind);
