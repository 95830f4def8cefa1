// One of everything, belonging to `owner`: what the matrix of rights is asked about. A resource that gets endpoints gets
// its row here and its id in `Ids`.
import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { hashSecret, makeSecret } from '../../src/access/secret-token.ts';
import { emptyContact } from '../../src/contact/contact.ts';
import { newId } from '../../src/database/new-id.ts';
import { rows } from '../../src/database/query.ts';
import {
  accessRequest,
  account,
  book,
  card,
  cardGroup,
  change,
  conflict,
  duplicate,
  fileImport,
  fileImportFile,
  flag,
  invitation,
  link,
  note,
  queueItem,
  queueRule,
  record,
  run,
  runAction,
  session,
  token,
  trash,
} from '../../src/database/schema.ts';
import { pairOf } from '../../src/database/tables/duplicates.ts';
import { NO_COUNTS } from '../../src/sync/counts.ts';
import { DEFAULT_SETTINGS } from '../../src/sync/model.ts';
import { makeLayout } from './make-layout.ts';
import type { Person, TestServer } from './open-server.ts';
import { makeLists } from './world-lists.ts';

export interface Ids {
  account: string;
  book: string;
  card: string;
  queueItem: string;
  queueRule: string;
  link: string;
  run: string;
  /** With one action held for approval. */
  waitingRun: string;
  conflict: string;
  trash: string;
  session: string;
  token: string;
  view: string;
  /** The id under which many records were changed together. */
  edit: string;
  /** A file that was looked at. */
  import: string;
  /** Shared by everybody: one that an administrator added. */
  field: string;
  label: string;
  otherLabel: string;
  record: string;
  otherRecord: string;
  trashedRecord: string;
  change: string;
  /** Everybody reads it, the owner wrote it. */
  note: string;
  /** Shared by everybody: one that an administrator added. */
  section: string;
  duplicate: string;
}

export interface World {
  owner: Person;
  other: Person;
  administrator: Person;
  /** Somebody administrators do things to. */
  victim: Person;
  ids: Ids;
  /** The link by which the victim may set a password. */
  invitation: string;
  /** By which the owner asks for something. */
  accessRequest: string;
}

/** Ids nobody but their owner may ever see in an answer. */
export const PRIVATE = [
  'account',
  'book',
  'card',
  'queueItem',
  'queueRule',
  'link',
  'run',
  'waitingRun',
  'conflict',
  'trash',
  'session',
  'token',
  'view',
  'edit',
  'import',
] as const;

export async function makeWorld(server: TestServer): Promise<World> {
  const { db } = server;
  const [owner, other, administrator, victim] = await Promise.all([
    server.person('owner'),
    server.person('other'),
    server.person('administrator', 'administrator'),
    server.person('victim'),
  ]);
  const ids = await makeAccount(server, owner);
  const secret = makeSecret();
  await db.insert(invitation).values({
    id: newId(),
    userId: victim.actor.userId,
    tokenHash: hashSecret(secret),
    expiresAt: new Date(Date.now() + 60_000),
  });
  const accessRequestId = newId();
  await db
    .insert(accessRequest)
    .values({ id: accessRequestId, userId: owner.actor.userId, permission: 'sync.run' });
  return {
    owner,
    other,
    administrator,
    victim,
    ids,
    invitation: secret,
    accessRequest: accessRequestId,
  };
}

