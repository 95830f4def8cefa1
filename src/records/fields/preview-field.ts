// What switching a field on would fill, by the plans that the engine would make: from the cards as they were last read.
import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { demandDoor, rightsOf } from '../../access/doors.ts';
import type { AccountDeps } from '../../accounts/account-deps.ts';
import { loadActive, mappingInForce } from '../../accounts/load-mappings.ts';
import { planUnder } from '../../accounts/mapping/preview-mapping.ts';
import type { Contact } from '../../contact/contact.ts';
import type { Db } from '../../database/database.ts';
import { isUnreadableCard, rows } from '../../database/query.ts';
import { partsOf, wholeOf } from '../../fields/catalogue.ts';
import type { FieldKey, RecordKind } from '../../fields/field.ts';
import type { Base } from '../../sync/link/link.ts';
import type { Mapping, Values } from '../../sync/model.ts';
import { accountsMapping } from './field-switched.ts';
import { listFields } from './list-fields.ts';
import { fieldIn } from './lock-fields.ts';

/** Links that are held at once. */
const BATCH = 500;
const MOST_NAMED = 10;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Nothing is changed, and nobody is asked for anything. @throws AppError 'not-found' */
export async function previewField(
  { db, providers }: Pick<AccountDeps, 'db' | 'providers'>,
  actor: Actor,
  id: string,
) {
  await demandDoor(db, actor, 'previewField');
  const { kind, key, type, active } = fieldIn(await listFields(db, {}), id);
  if (type === 'flag') return { ...NOTHING, ...(await countFlagged(db, kind)), accounts: 0 };
  const accounts = await accountsMapping(db, kind, key);
  const held = await countHeld(db, kind, partsOf(wholeOf(key)));
  const found: Found = { fills: new Map(), sends: 0, asks: 0 };
  if (!active) {
    const isActive = await loadActive(db);
    const isOn = (of: RecordKind, one: FieldKey) =>
      isActive(of, one) || (of === kind && wholeOf(one) === wholeOf(key));
    for (const one of accounts) {
      const capabilities = providers(one.provider)?.capabilities;
      if (!capabilities) continue;
      const mapping = mappingInForce(kind, one.mapping[kind], isOn, capabilities);
      const rights = await rightsOf(db, one.userId);
      const under = { account: one, rights, kind, mapping, capabilities };
      for await (const link of linksOf(db, one.id, kind, key, mapping))
        note(found, planUnder(link, under), link, partsOf(wholeOf(key)));
    }
  }
  const { fills, sends, asks } = found;
  const sample = [...fills].slice(0, MOST_NAMED).map(([recordId, recordName]) => ({ recordId, recordName }));
  return { ...held, accounts: accounts.length, fills: fills.size, sends, asks, sample };
}

const NOTHING = { fills: 0, sends: 0, asks: 0, sample: [] };

interface Found {
  /** By record: one that several people have fills once. */
  fills: Map<string, string>;
  sends: number;
  asks: number;
}

interface LinkRow {
  id: string;
  recordId: string;
  recordName: string;
  contact: Contact;
  values: Values;
  base: Base | null;
  outbox: Values[];
}

function note(
  found: Found,
  plan: ReturnType<typeof planUnder>,
  { recordId, recordName }: LinkRow,
  keys: FieldKey[],
): void {
  if (plan.type !== 'sync') return;
  const isOwn = ({ field }: { field: FieldKey }): boolean => keys.includes(field);
  if (plan.pull.some(isOwn)) found.fills.set(recordId, recordName);
  if (plan.push?.diff.some(isOwn)) found.sends += 1;
  if (plan.conflicts.some((conflict) => isOwn(conflict) && conflict.resolution === null)) found.asks += 1;
}

/** The links of an account in which the record or the card has anything for the field. */
async function* linksOf(
  db: Db,
  accountId: string,
  kind: RecordKind,
  key: FieldKey,
  mapping: Mapping,
): AsyncGenerator<LinkRow> {
  const entry = mapping.find(({ field }) => field === wholeOf(key));
  if (!entry) return;
  const there = sql`c.contact -> ${entry.slot.property}`;
  for (let after = FIRST; ; ) {
    const found = await rows<LinkRow>(
      db,
      sql`select l.id, r.id as "recordId", r.display_name as "recordName", c.contact, r.values, l.base, l.outbox
        from link l
        join record r on r.id = l.record_id and r.kind = ${kind} and r.deleted_at is null
        join card c on c.id = l.card_id and c.state = 'live' and c.in_scope and not ${isUnreadableCard(sql`c.loss`)}
        where l.account_id = ${accountId} and l.state = 'active' and l.id > ${after}
          and (${holdsAny(sql`r.values`, partsOf(wholeOf(key)))} or coalesce(${there} not in ('[]', '{}', 'null'), false))
        order by l.id
        limit ${BATCH}`,
    );
    yield* found;
    if (found.length < BATCH) return;
    after = found.at(-1)!.id;
  }
}

const holdsAny = (values: ReturnType<typeof sql>, keys: FieldKey[]) =>
  sql`${values} ?| ${sql.param(keys)}::text[]`;

async function countHeld(db: Db, kind: RecordKind, keys: FieldKey[]) {
  const [counts] = await rows<{ records: number; missing: number }>(
    db,
    sql`select count(*) filter (where held)::int as records, count(*) filter (where not held)::int as missing
      from (select ${holdsAny(sql`"values"`, keys)} as held from record where kind = ${kind} and deleted_at is null) as each`,
  );
  return counts!;
}

/** Records of a kind that anybody has on the phone, and those nobody has. */
export async function countFlagged(db: Db, kind: RecordKind) {
  const [counts] = await rows<{ records: number; missing: number }>(
    db,
    sql`select count(*) filter (where flagged)::int as records, count(*) filter (where not flagged)::int as missing
      from (
        select exists (
          select 1 from flag join app_user u on u.id = flag.user_id and u.disabled_at is null
          where flag.record_id = record.id and flag."on") as flagged
        from record
        where kind = ${kind} and deleted_at is null) as each`,
  );
  return counts!;
}
