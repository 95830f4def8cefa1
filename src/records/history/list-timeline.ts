// The timeline of a record: its history, its notes, what went to and came from the actor's own address books, one stream.
import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { makeCursor, readCursor } from '../../database/cursor.ts';
import type { Db } from '../../database/database.ts';
import { rows, texts, uuids } from '../../database/query.ts';
import { change, note, record } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { NOTHING_DONE } from '../../plans/undoable.ts';
import { notesWhere } from '../notes/list-notes.ts';
import { iso } from '../record-columns.ts';
import { changesWhere } from './list-changes.ts';

type EntryType = 'change' | 'note' | 'card' | 'flag' | 'file';
/** What somebody may want to see alone. */
export type Shown = 'all' | 'notes' | 'edits' | 'sync';

interface Part {
  type: EntryType;
  /** Of what somebody may want to see alone, this is: */
  shown: Exclude<Shown, 'all'>;
  /** Its `id` and `at`, of record `id`. */
  select: (id: string, actor: Actor) => SQL;
}

/** What the record was changed by is a change of it; these are of cards alone. */
const OF_RECORDS = ['update-record', 'import-company'];

const fileAt = sql`coalesce(file.finished_at, file.started_at, file.created_at)`;

const cards = (id: string, { userId }: Actor): SQL => sql`from run_action ra
  join run on run.id = ra.run_id
  join account on account.id = run.account_id and account.user_id = ${userId}
  where ra.record_id = ${id} and ra.type <> all(${texts(OF_RECORDS)}) and ra.outcome <> all(${texts(NOTHING_DONE)})`;

const PARTS: Part[] = [
  {
    type: 'note',
    shown: 'notes',
    select: (id) => sql`select id, created_at as at from note where record_id = ${id} and deleted_at is null`,
  },
  {
    type: 'change',
    shown: 'edits',
    select: (id) => sql`select id, at from change where record_id = ${id} and actor <> 'sync'`,
  },
  {
    type: 'change',
    shown: 'sync',
    select: (id) => sql`select id, at from change where record_id = ${id} and actor = 'sync'`,
  },
  { type: 'card', shown: 'sync', select: (id, actor) => sql`select ra.id, ra.at ${cards(id, actor)}` },
  {
    type: 'flag',
    shown: 'sync',
    // It has no id: a person has one at most of each record.
    select: (id, { userId }) =>
      sql`select user_id as id, changed_at as at from flag where record_id = ${id} and user_id = ${userId}`,
  },
  {
    type: 'file',
    shown: 'edits',
    select: (id) => sql`select file.id, ${fileAt} as at
      from file_import file
      where file.id in (
        select import_id from file_import_row where record_id = ${id} and outcome in ('added', 'merged'))`,
  },
];

/** The newest first. Of other people's accounts there is what they changed here, and nothing of their cards. @throws AppError 'not-found' */
export async function listTimeline(
  db: Db,
  actor: Actor,
  query: { id: string; show: Shown; limit: number; cursor?: string | undefined },
) {
  const { id, show, limit } = query;
  if ((await db.$count(record, eq(record.id, id))) === 0) throw new AppError('not-found');
  const position = readCursor(query.cursor, 'time');
  const parts = PARTS.filter(({ shown }) => show === 'all' || show === shown);
  const all = sql.join(
    parts.map(({ type, select }) => sql`select ${type} as type, id, at from (${select(id, actor)}) part`),
    sql` union all `,
  );
  const earlier = position
    ? sql`where (at, id) < (${position.key}::timestamptz, ${position.id}::uuid)`
    : sql``;
  const found = await rows<Found>(
    db,
    sql`select type, id, ${iso(sql`at`)} as at from (${all}) entry ${earlier}
      order by entry.at desc, id desc limit ${limit + 1}`,
  );
  const page = found.slice(0, limit);
  const [{ total } = { total: 0 }] = await rows<{ total: number }>(
    db,
    sql`select count(*)::int as total from (${all}) entry`,
  );
  const last = page.at(-1);
  return {
    items: await entriesOf(db, actor, id, page),
    next: found.length > limit ? makeCursor({ key: last!.at, id: last!.id }) : null,
    total,
  };
}

interface Found {
  type: EntryType;
  id: string;
  at: string;
}

/** Nothing of what went away since the page was found. */
async function entriesOf(db: Db, actor: Actor, id: string, page: Found[]) {
  const ofType = async <Type extends EntryType, T extends { id: string }>(
    type: Type,
    read: (ids: string[]) => Promise<T[]>,
  ) => {
    const ids = page.filter((entry) => entry.type === type).map((entry) => entry.id);
    const found = ids.length > 0 ? await read(ids) : [];
    return found.map((entry) => ({ type, ...entry }));
  };
  const entries = [
    ...(await ofType('change', (ids) => changesWhere(db, actor, inArray(change.id, ids)))),
    ...(await ofType('note', (ids) => notesWhere(db, actor, inArray(note.id, ids)))),
    ...(await ofType('card', (ids) => cardsOf(db, actor, id, ids))),
    ...(await ofType('flag', () => flagOf(db, actor, id))),
    ...(await ofType('file', (ids) => filesOf(db, actor, id, ids))),
  ];
  const byId = new Map(entries.map((entry) => [`${entry.type} ${entry.id}`, entry]));
  return page.flatMap((entry) => byId.get(`${entry.type} ${entry.id}`) ?? []);
}

interface CardEntry {
  id: string;
  at: string;
  runId: string;
  accountId: string;
  accountName: string;
  provider: string;
  action: string;
  outcome: string;
  diff: { field: string; before: string | null; after: string | null }[];
}

const cardsOf = (db: Db, actor: Actor, id: string, ids: string[]) =>
  rows<CardEntry>(
    db,
    sql`select ra.id, ${iso(sql`ra.at`)} as at, ra.run_id as "runId", account.id as "accountId",
        account.name as "accountName", account.provider, ra.type as action, ra.outcome, ra.diff
      ${cards(id, actor)} and ra.id = any(${uuids(ids)})`,
  );

interface FlagEntry extends Pick<Found, 'id' | 'at'> {
  on: boolean;
  source: 'user' | 'import' | 'card-deleted';
}

const flagOf = (db: Db, { userId }: Actor, id: string) =>
  rows<FlagEntry>(
    db,
    sql`select user_id as id, ${iso(sql`changed_at`)} as at, "on", source
      from flag where record_id = ${id} and user_id = ${userId}`,
  );

interface FileEntry extends Pick<Found, 'id' | 'at'> {
  userName: string;
  fileNames: string[] | null;
  outcome: 'added' | 'merged';
  undone: boolean;
}

/** The name of a file is its importer's. */
const filesOf = (db: Db, { userId }: Actor, id: string, ids: string[]) =>
  rows<FileEntry>(
    db,
    sql`select file.id, ${iso(fileAt)} as at, app_user.name as "userName",
        case when file.user_id = ${userId} then to_jsonb(file.file_names) end as "fileNames",
        min(row.outcome) as outcome, bool_and(row.undone_at is not null) as undone
      from file_import file
      join app_user on app_user.id = file.user_id
      join file_import_row row on row.import_id = file.id and row.record_id = ${id} and row.outcome in ('added', 'merged')
      where file.id = any(${uuids(ids)})
      group by file.id, app_user.name`,
  );