/** An account of `person` with a card in the queue, and another that is linked to a record. */
export async function makeAccount({ db, deps }: TestServer, person: Person): Promise<Ids> {
  const { userId } = person.actor;
  const [accountId, bookId, runId, changeId] = [newId(), newId(), newId(), newId()];
  const credentials = JSON.stringify({ username: 'alice', password: 's3cret' });
  await db.insert(account).values({
    id: accountId,
    userId,
    provider: 'icloud',
    name: 'Phone',
    username: 'alice',
    identity: `identity-${accountId}`,
    credentials: deps.sealer.seal(credentials, `account:${accountId}:credentials`),
    discovery: {},
    settings: DEFAULT_SETTINGS,
    state: 'active',
  });
  await db.insert(book).values({ id: bookId, accountId, remoteId: '/card/', name: 'Card', readOnly: false });
  const cards = [newId(), newId()].map((id) => ({
    id,
    accountId,
    bookId,
    remoteId: `/card/${id}.vcf`,
    version: '"1"',
    uid: id,
    raw: 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Private;Paula;;;\r\nFN:Paula Private\r\nEND:VCARD\r\n',
    contact: { ...emptyContact(), name: { given: 'Paula', family: 'Private', display: 'Paula Private' } },
    contentHash: id,
    displayName: 'Paula Private',
    searchText: 'paula private',
    matchKeys: [],
  }));
  await db.insert(card).values(cards);
  await db
    .insert(cardGroup)
    .values({ accountId, bookId, remoteId: '/card/group.vcf', name: 'Family', members: [] });
  const recordId = await makeRecord(db, userId);
  const otherRecordId = await makeRecord(db, userId);
  const trashedId = await makeRecord(db, userId, new Date());
  const duplicateId = newId();
  await db
    .insert(duplicate)
    .values({ id: duplicateId, ...pairOf(recordId, otherRecordId), score: 0.95, reasons: ['email'] });
  await db.insert(change).values({
    id: changeId,
    recordId,
    field: 'lastName',
    before: 'Before',
    after: 'Example',
    actor: 'sync',
    userId,
    accountId,
    runId,
  });
  const noteId = newId();
  await db.insert(note).values({ id: noteId, recordId, userId, text: 'Called', searchText: 'called' });
  await db.insert(flag).values({ recordId, userId, on: true, source: 'user' });
  const linkId = newId();
  await db.insert(link).values({
    id: linkId,
    accountId,
    recordId,
    cardId: cards[1]!.id,
    state: 'active',
    marker: randomUUID().toUpperCase(),
    createdByUs: false,
  });
  const item = {
    id: newId(),
    accountId,
    cardId: cards[0]!.id,
    kind: 'contact',
    suggestedKind: 'contact',
    reason: 'name',
    state: 'ready',
  } as const;
  await db.insert(queueItem).values(item);
  const ruleId = newId();
  await db.insert(queueRule).values({
    id: ruleId,
    accountId,
    filter: { domain: 'example.org' },
    decision: { kind: 'lead' },
    runs: 'by-hand',
    position: 1,
  });
  await db.insert(run).values({
    id: runId,
    accountId,
    state: 'done',
    trigger: 'schedule',
    counts: NO_COUNTS,
    requests: { total: 1, byKind: {} },
  });
  const safety = await makeSafety(db, { accountId, linkId, recordId, cardId: cards[1]!.id });
  const [sessionId, tokenId] = [newId(), newId()];
  await db
    .insert(session)
    .values({ id: sessionId, userId, token: makeSecret(), expiresAt: new Date(Date.now() + 60_000) });
  await db.insert(token).values({ id: tokenId, userId, name: 'backup', tokenHash: hashSecret(makeSecret()) });
  const lists = await makeLists(db, userId, recordId);
  const importId = newId();
  await db
    .insert(fileImport)
    .values({ id: importId, userId, state: 'ready', fileNames: ['people.csv'], total: 1 });
  const bytes = Buffer.from(`lastName\n${importId}\n`);
  await db.insert(fileImportFile).values({ importId, position: 0, bytes });
  return {
    account: accountId,
    book: bookId,
    card: cards[0]!.id,
    queueItem: item.id,
    queueRule: ruleId,
    link: linkId,
    run: runId,
    ...safety,
    session: sessionId,
    token: tokenId,
    ...lists,
    import: importId,
    ...(await makeLayout(db, recordId)),
    record: recordId,
    otherRecord: otherRecordId,
    trashedRecord: trashedId,
    change: changeId,
    note: noteId,
    duplicate: duplicateId,
  };
}

