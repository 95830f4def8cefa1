// Takes back what a run did, on both sides, through the same doors as everything else: records are written, flags are
// switched, and the engine does the rest. What was changed since is left alone and listed.
import { eq, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import { demandAll, UNDOING } from '../access/doors.ts';
import { getRun } from '../accounts/get-run.ts';
import type { Db } from '../database/database.ts';
import { rows, texts, uuids } from '../database/query.ts';
import { record } from '../database/schema.ts';
import { endRuns } from '../database/tables/accounts.ts';
import { moveLinks } from '../database/tables/links.ts';
import { fieldOfChange, labelsAsValues } from '../database/tables/ties.ts';
import { AppError } from '../errors.ts';
import { labelOfField } from '../fields/labels.ts';
import { trashRecord } from '../records/trash-record.ts';
import { writeFlags } from '../records/write-flags.ts';
import { updateRecordValues } from '../records/write-record.ts';
import { withAgreed } from '../sync/link/link.ts';
import type { Values } from '../sync/model.ts';
import { putBack } from './put-back.ts';
import { flagOff, type Import, undoImport } from './undo-import.ts';
import { type Done, FLAG_OFF, IMPORTS, NOTHING_DONE, type SkipReason } from './undoable.ts';

/** Undoes a run, or one of its actions. @throws AppError 'not-found', 'run-under-way', 'not-allowed' before anything is undone */
export async function undoRun(
  db: Db,
  actor: Actor,
  { id, actionId }: { id: string; actionId?: string | undefined },
) {
  const run = await getRun(db, actor, id);
  if (run.state === 'running' || run.state === 'queued') throw new AppError('run-under-way');
  const actions = await rows<Done>(
    db,
    sql`select id, type, link_id as "linkId", record_id as "recordId", diff, outcome
      from run_action
      where run_id = ${id} and undone_at is null
        and outcome <> all(${texts(NOTHING_DONE)})
      order by nth desc, id desc`,
  );
  const chosen = actionId === undefined ? wholes(actions) : oneOf(actions, actionId);
  await demandAll(
    db,
    actor,
    chosen.flat().flatMap(({ type }) => UNDOING.get(type) ?? []),
  );
  const skipped: { actionId: string; reason: SkipReason }[] = [];
  let undone = 0;
  for (const [action, ...parts] of chosen) {
    // The card of an import is let go of as it is: what the run wrote on it is there yet.
    const [written, taken] = [parts.filter(isOnCard), parts.filter((part) => !isOnCard(part))];
    const reason = await db.transaction(async (tx) => {
      const refused = isImport(action)
        ? await undoImport(tx, actor, { ...action, runId: id, accountId: run.accountId, parts })
        : await undoOne(tx, actor, { ...action, accountId: run.accountId });
      if (!refused) await tx.execute(markUndone([action, ...taken]));
      return refused;
    });
    if (reason) skipped.push({ actionId: action.id, reason });
    else {
      undone += 1 + taken.length;
      skipped.push(...written.map(({ id: actionId }) => ({ actionId, reason: 'stays-on-card' as const })));
    }
  }
  await noteAudit(db, actor.userId, 'run.undone', id);
  return { undone, skipped };
}

/** What is taken back together: the import of a card with all that the same run did to its record then, anything else alone. */
function wholes(actions: Done[]): [Done, ...Done[]][] {
  const imports = new Map(actions.filter(isImport).map((action) => [action.recordId, action]));
  return actions
    .filter((action) => isImport(action) || !imports.has(action.recordId ?? ''))
    .map((action) => [
      action,
      ...actions.filter((part) => part !== action && imports.get(part.recordId ?? '') === action),
    ]);
}

const isOnCard = ({ type }: Done): boolean => type === 'update';

/** @throws AppError 'not-found' */
function oneOf(actions: Done[], id: string): [Done, ...Done[]][] {
  const whole = wholes(actions).find(([first]) => first.id === id);
  const action = actions.find((each) => each.id === id);
  if (!action) throw new AppError('not-found');
  return [whole ?? [action]];
}

const isImport = (action: Done): action is Done & Pick<Import, 'type' | 'recordId' | 'linkId'> =>
  IMPORTS.includes(action.type) && action.recordId !== null && action.linkId !== null;

const markUndone = (actions: Done[]) =>
  sql`update run_action
    set undone_at = now()
    where id = any(${uuids(actions.map(({ id }) => id))})`;

/** Null when it was taken back, otherwise why not. */
async function undoOne(
  db: Db,
  actor: Actor,
  { type, recordId, diff, outcome, linkId, accountId }: Done & { accountId: string },
): Promise<SkipReason | null> {
  if (recordId === null) {
    // Found out about later, the deletion of a card is the end of its link.
    const isDeleted = type === 'remove' || (type === 'close' && outcome === 'deleted');
    const isBack = isDeleted && (await putBack(db, sql`t.link_id = ${linkId}`));
    return isBack ? null : 'nothing-to-undo';
  }
  const [current] = await db.select().from(record).where(eq(record.id, recordId)).for('no key update');
  if (!current) return 'record-deleted';
  const mine = { userId: actor.userId, recordIds: [recordId] };
  switch (type) {
    case 'update':
    case 'update-record': {
      if (current.deletedAt) return 'record-deleted';
      const held = await withLabels(db, current, diff);
      const unchanged = diff.filter(({ field, after }) => (held[field] ?? null) === after);
      if (unchanged.length === 0) return 'changed-since';
      if (type === 'update' && (await isLetGo(db, linkId))) return 'stays-on-card';
      const kept = type === 'update' ? await fromElsewhere(db, recordId, linkId, unchanged) : new Set();
      const restorable = unchanged.filter(({ field }) => !kept.has(field));
      const values = Object.fromEntries(restorable.map(({ field, before }) => [field, before]));
      const picture = type === 'update-record' ? restorable.find(isPictureOfCard) : undefined;
      // A run that is writing another field of the card would agree on the picture that held before.
      if (picture) await endRuns(db, [accountId]);
      await updateRecordValues(db, { recordId, values, by: { actor: 'user', userId: actor.userId } });
      if (picture) await leavePicture(db, linkId, picture);
      if (kept.size > 0) return 'from-elsewhere';
      return restorable.length === diff.length ? null : 'changed-since';
    }
    case 'create':
      await flagOff(db, actor, recordId);
      return null;
    case 'import-company':
      return undoCompany(db, actor, recordId);
    case 'remove':
    case 'close':
      if (current.deletedAt) return 'record-deleted';
      if (type === 'close' && !FLAG_OFF.includes(outcome)) return 'nothing-to-undo';
      await writeFlags(db, { ...mine, on: true, source: 'user' });
      return null;
    default:
      return 'nothing-to-undo';
  }
}

/** A company that came with its people goes as long as nobody has done anything with it, and none of them is left. */
async function undoCompany(db: Db, { userId }: Actor, recordId: string): Promise<SkipReason | null> {
  const [facts] = await rows<{ deleted: boolean; edited: boolean; used: boolean }>(
    db,
    sql`select deleted_at is not null as deleted,
        exists (select 1 from change where record_id = record.id and actor = 'user') as edited,
        exists (select 1 from flag where record_id = record.id and "on")
          or exists (select 1 from record person where person.company_id = record.id and person.deleted_at is null) as used
      from record
      where id = ${recordId}`,
  );
  if (facts!.deleted) return 'record-deleted';
  if (facts!.edited) return 'changed-since';
  if (facts!.used) return 'used-by-others';
  await trashRecord(db, recordId, { actor: 'user', userId });
  return null;
}

/** What a record holds, its labels too where the diff is about any. */
async function withLabels(
  db: Db,
  { id, values }: { id: string; values: Values },
  diff: Done['diff'],
): Promise<Values> {
  if (diff.every(({ field }) => labelOfField(field) === null)) return values;
  const [held] = await rows<{ labels: Values }>(
    db,
    sql`select ${labelsAsValues(sql`${id}::uuid`)} as labels`,
  );
  return { ...values, ...held!.labels };
}

/** Was the card let go of with its import? The record gave it what it has, and keeps that. */
async function isLetGo(db: Db, linkId: string | null): Promise<boolean> {
  const found = await rows(db, sql`select 1 from link where id = ${linkId} and closed_reason = 'undone'`);
  return found.length > 0;
}

/**
 * What an update put where the card had nothing, and nobody typed since the card is linked: the record had it before, or has
 * it of another card, another record or another kind. Taken away for the sake of this card, it would be gone from all others.
 */
async function fromElsewhere(
  db: Db,
  recordId: string,
  linkId: string | null,
  diff: Done['diff'],
): Promise<Set<string>> {
  const added = diff.flatMap(({ field, before, after }) =>
    before === null && after !== null ? [field] : [],
  );
  if (added.length === 0) return new Set();
  const typed = await rows<{ field: string }>(
    db,
    sql`select field
      from (
        select distinct on (1) ${fieldOfChange} as field, actor, at, nth
        from change
        where record_id = ${recordId} and ${fieldOfChange} = any(${texts(added)})
        order by 1, nth desc, at desc, id desc
      ) last
      where actor = 'user' and (nth, at) > (select nth, created_at from link where id = ${linkId})
        and not exists (
          select 1 from change
          where record_id = ${recordId} and at = last.at and field in ('mergedFrom', 'kind'))`,
  );
  return new Set(added).difference(new Set(typed.map(({ field }) => field)));
}

const isPictureOfCard = ({ field, before }: Done['diff'][number]): boolean =>
  field === 'photo' && before === null;

/** A picture that came from a card goes from the record alone: on the card it is its owner's. */
async function leavePicture(db: Db, linkId: string | null, picture: Done['diff'][number]): Promise<void> {
  if (linkId === null) return;
  await moveLinks(db, [linkId], ({ base }) => {
    if (base === null) return null;
    const remote = base.fields.photo?.remote ?? picture.after;
    return { type: 'agreed', base: withAgreed(base, { photo: { local: null, remote } }) };
  });
}
