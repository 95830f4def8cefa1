// What a merge would do, before it is done: whose value stands in each field, and what becomes of the cards.
import { and, inArray, isNull, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { type RecordKind, type RecordValues, record } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { partsOf, wholeOf } from '../../fields/catalogue.ts';
import { heldValues } from '../fields/held-values.ts';
import { loadDefinitions } from '../fields/load-definitions.ts';
import { loadFields } from '../fields/load-fields.ts';
import { getRecord } from '../get-record.ts';
import { carryValues } from '../kinds/carry-values.ts';
import { outcomeKind } from './merge-records.ts';
import { type MergeField, type MergeInput, mergeValues, type Side } from './merge-values.ts';

interface MergeCard {
  accountId: string;
  accountName: string;
  provider: string;
  cardName: string | null;
  outcome: 'stays' | 'moves' | 'duplicate';
}

/** @throws AppError 'not-found', 'invalid-values' when the two are of different kinds and neither is named */
export async function previewMerge(
  db: Db,
  actor: Actor,
  { id, recordId, kind: wanted }: { id: string; recordId: string; kind?: RecordKind | undefined },
) {
  const found = await db
    .select()
    .from(record)
    .where(and(inArray(record.id, [id, recordId]), isNull(record.deletedAt)));
  const stays = found.find((row) => row.id === id);
  const goes = found.find((row) => row.id === recordId);
  if (!stays || !goes || id === recordId) throw new AppError('not-found');
  const kind = outcomeKind(stays, goes, wanted);
  const fields = [...(await loadFields(db, kind)).values()];
  const definitions = await loadDefinitions(db);
  return {
    other: await getRecord(db, actor, recordId),
    kind,
    fields: compareSides({ stays, goes, kind, fields, definitions }),
    ...(await cardsOf(db, actor, id, recordId)),
  };
}

/** Field by field, in the order of forms, what both say and what stands; an address as one. */
export function compareSides(
  input: Omit<MergeInput, 'fields' | 'choice'> & { fields: readonly (MergeField & { position: number })[] },
): ComparedField[] {
  const { stays, goes, kind, definitions } = input;
  const fields = input.fields.toSorted((a, b) => a.position - b.position);
  const changed = mergeValues({ ...input, fields });
  const mine = heldValues({ ...stays.values, ...carryValues(definitions, stays.kind, kind, stays.values) });
  const theirs = heldValues({ ...goes.values, ...carryValues(definitions, goes.kind, kind, goes.values) });
  const shown = new Set(fields.filter(({ active }) => active).map(({ key }) => wholeOf(key)));
  return [...shown].flatMap((field) => choiceOf(field, mine, theirs, changed));
}

interface ComparedField {
  field: string;
  this: string | null;
  other: string | null;
  stands: Side;
}

function choiceOf(
  field: string,
  mine: RecordValues,
  theirs: RecordValues,
  changed: Record<string, string | null>,
): ComparedField[] {
  const isTaken = partsOf(field).some((key) => changed[key] && changed[key] !== mine[key]);
  const mineText = textOf(field, mine);
  // Also a number of the other record that goes here because its own field is taken.
  const theirText = isTaken ? textOf(field, heldValues({ ...theirs, ...changed })) : textOf(field, theirs);
  if (mineText === null && theirText === null) return [];
  return [{ field, this: mineText, other: theirText, stands: isTaken ? 'other' : 'this' }];
}

/** A value, or the parts of an address in a row. */
function textOf(field: string, values: RecordValues): string | null {
  if (values[field]) return values[field];
  const parts = partsOf(field).flatMap((key) => values[key] ?? []);
  return parts.length > 0 ? parts.join(', ').replaceAll('\n', ', ') : null;
}

/** Of the actor's own accounts; those of others are only counted. */
async function cardsOf(db: Db, actor: Actor, to: string, from: string) {
  const links = await rows<MergeCard & { isOwn: boolean }>(
    db,
    sql`select account.id as "accountId", account.name as "accountName", account.provider, card.display_name as "cardName",
      account.user_id = ${actor.userId} as "isOwn",
      case when link.record_id = ${to} then 'stays'
        when other.id is null or (other.state = 'new' and link.state <> 'new') then 'moves' else 'duplicate' end as outcome
      from link join account on account.id = link.account_id
      left join card on card.id = link.card_id
      left join link other on other.account_id = link.account_id and other.record_id = ${to} and other.state <> 'closed'
      where link.record_id in (${to}, ${from}) and link.state not in ('closed', 'deleting')
        and (link.state <> 'new' or link.record_id = ${from})
      order by account.name, account.id, link.record_id = ${from}`,
  );
  return {
    cards: links
      .filter(({ isOwn, cardName, outcome }) => isOwn && (cardName !== null || outcome !== 'duplicate'))
      .map(({ isOwn: _, ...card }) => card),
    cardsOfOthers: links.filter(({ isOwn }) => !isOwn).length,
  };
}