/** What waits for a person about a linked record, and what was kept of a card. */
async function makeSafety(
  db: TestServer['db'],
  about: { accountId: string; linkId: string; recordId: string; cardId: string },
): Promise<{ waitingRun: string; conflict: string; trash: string }> {
  const { accountId, linkId, recordId, cardId } = about;
  const [runId, conflictId, trashId] = [newId(), newId(), newId()];
  await db.insert(run).values({
    id: runId,
    accountId,
    state: 'waiting',
    reason: 'guard',
    trigger: 'schedule',
    counts: NO_COUNTS,
    requests: { total: 0, byKind: {} },
  });
  const diff = [{ field: 'lastName', before: 'Before', after: 'Example' }];
  await db.insert(runAction).values({
    id: newId(),
    runId,
    type: 'update',
    linkId,
    recordId,
    cardId,
    diff,
    class: 'card-blanking',
    outcome: 'held',
  });
  await db.update(link).set({ settled: link.touched }).where(eq(link.id, linkId));
  await db.insert(conflict).values({
    id: conflictId,
    linkId,
    accountId,
    recordId,
    field: 'lastName',
    crmValue: 'Example',
    bookValue: 'Exemple',
    baseValue: 'Before',
  });
  await db.insert(trash).values({
    id: trashId,
    accountId,
    linkId,
    recordId,
    raw: 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Gone;Gustav;;;\r\nFN:Gustav Gone\r\nEND:VCARD\r\n',
    contact: { ...emptyContact(), name: { given: 'Gustav', family: 'Gone', display: 'Gustav Gone' } },
    reason: 'flag-off',
  });
  return { waitingRun: runId, conflict: conflictId, trash: trashId };
}

async function makeRecord(
  db: TestServer['db'],
  ownerId: string,
  deletedAt: Date | null = null,
): Promise<string> {
  const id = newId();
  await db.insert(record).values({
    id,
    kind: 'contact',
    values: { firstName: 'Erika', lastName: 'Example' },
    displayName: 'Erika Example',
    searchText: 'erika example',
    sortName: 'example erika',
    matchKeys: [],
    ownerId,
    deletedAt,
  });
  return id;
}

/** Tables of which nothing may move on behalf of somebody else, and the column that says whose a row is. */
const WATCHED = {
  account: 'id',
  book: 'account_id',
  card: 'account_id',
  card_group: 'account_id',
  queue_item: 'account_id',
  queue_rule: 'account_id',
  link: 'account_id',
  run: 'account_id',
  conflict: 'account_id',
  trash: 'account_id',
} as const;

/** All that is private to the owner, as text: two that are equal mean that nothing moved. */
export async function privateState({ db }: TestServer, { owner, ids }: World): Promise<string> {
  const parts = Object.entries(WATCHED).map(
    ([table, key]) => sql`(select coalesce(jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text), '[]')
      from ${sql.identifier(table)} t where t.${sql.identifier(key)} = ${ids.account})`,
  );
  const { userId } = owner.actor;
  const own = [
    sql`(select jsonb_agg(to_jsonb(t) - 'last_used_at' order by id) from token t where user_id = ${userId})`,
    sql`(select jsonb_agg(to_jsonb(t) order by id) from session t where user_id = ${userId})`,
    sql`(select jsonb_agg(to_jsonb(t) order by record_id) from flag t where user_id = ${userId})`,
    sql`(select jsonb_agg(to_jsonb(t) order by id) from app_user t where id = ${userId})`,
  ];
  const [state] = await rows<{ state: unknown }>(
    db,
    sql`select jsonb_build_array(${sql.join([...parts, ...own], sql`, `)}) as state`,
  );
  return JSON.stringify(state, null, 1);
}
