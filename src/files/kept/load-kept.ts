// What is kept of records beside their fields: what imports of files left in the history, and what cards in the actor's own
// accounts hold besides.
import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { spells } from '../../contact/name.ts';
import type { Db } from '../../database/database.ts';
import {
  account,
  card,
  change,
  field,
  link,
  type RecordKind,
  type RecordValues,
  record,
} from '../../database/schema.ts';
import { alsoOnCard } from '../../sync/decide/project.ts';
import { accountMapping, activeMapping } from '../../sync/mapping.ts';
import { keptOnCard } from './kept-in-card.ts';

/** Names of changes in the history that keep what a file said and no field holds. */
export const IN_FILE = 'inFile';

/** By the id of the record, each once, as `keptText` writes it. */
export async function loadKept(
  db: Db,
  { userId }: Actor,
  records: { id: string; kind: RecordKind; values: RecordValues }[],
): Promise<Map<string, string[]>> {
  const ids = records.map(({ id }) => id);
  const kept = new Map<string, Set<string>>();
  const keep = (id: string, text: string): void => void kept.set(id, (kept.get(id) ?? new Set()).add(text));
  const inFiles = await db
    .select({ id: change.recordId, before: change.before, after: change.after })
    .from(change)
    .where(and(inArray(change.recordId, ids), eq(change.field, IN_FILE)))
    .orderBy(change.at, change.id);
  for (const { id, before, after } of inFiles) {
    if (after !== null) keep(id, after);
    // Its import was taken back.
    else kept.get(id)?.delete(before!);
  }
  const cards = await db
    .select({ id: record.id, contact: card.contact, base: link.base, own: account.mapping })
    .from(link)
    .innerJoin(record, eq(record.id, link.recordId))
    .innerJoin(account, eq(account.id, link.accountId))
    .innerJoin(card, eq(card.id, link.cardId))
    .where(and(inArray(record.id, ids), ne(link.state, 'closed'), eq(account.userId, userId)))
    .orderBy(account.createdAt);
  if (cards.length > 0) {
    const active = new Set(
      (await db.select().from(field).where(eq(field.active, true))).map(({ kind, key }) => `${kind} ${key}`),
    );
    const byId = new Map(records.map((one) => [one.id, one]));
    for (const { id, contact, base, own } of cards) {
      const { kind, values } = byId.get(id)!;
      const mapping = activeMapping(accountMapping(kind, own[kind]), (key) => active.has(`${kind} ${key}`));
      for (const { property, label, value } of alsoOnCard(contact, mapping, base))
        if (!property.startsWith('name.') || !spells(value, Object.values(values)))
          keep(id, keptOnCard(property, label, value));
    }
  }
  return new Map([...kept].filter(([, texts]) => texts.size > 0).map(([id, texts]) => [id, [...texts]]));
}
