// One change of many records: an owner, labels or a value, of these or of all that a filter finds. It is counted first, with the
// cards that would change on whose phones, and taken back as one thing (undo-edit.ts).
import { type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { demandDoor } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { lockRecords } from '../../database/locks.ts';
import { newId } from '../../database/new-id.ts';
import { rows, uuids } from '../../database/query.ts';
import type { RecordKind, RecordValues } from '../../database/schema.ts';
import { moveLinks } from '../../database/tables/links.ts';
import { AppError } from '../../errors.ts';
import { KINDS } from '../../fields/field.ts';
import { accountMapping, fieldsOf } from '../../sync/mapping.ts';
import type { OwnMapping } from '../../sync/model.ts';
import { checkTies } from '../check-ties.ts';
import { checkFindable, checkValues } from '../fields/check-values.ts';
import { loadFields } from '../fields/load-fields.ts';
import { idsOf } from '../flag-records.ts';
import { type LabelChange, writeLabels } from '../labels/write-labels.ts';
import type { RecordFilter } from '../record-filter.ts';
import { announce, updateRecords } from '../write-record.ts';

export interface EditRecords {
  ids?: string[] | undefined;
  /** Everything this finds; either this or `ids`. */
  filter?: RecordFilter | undefined;
  set: {
    ownerId?: string | undefined;
    labels?: LabelChange | undefined;
    values?: Record<string, string | null> | undefined;
  };
  /** Only count. */
  preview?: boolean | undefined;
  /** The actor has seen the counts: the guard does not hold the own cards again. */
  approved?: boolean | undefined;
}

export interface Edited {
  /** Takes all of it back; null of a preview, and where nothing changed. */
  id: string | null;
  changed: number;
  /** Cards that get the change, in whose accounts ever, and how many accounts those are. */
  cards: number;
  accounts: number;
}

interface Target {
  id: string;
  kind: RecordKind;
  values: RecordValues;
}

/** So many at once: one transaction, in the time of a request. */
const MOST = 10_000;

/** @throws AppError 'bad-request', 'invalid-values' */
export async function editRecords(db: Db, actor: Actor, input: EditRecords): Promise<Edited> {
  await demandDoor(db, actor, 'editRecords');
  const { ids, filter, set, preview = false, approved = false } = input;
  if ((ids === undefined) === (filter === undefined))
    throw new AppError('bad-request', 'Give either ids or filter.', {
      fields: { ids: 'Either this or filter.', filter: 'Either this or ids.' },
    });
  return db.transaction(async (tx) => {
    await checkTies(tx, set);
    const asked = ids ?? (await idsOf(tx, actor, filter!));
    if (asked.length > MOST)
      throw new AppError('bad-request', `At most ${MOST} records at once; narrow the filter.`, {
        fields: { filter: 'too-many' },
      });
    if (!preview) await lockRecords(tx, asked);
    const targets = await targetsOf(tx, asked, set);
    const values = await checkedValues(tx, targets, set.values ?? {});
    const { cards, accounts, own } = await countCards(tx, actor, targets, Object.keys(values));
    const counted = { changed: targets.length, cards, accounts };
    if (preview || targets.length === 0) return { id: null, ...counted };
    const id = newId();
    const by = { actor: 'user' as const, userId: actor.userId, runId: id };
    const recordIds = targets.map((target) => target.id);
    if (set.ownerId !== undefined || Object.keys(values).length > 0)
      await updateRecords(
        tx,
        recordIds.map((recordId) => ({ recordId, values, ownerId: set.ownerId })),
        by,
      );
    if (set.labels) await writeLabels(tx, recordIds, set.labels, by);
    if (approved && own > 0) await approveOwn(tx, actor, recordIds);
    await announce(tx, recordIds);
    await noteAudit(tx, actor.userId, 'records.edited', id);
    return { id, ...counted };
  });
}

/** Those outside the trash on which anything would change. */
async function targetsOf(
  db: Db,
  ids: string[],
  { ownerId, labels, values = {} }: EditRecords['set'],
): Promise<Target[]> {
  const put = (labelIds: string[]): SQL => sql`(
    select count(*) from record_label where record_id = record.id and label_id = any(${uuids(labelIds)}))`;
  const add = [...new Set(labels?.add ?? [])];
  const changes = [
    ...(ownerId === undefined ? [] : [sql`owner_id <> ${ownerId}`]),
    ...(add.length > 0 ? [sql`${put(add)} < ${add.length}`] : []),
    ...(labels?.remove?.length ? [sql`${put(labels.remove)} > 0`] : []),
    ...Object.entries(values).map(
      ([key, value]) => sql`"values" ->> ${key}::text is distinct from ${value || null}::text`,
    ),
  ];
  if (changes.length === 0) return [];
  return rows<Target>(
    db,
    sql`
    select id, kind, "values"
    from record
    where id = any(${uuids(ids)}) and deleted_at is null and (${sql.join(changes, sql` or `)})
    order by id`,
  );
}

/** A value is of one kind's fields: records of several kinds take those that all of them have. */
async function checkedValues(
  db: Db,
  targets: Target[],
  given: Record<string, string | null>,
): Promise<Record<string, string | null>> {
  if (Object.keys(given).length === 0) return {};
  let checked: Record<string, string | null> = {};
  for (const kind of KINDS.filter((one) => targets.some((target) => target.kind === one))) {
    const fields = await loadFields(db, kind);
    checked = checkValues(fields, given);
    if ('photo' in checked)
      throw new AppError('invalid-values', 'A photo is of one record.', { fields: { photo: 'not-a-photo' } });
    if (Object.values(checked).includes(null))
      for (const target of targets)
        if (target.kind === kind) checkFindable(fields, kind, { ...target.values, ...checked });
  }
  return checked;
}

interface OfAccount {
  isOwn: boolean;
  kind: RecordKind;
  mapping: Partial<Record<RecordKind, OwnMapping>>;
  cards: number;
  accountId: string;
}

/** Cards that hold one of the fields and are written, in anybody's accounts. */
async function countCards(db: Db, actor: Actor, targets: Target[], fields: string[]) {
  if (fields.length === 0) return { cards: 0, accounts: 0, own: 0 };
  const linked = await rows<OfAccount>(
    db,
    sql`
    select account.id as "accountId", account.user_id = ${actor.userId} as "isOwn", account.mapping, record.kind, count(*)::int as cards
    from record
    join link on link.record_id = record.id and link.state in ('creating', 'active')
    join account on account.id = link.account_id and account.state <> 'disconnected' and account.settings ->> 'direction' <> 'in'
    where record.id = any(${uuids(targets.map(({ id }) => id))})
    group by account.id, record.kind`,
  );
  const written = linked.filter(({ kind, mapping }) =>
    accountMapping(kind, mapping[kind]).some(
      (entry) => entry.direction !== 'in' && fieldsOf(entry).some((field) => fields.includes(field)),
    ),
  );
  const sum = (some: OfAccount[]): number => some.reduce((total, { cards }) => total + cards, 0);
  return {
    cards: sum(written),
    accounts: new Set(written.map(({ accountId }) => accountId)).size,
    own: sum(written.filter(({ isOwn }) => isOwn)),
  };
}

/** What a person confirmed with its number is not held by the guard of their own accounts; a colleague's decides for itself. */
async function approveOwn(db: Db, actor: Actor, recordIds: string[]): Promise<void> {
  const theirs = sql`record_id = any(${uuids(recordIds)}) and state <> 'closed' and hold is null
    and account_id in (select id from account where user_id = ${actor.userId})`;
  await moveLinks(db, theirs, { type: 'approved', of: 'card-updates' });
}
