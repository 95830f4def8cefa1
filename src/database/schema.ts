// Every table of Rubrica. Migrations are generated from this file (`npx drizzle-kit generate`).
import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Contact } from '../contact/contact.ts';
import type { Loss } from '../contact/loss.ts';
import type { FieldType, RecordKind } from '../fields/field.ts';
import type { Condition } from '../fields/filters.ts';
import type { LabelColor } from '../fields/labels.ts';
import type { ListColumn } from '../fields/shown.ts';
import type { Language } from '../languages.ts';
import type { ProviderErrorKind } from '../providers/provider.ts';
import type { Base, Intent } from '../sync/link/link.ts';
import type { AccountSettings, Choice, OwnMapping, RunCounts, RunRequests, Values } from '../sync/model.ts';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const id = () => uuid('id').primaryKey();
const createdAt = () => at('created_at').notNull().defaultNow();
/** Which of two rows came first: a clock that is set back says it wrong. 0 in rows that are older than the count. */
export const inTurn = pgSequence('in_turn');
const nth = () => bigint('nth', { mode: 'number' }).notNull().default(sql`nextval('in_turn')`);

export type { RecordKind };
export type RecordValues = Record<string, string>;
/** Settings, and the account's own mapping, by kind. */
export interface BeforeReview {
  settings: AccountSettings;
  mapping: Partial<Record<RecordKind, OwnMapping>>;
}

/** What a merge changed beside the trash: enough to take it back. */
export interface MergeEffects {
  /** On the record that stayed. */
  changes: { field: string; before: string | null; after: string | null }[];
  /** Users whose Sync mobile the record that stayed got from the other. */
  flags: string[];
  /** Links that went over to the record that stayed, with their cards. */
  moved: string[];
  /** Links that ended, their cards staying in the book. */
  closed: string[];
  /** Contacts and leads of a merged company. */
  people: string[];
  /** Notes that went over to the record that stayed. */
  notes?: string[];
}

/** What a rule of the queue catches: the filters of the queue that are about the card itself. */
export interface RuleFilter {
  q?: string | undefined;
  group?: string | undefined;
  company?: string | undefined;
  domain?: string | undefined;
  country?: string | undefined;
  suggestedKind?: RecordKind | undefined;
  hasMatch?: boolean | undefined;
  hasPhoto?: boolean | undefined;
  hasName?: boolean | undefined;
  hasCompany?: boolean | undefined;
}

/** What becomes of the cards that a rule catches. */
export type RuleDecision =
  | { kind: RecordKind; withCompany?: true | undefined }
  | { state: 'ignored' }
  | { suggested: true };

export interface FileImportChange {
  field: string;
  before: string | null;
  after: string | null;
}

/** People who sign in. A removed user keeps the row (disabled), so that history stays readable. */
export const user = pgTable('app_user', {
  id: id(),
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  role: text('role').$type<'administrator' | 'user'>().notNull().default('user'),
  language: text('language').$type<Language>(),
  disabledAt: at('disabled_at'),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  createdAt: createdAt(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

/** A signed-in browser; the columns are those the sign-in library asks for. */
export const session = pgTable(
  'session',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    token: text('token').notNull().unique(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [index().on(t.userId)],
);

/** Password hashes (argon2id), apart from the people; the columns are those the sign-in library asks for. */
export const credential = pgTable(
  'credential',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: at('access_token_expires_at'),
    refreshTokenExpiresAt: at('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [index().on(t.userId)],
);

export const verification = pgTable('verification', {
  id: id(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: at('expires_at').notNull(),
  createdAt: createdAt(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

/** A personal access token for scripts; only its hash is kept. */
export const token = pgTable(
  'token',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: createdAt(),
    lastUsedAt: at('last_used_at'),
    /** Null: it never ends by itself. */
    expiresAt: at('expires_at'),
  },
  (t) => [index().on(t.userId)],
);

/** A link by which a person sets a first or a new password; single use. */
export const invitation = pgTable('invitation', {
  id: id(),
  userId: uuid('user_id')
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  tokenHash: text('token_hash').notNull().unique(),
  createdAt: createdAt(),
  expiresAt: at('expires_at').notNull(),
});

/** One typed field of a kind of record. Keys never change; labels on screen come from here or from translations. */
export const field = pgTable(
  'field',
  {
    id: id(),
    kind: text('kind').$type<RecordKind>().notNull(),
    key: text('key').notNull(),
    type: text('type').$type<FieldType>().notNull(),
    section: text('section').notNull(),
    /** Texts by language; null for built-in fields, which are translated with the interface. */
    label: jsonb('label').$type<Record<string, string>>(),
    /** Of a choice. */
    options: jsonb('options').$type<string[]>(),
    active: boolean('active').notNull().default(true),
    visible: boolean('visible').notNull().default(true),
    required: boolean('required').notNull().default(false),
    custom: boolean('custom').notNull().default(false),
    position: integer('position').notNull(),
    /** An administrator deleted it. Its values stay where they are, and whoever adds it again has them back. */
    deletedAt: at('deleted_at'),
  },
  (t) => [uniqueIndex().on(t.kind, t.key)],
);

/** One section of the page of a kind: `field.section` names it by its key. */
export const fieldSection = pgTable(
  'field_section',
  {
    id: id(),
    kind: text('kind').$type<RecordKind>().notNull(),
    key: text('key').notNull(),
    /** Texts by language; null for built-in sections, which are translated with the interface. */
    label: jsonb('label').$type<Record<string, string>>(),
    custom: boolean('custom').notNull().default(false),
    position: integer('position').notNull(),
    /** An administrator deleted it: its fields are in another one. */
    deletedAt: at('deleted_at'),
  },
  (t) => [uniqueIndex().on(t.kind, t.key)],
);

/** A company, a contact or a lead. Values of inactive fields stay in `values`. */
export const record = pgTable(
  'record',
  {
    id: id(),
    kind: text('kind').$type<RecordKind>().notNull(),
    values: jsonb('values').$type<RecordValues>().notNull(),
    /** What lists show and sort by; kept by `records/derive.ts` on every write. */
    displayName: text('display_name').notNull(),
    /** Unaccented lower-case text of name, company, e-mails and digits of phones: what search looks in. */
    searchText: text('search_text').notNull(),
    /** Lower-case unaccented name by which lists sort. */
    sortName: text('sort_name').notNull(),
    matchKeys: text('match_keys').array().notNull(),
    /** Normalised company name: of the company itself, or the one written on a contact or lead. */
    companyKey: text('company_key'),
    /** What a company goes by, and what a person names of one: `records/companies/find-company.ts`. */
    companyTerms: text('company_terms').array().notNull().default(sql`'{}'`),
    /** By field, its value as lists compare it: what they filter and sort by. */
    keys: jsonb('keys').$type<Record<string, string>>().notNull().default({}),
    /** By which version of `records/derive.ts` the columns above were filled: an older one is done again. */
    derived: smallint('derived').notNull().default(0),
    companyId: uuid('company_id'),
    /** How it came to its company: by what it names, or by somebody's hand; by hand and without one, it shall have none. */
    companyBy: text('company_by').$type<'name' | 'hand' | null>(),
    /** A company that a sync made because a card named it. */
    madeBySync: boolean('made_by_sync').notNull().default(false),
    /** Compared with all others since it last changed: `records/duplicates/compare.ts`. */
    compared: boolean('compared').notNull().default(false),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => user.id),
    /** +1 on every write; writes on sync's behalf compare and set it. */
    version: integer('version').notNull().default(1),
    deletedAt: at('deleted_at'),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [
    index('record_sort').on(t.kind, t.sortName, t.id).where(sql`deleted_at is null`),
    index('record_updated').on(t.kind, t.updatedAt, t.id).where(sql`deleted_at is null`),
    index('record_search').using('gin', sql`${t.searchText} gin_trgm_ops`),
    // Not by way of a pending list: a look-up of hundreds of keys would search it hundreds of times (560 ms for 1).
    index('record_keys').using('gin', t.matchKeys).with({ fastupdate: false }),
    index('record_domains').using('gin', sql`email_domains(${t.matchKeys})`).with({ fastupdate: false }),
    index('record_company').on(t.companyId),
    index('record_company_key').on(t.companyKey),
    index('record_company_terms')
      .using('gin', t.companyTerms)
      .with({ fastupdate: false })
      .where(sql`kind = 'company' and deleted_at is null`),
    // Who waits for a company.
    index('record_waiting_terms')
      .using('gin', t.companyTerms)
      .with({ fastupdate: false })
      .where(
        sql`kind <> 'company' and deleted_at is null and company_id is null and company_by is distinct from 'hand'`,
      ),
    index('record_waiting_key')
      .on(t.companyKey)
      .where(
        sql`kind <> 'company' and deleted_at is null and company_id is null and company_by is distinct from 'hand'`,
      ),
    index('record_not_compared').on(t.id).where(sql`not compared and deleted_at is null`),
    // Whoever's own, by name; and all by their owners, from it alone.
    index('record_owner').on(t.ownerId, t.kind, t.sortName, t.id).where(sql`deleted_at is null`),
    // By month and day, whether or not the year is known.
    index('record_birthday')
      .on(sql`right(("keys" ->> 'birthday') collate "C", 5)`)
      .where(sql`right(("keys" ->> 'birthday') collate "C", 5) is not null and deleted_at is null`),
    index('record_created').on(t.kind, t.createdAt, t.id).where(sql`deleted_at is null`),
    // What is exactly so: a choice, yes or no, a whole value.
    index('record_values').using('gin', sql`${t.keys} jsonb_path_ops`),
  ],
);

/** What people put on records to find them together; it is everybody's. */
export const label = pgTable(
  'label',
  {
    id: id(),
    name: text('name').notNull(),
    /** The name as it is compared: no two are alike. */
    nameKey: text('name_key').notNull(),
    color: text('color').$type<LabelColor>().notNull(),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
    /** Its records keep it, unseen: brought back, it is on all of them again. */
    deletedAt: at('deleted_at'),
    /** Of one that a merge deleted: what lists that ask for it find. */
    mergedInto: uuid('merged_into'),
  },
  (t) => [uniqueIndex('label_name').on(t.nameKey).where(sql`deleted_at is null`)],
);

export const recordLabel = pgTable(
  'record_label',
  {
    recordId: uuid('record_id')
      .notNull()
      .references(() => record.id, { onDelete: 'cascade' }),
    labelId: uuid('label_id')
      .notNull()
      .references(() => label.id, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey({ columns: [t.recordId, t.labelId] }), index('record_label_label').on(t.labelId)],
);

/** A field by which people sort many records: while they do, it has an index (`records/lists/order-indexes.ts`). */
export const listOrder = pgTable(
  'list_order',
  {
    field: text('field').notNull(),
    descending: boolean('descending').notNull(),
    askedAt: at('asked_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.field, t.descending] })],
);

/** A list as somebody keeps it. Without a name: how the person's own list of the kind looks. */
export const listView = pgTable(
  'list_view',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<RecordKind>().notNull(),
    name: text('name'),
    /** Colleagues see and use it; only its owner changes it. */
    shared: boolean('shared').notNull().default(false),
    filter: jsonb('filter').$type<Condition[]>().notNull().default([]),
    sort: text('sort').notNull().default('name'),
    columns: jsonb('columns').$type<ListColumn[]>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('list_view_own').on(t.userId, t.kind).where(sql`name is null`),
    index('list_view_shared').on(t.kind).where(sql`shared`),
  ],
);

/** Whether help beside a control helped a person: one answer each, the last one. */
export const helpAnswer = pgTable(
  'help_answer',
  {
    topic: text('topic').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    helped: boolean('helped').notNull(),
    /** What they had hoped to read. */
    missing: text('missing'),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.topic, t.userId] })],
);

/** A name of a company that nobody wants to be asked about. */
export const companyNameLeft = pgTable('company_name_left', {
  /** As `record.company_key`. */
  companyKey: text('company_key').primaryKey(),
  userId: uuid('user_id').notNull(),
  createdAt: createdAt(),
});

/** Two records that may be one, the smaller id first; or that somebody said are two, which is never forgotten. */
export const duplicate = pgTable(
  'duplicate',
  {
    id: id(),
    recordId: uuid('record_id')
      .notNull()
      .references(() => record.id, { onDelete: 'cascade' }),
    otherId: uuid('other_id')
      .notNull()
      .references(() => record.id, { onDelete: 'cascade' }),
    /** 0 to 1; 0 where nothing but somebody's word is known of the two. */
    score: real('score').notNull(),
    reasons: text('reasons').array().notNull(),
    dismissedAt: at('dismissed_at'),
    dismissedBy: uuid('dismissed_by'),
  },
  (t) => [
    uniqueIndex('duplicate_pair').on(t.recordId, t.otherId),
    index('duplicate_other').on(t.otherId),
    index('duplicate_open').on(t.score.desc().nullsFirst(), t.id).where(sql`dismissed_at is null`),
  ],
);

/** History: one row a field and write. Append only. */
export const change = pgTable(
  'change',
  {
    id: id(),
    recordId: uuid('record_id').notNull(),
    field: text('field').notNull(),
    before: text('before'),
    after: text('after'),
    /** 'user': userId; 'sync': accountId (and its owner in userId); 'system': neither. */
    actor: text('actor').$type<'user' | 'sync' | 'system'>().notNull(),
    userId: uuid('user_id'),
    accountId: uuid('account_id'),
    runId: uuid('run_id'),
    at: at('at').notNull().defaultNow(),
    nth: nth(),
  },
  (t) => [index().on(t.recordId, t.at), index().on(t.runId)],
);

/** What somebody wrote down about a record, for colleagues to read. No card holds it. */
export const note = pgTable(
  'note',
  {
    id: id(),
    recordId: uuid('record_id')
      .notNull()
      .references(() => record.id, { onDelete: 'cascade' }),
    /** Who wrote it, and alone may change it. */
    userId: uuid('user_id')
      .notNull()
      .references(() => user.id),
    text: text('text').notNull(),
    /** As `record.searchText`. */
    searchText: text('search_text').notNull(),
    createdAt: createdAt(),
    editedAt: at('edited_at'),
    /** Its author deleted it; it can be taken back for ninety days. */
    deletedAt: at('deleted_at'),
  },
  (t) => [
    index('note_of_record').on(t.recordId, t.createdAt, t.id).where(sql`deleted_at is null`),
    index('note_search').using('gin', sql`${t.searchText} gin_trgm_ops`).where(sql`deleted_at is null`),
    index('note_deleted').on(t.deletedAt).where(sql`deleted_at is not null`),
  ],
);

/** Sync mobile: a user's own wish to have a record on the phone. */
export const flag = pgTable(
  'flag',
  {
    recordId: uuid('record_id')
      .notNull()
      .references(() => record.id, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    on: boolean('on').notNull(),
    source: text('source').$type<'user' | 'import' | 'card-deleted'>().notNull(),
    /** The run, or the import of a file, that switched it on. */
    runId: uuid('run_id'),
    changedAt: at('changed_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.recordId, t.userId] }), index().on(t.userId).where(sql`"on"`)],
);

/** A user's external account. Credentials are sealed (access/seal.ts), bound to this row. */
export const account = pgTable(
  'account',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => user.id),
    provider: text('provider').notNull(),
    name: text('name').notNull(),
    username: text('username').notNull(),
    credentials: text('credentials'),
    /** Who the provider says this is; reconnecting the same identity keeps its links. */
    identity: text('identity').notNull(),
    /** What discovery found and the connector wants back, and when books were last looked for (`runs/books-of.ts`). */
    discovery: jsonb('discovery').$type<Record<string, unknown>>().notNull(),
    settings: jsonb('settings').$type<AccountSettings>().notNull(),
    /** By kind, where the account's own differs from the defaults (sync/mapping.ts). */
    mapping: jsonb('mapping').$type<Partial<Record<RecordKind, OwnMapping>>>().notNull().default({}),
    state: text('state')
      .$type<'active' | 'paused' | 'sign-in-needed' | 'failing' | 'disconnected'>()
      .notNull(),
    /** Code of what is wrong, from the error catalogue, and the provider's own words for administrators. */
    /** When the sign-in itself will end, as the provider said; people are told beforehand. */
    signInEndsAt: at('sign_in_ends_at'),
    problem: jsonb('problem').$type<{ code: string; detail: string; at: string } | null>(),
    failures: integer('failures').notNull().default(0),
    /** Set while a person is to see everything before it is written: 'first', 'settings', 'restored'. */
    review: text('review'),
    /** What was in force before the change that a person is to see first; discarding its plan brings it back. */
    before: jsonb('before').$type<BeforeReview | null>(),
    /** The approved plan of a disconnection: the cards it names are being removed, then the account ends. */
    leaving: uuid('leaving'),
    /** "This is due": whoever wants a sync writes it here, in its own transaction. */
    nextRunAt: at('next_run_at'),
    /** Among accounts whose time has come, who goes before (`tables/due.ts`). */
    dueRank: smallint('due_rank').notNull().default(2),
    /** Checks that found nothing to do. They are no runs: this and `last_checked_at` are all that is left of them. */
    quietChecks: bigint('quiet_checks', { mode: 'number' }).notNull().default(0),
    lastCheckedAt: at('last_checked_at'),
    lastFullAt: at('last_full_at'),
    /** One run at a time: a lease with a number that only grows; a writer with an older number is refused. */
    fence: bigint('fence', { mode: 'number' }).notNull().default(0),
    leaseUntil: at('lease_until'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('account_identity').on(t.userId, t.provider, t.identity).where(sql`state <> 'disconnected'`),
    index('account_user').on(t.userId),
    // Who else has connected the same address book.
    index('account_book').on(t.provider, t.identity),
    index('account_due').on(t.dueRank, t.nextRunAt).where(sql`state in ('active','failing')`),
    index('account_leased').on(t.leaseUntil).where(sql`lease_until is not null`),
    index('account_checked').on(t.lastCheckedAt).where(sql`state in ('active','failing')`),
    index('account_failing').on(sql`(problem ->> 'at') collate "C"`).where(sql`state = 'failing'`),
  ],
);

/** An address book of an account, and where its listing left off. */
export const book = pgTable(
  'book',
  {
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    remoteId: text('remote_id').notNull(),
    name: text('name').notNull(),
    readOnly: boolean('read_only').notNull(),
    cursor: text('cursor'),
    /** Why it cannot be asked though its account can, and since when. */
    problem: jsonb('problem').$type<{ kind: ProviderErrorKind; detail: string; at: string } | null>(),
    /** Number of the full listing under way or last finished; cards carry the one that last saw them. */
    generation: integer('generation').notNull().default(0),
  },
  (t) => [uniqueIndex().on(t.accountId, t.remoteId)],
);

/**
 * What its provider was asked to tell of a book as it happens. Without one, or with one that nothing is told by, the book is
 * asked in turn as ever.
 */
export const subscription = pgTable(
  'subscription',
  {
    bookId: uuid('book_id')
      .primaryKey()
      .references(() => book.id, { onDelete: 'cascade' }),
    accountId: uuid('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    /** As the provider calls it; null where it did not take the wish: asked again at `renewAt`. */
    remoteId: text('remote_id'),
    /** SHA-256 of the secret that what is told comes with. */
    secretHash: text('secret_hash'),
    /** Of ours, which the provider was given. */
    address: text('address').notNull(),
    expiresAt: at('expires_at'),
    renewAt: at('renew_at').notNull(),
  },
  (t) => [index().on(t.accountId), index().on(t.remoteId)],
);

/** The last thing seen of one remote contact. An observation: nothing here is work to do. */
export const card = pgTable(
  'card',
  {
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    bookId: uuid('book_id')
      .notNull()
      .references(() => book.id, { onDelete: 'cascade' }),
    remoteId: text('remote_id').notNull(),
    version: text('version').notNull(),
    uid: text('uid'),
    marker: text('marker'),
    raw: text('raw').notNull(),
    contact: jsonb('contact').$type<Contact>().notNull(),
    /** Hash of the contact in comparison form: a version that moves without it is no change. */
    contentHash: text('content_hash').notNull(),
    displayName: text('display_name').notNull(),
    searchText: text('search_text').notNull(),
    matchKeys: text('match_keys').array().notNull(),
    /** Of its e-mail addresses. */
    domains: text('domains').array().generatedAlwaysAs(sql`email_domains(match_keys)`),
    /** Why it is never written; null for a card that arrived whole. */
    loss: text('loss').$type<Loss>(),
    /** In one of the groups the account syncs, and in none that it leaves out. Outside, nothing moves either way. */
    inScope: boolean('in_scope').notNull().default(true),
    suggestedKind: text('suggested_kind').$type<RecordKind>().notNull().default('contact'),
    suggestedReason: text('suggested_reason').notNull().default('name-only'),
    /** Records and cards that a person said it is not, however alike. */
    apart: uuid('apart').array().notNull().default(sql`'{}'`),
    /** 'missing': absent from a full listing, not yet verified; 'gone': verified or declared removed. */
    state: text('state').$type<'live' | 'missing' | 'gone'>().notNull().default('live'),
    /** Compared with all records and cards since it last changed: `store/likeness.ts`. */
    compared: boolean('compared').notNull().default(false),
    generation: integer('generation').notNull().default(0),
    seenAt: at('seen_at').notNull().defaultNow(),
    /** The run that saw it first since it is there, and the one that saw it last, by their fences. */
    firstSeenBy: bigint('first_seen_by', { mode: 'number' }).notNull().default(0),
    seenBy: bigint('seen_by', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    uniqueIndex('card_remote').on(t.accountId, t.remoteId),
    index('card_book').on(t.bookId, t.generation),
    // Asked for at every poll: a book has few of them, or none.
    index('card_missing').on(t.bookId, t.seenAt).where(sql`state = 'missing'`),
    index('card_uid').on(t.accountId, t.uid),
    index('card_marker').on(t.accountId, t.marker).where(sql`marker is not null`),
    index('card_keys').using('gin', t.matchKeys).with({ fastupdate: false }),
    index('card_not_compared').on(t.accountId, t.id).where(sql`not compared and state <> 'gone'`),
  ],
);

/**
 * What a card is like, by what both say of themselves and nothing else: a record, or another card of its account that is surely
 * the same. Written anew when a card or a record has been compared: `store/likeness.ts`.
 */
export const likeness = pgTable(
  'likeness',
  {
    accountId: uuid('account_id').notNull(),
    cardId: uuid('card_id')
      .notNull()
      .references(() => card.id, { onDelete: 'cascade' }),
    /** A record or a card. */
    otherId: uuid('other_id').notNull(),
    isRecord: boolean('is_record').notNull(),
    /** 0 to 1. */
    score: real('score').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cardId, t.otherId] }),
    index('likeness_account').on(t.accountId),
    index('likeness_other').on(t.otherId),
  ],
);

/** A group as the book has it. `members` are card UIDs; null when cards name their groups themselves. */
export const cardGroup = pgTable(
  'card_group',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    bookId: uuid('book_id')
      .notNull()
      .references(() => book.id, { onDelete: 'cascade' }),
    remoteId: text('remote_id').notNull(),
    name: text('name').notNull(),
    members: text('members').array(),
    /** Made by the provider, not by its user. */
    system: boolean('system').notNull().default(false),
    /** Number of the full listing that last showed it. */
    generation: integer('generation').notNull().default(0),
    /** Set when the group was removed from the book: its name is still needed to say so to whoever chose it. */
    goneAt: at('gone_at'),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.remoteId] }),
    index('card_group_book').on(t.bookId),
    index().using('gin', t.members),
  ],
);

/** A record paired with a card in one account: what both sides held when they last agreed. */
export const link = pgTable(
  'link',
  {
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    /** Null of a card alone, which nobody's record is: link.ts. */
    recordId: uuid('record_id').references(() => record.id),
    cardId: uuid('card_id').references(() => card.id),
    state: text('state').$type<'new' | 'creating' | 'active' | 'deleting' | 'closed'>().notNull(),
    /** Written into the card at creation: an upper-case UUID. */
    marker: text('marker').notNull(),
    base: jsonb('base').$type<Base | null>(),
    /** What we meant to write and do not know the answer to; set before the call, cleared with the base. */
    intent: jsonb('intent').$type<Intent | null>(),
    /** Values sent whose answer was lost, so that our own write is recognised when it comes back. */
    outbox: jsonb('outbox').$type<Values[]>().notNull().default([]),
    /** Whoever changes the record, the card, the flag or the mapping adds one; a plan settles up to what it saw. */
    touched: bigint('touched', { mode: 'number' }).notNull().default(1),
    settled: bigint('settled', { mode: 'number' }).notNull().default(0),
    /** Why nothing moves, as a code ('refused', 'match-in-queue', 'read-only-card', …), with the provider's words. */
    hold: jsonb('hold').$type<{ code: string; detail: string; cardId?: string } | null>(),
    retryAt: at('retry_at'),
    failures: smallint('failures').notNull().default(0),
    createdByUs: boolean('created_by_us').notNull(),
    keepCard: boolean('keep_card').notNull().default(false),
    closedReason: text('closed_reason'),
    /** Of the card when the account was disconnected: the same card connected again takes its link up. */
    formerUid: text('former_uid'),
    formerRemoteId: text('former_remote_id'),
    /** Of all links the order in which they took the card they have, or had: no clock says that. */
    taken: bigserial('taken', { mode: 'number' }).notNull(),
    lastSyncedAt: at('last_synced_at'),
    createdAt: createdAt(),
    nth: nth(),
  },
  (t) => [
    uniqueIndex('link_record').on(t.accountId, t.recordId).where(sql`state <> 'closed'`),
    uniqueIndex('link_card').on(t.accountId, t.cardId).where(sql`state <> 'closed'`),
    uniqueIndex('link_marker').on(t.accountId, t.marker),
    // By id, because due links are worked off in pages by id.
    index('link_due')
      .on(t.accountId, t.id)
      .where(sql`state <> 'closed' and (touched <> settled or retry_at is not null)`),
    index('link_new').on(t.accountId).where(sql`state = 'new'`),
    index('link_by_record').on(t.recordId),
    index('link_by_card').on(t.cardId),
    index('link_former').on(t.formerUid).where(sql`former_uid is not null`),
    index('link_former_remote').on(t.formerRemoteId).where(sql`former_remote_id is not null`),
    // Left before its last write had an answer.
    index('link_unanswered').on(t.accountId).where(sql`state = 'closed' and intent is not null`),
    check('link_card_present', sql`state in ('new','creating','closed') or card_id is not null`),
  ],
);

/** A card nobody has imported yet. Refers to the card, never copies it, so it is as fresh as the last pull. */
export const queueItem = pgTable(
  'queue_item',
  {
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    cardId: uuid('card_id')
      .notNull()
      .unique()
      .references(() => card.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<RecordKind | null>(),
    suggestedKind: text('suggested_kind').$type<RecordKind>().notNull(),
    reason: text('reason').notNull(),
    /** Merge into this record instead of making one. */
    recordId: uuid('record_id'),
    /** Where both have a value and differ, which stands; null leaves that to be asked. */
    choice: jsonb('choice').$type<Choice | null>(),
    state: text('state').$type<'pending' | 'ready' | 'ignored' | 'imported' | 'failed'>().notNull(),
    error: text('error'),
    /** The import run that took this item; what is typed later waits for the next one. */
    runId: uuid('run_id'),
    /** Was linked before and unlinked by a person or a deletion: never suggested as new. */
    unlinkedBefore: boolean('unlinked_before').notNull().default(false),
    /** A person gave this very card its kind: it becomes a record of its own, whatever it is like. */
    alone: boolean('alone').notNull().default(false),
    /** The company that the card names comes with it, unless it is here. */
    withCompany: boolean('with_company').notNull().default(false),
    /** Ignored until the card is no longer of this content hash; null on an ignored card is for ever. */
    ignoredContent: text('ignored_content'),
    /** 'due': rules that decide as cards arrive have not seen it; 'by-hand': a person had a say, and they keep away from it. */
    ruling: text('ruling').$type<'due' | 'done' | 'by-hand'>().notNull().default('by-hand'),
    /** The rule that decided it. */
    ruleId: uuid('rule_id'),
    createdAt: createdAt(),
  },
  (t) => [
    index('queue_state').on(t.accountId, t.state, t.id),
    index('queue_run').on(t.runId),
    index('queue_ruling').on(t.accountId).where(sql`ruling = 'due'`),
  ],
);

/** Which cards of the queue become what: a filter and a decision, tried in order of position. */
export const queueRule = pgTable(
  'queue_rule',
  {
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    filter: jsonb('filter').$type<RuleFilter>().notNull(),
    decision: jsonb('decision').$type<RuleDecision>().notNull(),
    /** By a person's word; as cards arrive; or importing them then as well. */
    runs: text('runs').$type<'by-hand' | 'on-arrival' | 'and-import'>().notNull(),
    active: boolean('active').notNull().default(true),
    position: integer('position').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('queue_rule_order').on(t.accountId, t.position)],
);

/** A card that a person ignored and that is gone, or its account disconnected: back again, nobody is asked about it anew. */
export const ignoredCard = pgTable(
  'ignored_card',
  {
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    uid: text('uid'),
    remoteId: text('remote_id').notNull(),
    /** Ignored only while the card is of this content hash. */
    content: text('content'),
  },
  (t) => [index().on(t.accountId)],
);

/** One pass over one account. */
export const run = pgTable(
  'run',
  {
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    state: text('state')
      .$type<'queued' | 'running' | 'waiting' | 'done' | 'failed' | 'cancelled'>()
      .notNull(),
    trigger: text('trigger').$type<'schedule' | 'user' | 'change' | 'import' | 'connect'>().notNull(),
    /** List everything again instead of asking for changes. */
    full: boolean('full').notNull().default(false),
    counts: jsonb('counts').$type<RunCounts>().notNull(),
    requests: jsonb('requests').$type<RunRequests>().notNull(),
    progress: jsonb('progress').$type<{ done: number; expected: number | null; phase?: 'import' } | null>(),
    error: jsonb('error').$type<{ code: string; detail: string } | null>(),
    /** Why a waiting run waits: 'guard', or what a person is to see first ('first', 'settings', 'restored'). */
    reason: text('reason'),
    decidedBy: uuid('decided_by'),
    decision: text('decision').$type<'approved' | 'discarded' | null>(),
    createdAt: createdAt(),
    startedAt: at('started_at'),
    finishedAt: at('finished_at'),
  },
  (t) => [
    index().on(t.accountId, t.createdAt),
    uniqueIndex('run_one_queued').on(t.accountId).where(sql`state = 'queued'`),
  ],
);

/** What a run did, as data: the plan's actions with their outcome. Read by people, by undo and by scripts. */
export const runAction = pgTable(
  'run_action',
  {
    id: id(),
    runId: uuid('run_id')
      .notNull()
      .references(() => run.id, { onDelete: 'cascade' }),
    type: text('type').notNull(),
    linkId: uuid('link_id'),
    recordId: uuid('record_id'),
    cardId: uuid('card_id'),
    /** Field, before and after on the side that was written. */
    diff: jsonb('diff').$type<{ field: string; before: string | null; after: string | null }[]>().notNull(),
    /** What an update of a card takes into the record besides. */
    pull: jsonb('pull').$type<{ field: string; before: string | null; after: string | null }[] | null>(),
    /** The guard's class of a held action. */
    class: text('class'),
    /** Carried out because a person said so: the guard does not count it. */
    approved: boolean('approved').notNull().default(false),
    undoneAt: at('undone_at'),
    outcome: text('outcome').notNull(),
    at: at('at').notNull().defaultNow(),
    nth: nth(),
  },
  (t) => [
    index().on(t.runId, t.id),
    index().on(t.linkId, t.at),
    // What became of one record, for its page.
    index('run_action_of_record').on(t.recordId, t.at).where(sql`record_id is not null`),
  ],
);

/** One field that both sides changed. Blocks nothing; the loser is in the history already. */
export const conflict = pgTable(
  'conflict',
  {
    id: id(),
    linkId: uuid('link_id')
      .notNull()
      .references(() => link.id, { onDelete: 'cascade' }),
    accountId: uuid('account_id').notNull(),
    recordId: uuid('record_id').notNull(),
    field: text('field').notNull(),
    crmValue: text('crm_value'),
    bookValue: text('book_value'),
    baseValue: text('base_value'),
    /** null while it waits for a person. */
    resolution: text('resolution').$type<'crm' | 'book' | 'value' | null>(),
    resolvedBy: uuid('resolved_by'),
    createdAt: createdAt(),
    resolvedAt: at('resolved_at'),
  },
  (t) => [index().on(t.recordId), index().on(t.accountId)],
);

/** The whole raw card, kept before anything of ours deletes it or lets it go. Ninety days. */
export const trash = pgTable(
  'trash',
  {
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    linkId: uuid('link_id').notNull(),
    /** Null of a card alone. */
    recordId: uuid('record_id'),
    raw: text('raw').notNull(),
    contact: jsonb('contact').$type<Contact>().notNull(),
    /** Set when `raw` is not all that the card was: no card is made from it again. */
    loss: text('loss').$type<Loss>(),
    /** Groups that listed the card: a card made again has another uid, and has to be put into them. */
    listedBy: text('listed_by').array().notNull().default([]),
    reason: text('reason').notNull(),
    runId: uuid('run_id'),
    createdAt: createdAt(),
    nth: nth(),
  },
  (t) => [
    index().on(t.recordId),
    index().on(t.createdAt),
    index('trash_link').on(t.linkId),
    index('trash_account').on(t.accountId),
  ],
);

/** Present in a copy of the database only: copies.ts. */
export const restoreMark = pgTable('restore_mark', { id: id(), at: at('at').notNull().defaultNow() });

/** Where this database lies; another place says that it is a copy: copies.ts. One row. */
export const databaseIdentity = pgTable('database_identity', {
  identity: text('identity').primaryKey(),
  since: at('since').notNull().defaultNow(),
});

/** Pictures by `photoId` of their bytes; records, history and the trash name them. */
export const photo = pgTable('photo', {
  id: text('id').primaryKey(),
  type: text('type').notNull(),
  bytes: bytea('bytes').notNull(),
  createdAt: createdAt(),
});

/** How a file is to be taken in, as a person chose it. */
export interface FileImportOptions {
  kind: RecordKind | null;
  onMatch: 'create' | 'merge' | 'refuse';
  /** By column of a table: src/files/heads/choice.ts. */
  mapping: (string | null)[] | null;
  /** Order of day and month where a date does not show it. */
  dates: 'dmy' | 'mdy' | null;
  /** Sync mobile of the importer, for what is added or merged. */
  flagged: boolean;
  /** What the file is and how it is written, where somebody said so. */
  format?: 'json' | 'csv' | 'vcf' | null;
  encoding?: string | null;
  /** Names of labels of the file that nobody gets. */
  withoutLabels?: string[];
}
export type FileImportCounts = Record<'added' | 'merged' | 'here-already' | 'refused', number>;
export type FileImportState = 'ready' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** A file that somebody takes in: by the browser it is looked at first, then written by a worker; the terminal writes it itself. */
export const fileImport = pgTable(
  'file_import',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    state: text('state').$type<FileImportState>().notNull(),
    fileNames: text('file_names').array().notNull(),
    /** The heads of a table: whoever brings the same again finds the same choice for its columns. */
    heads: text('heads'),
    options: jsonb('options').$type<FileImportOptions | null>(),
    total: integer('total').notNull().default(0),
    done: integer('done').notNull().default(0),
    counts: jsonb('counts').$type<FileImportCounts | null>(),
    /** Code of what is wrong, from the error catalogue. */
    problem: text('problem'),
    createdAt: createdAt(),
    startedAt: at('started_at'),
    finishedAt: at('finished_at'),
    undoneAt: at('undone_at'),
  },
  (t) => [
    index().on(t.userId, t.id),
    index('file_import_due').on(t.id).where(sql`state in ('queued','running')`),
  ],
);

/** The files of an import, until it is over. */
export const fileImportFile = pgTable(
  'file_import_file',
  {
    importId: uuid('import_id')
      .notNull()
      .references(() => fileImport.id, { onDelete: 'cascade' }),
    position: smallint('position').notNull(),
    bytes: bytea('bytes').notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.position] })],
);

/** What became of one entry. That a row can be there once only keeps two workers from writing an entry twice. */
export const fileImportRow = pgTable(
  'file_import_row',
  {
    importId: uuid('import_id')
      .notNull()
      .references(() => fileImport.id, { onDelete: 'cascade' }),
    row: integer('row').notNull(),
    outcome: text('outcome').$type<keyof FileImportCounts>().notNull(),
    recordId: uuid('record_id'),
    /** Of an addition the version it was written with: any other says that somebody changed it since. */
    version: integer('version'),
    /** What a merge wrote, field by field. */
    diff: jsonb('diff').$type<FileImportChange[]>().notNull(),
    /** The entry as people see it. */
    told: jsonb('told').$type<Record<string, unknown>>().notNull(),
    undoneAt: at('undone_at'),
    /** Why an undo left it, or some of it, as it is. */
    kept: text('kept'),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.row] }),
    index().on(t.importId, t.outcome, t.row),
    index('file_import_row_of_record').on(t.recordId).where(sql`record_id is not null`),
  ],
);

/**
 * One row. The number grows with each change of what every run asks for and hardly ever changes: settings of providers, which
 * fields are on, what roles and people may (triggers of migration 0036). Whoever keeps those looks at this (`store/kept.ts`).
 */
export const settingVersion = pgTable('setting_version', {
  one: boolean('one').primaryKey().default(true),
  version: bigint('version', { mode: 'number' }).notNull().default(0),
});

/** What an administrator set about a provider; the environment wins over it. */
export const providerSetting = pgTable('provider_setting', {
  provider: text('provider').primaryKey(),
  installed: boolean('installed').notNull(),
  /** false: its accounts wait, and nobody connects another. */
  enabled: boolean('enabled').notNull().default(true),
  /** Who may connect an account; administrators always may. */
  roles: text('roles')
    .array()
    .$type<('administrator' | 'user')[]>()
    .notNull()
    .default(['administrator', 'user']),
  clientId: text('client_id'),
  /** Sealed, bound to the provider. */
  clientSecret: text('client_secret'),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

/** A sign-in with a provider under way: single use, bound to the session that began it, ten minutes. */
export const oauthState = pgTable('oauth_state', {
  /** SHA-256 of the state that travels. */
  stateHash: text('state_hash').primaryKey(),
  userId: uuid('user_id')
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  /** SHA-256 of what the browser's own cookie holds: another browser cannot finish what this one began. */
  browserHash: text('browser_hash').notNull(),
  provider: text('provider').notNull(),
  /** Sealed. */
  codeVerifier: text('code_verifier').notNull(),
  /** Set when an account that exists is signed in to again. */
  accountId: uuid('account_id').references(() => account.id, { onDelete: 'cascade' }),
  /** What the wizard chose, for the account to be made. */
  wishes: jsonb('wishes').$type<{ name?: string; settings?: Partial<AccountSettings> }>().notNull(),
  expiresAt: at('expires_at').notNull(),
});

/** What a role may do beyond or short of its defaults (access/permissions.ts). */
export const rolePermission = pgTable(
  'role_permission',
  {
    role: text('role').notNull(),
    permission: text('permission').notNull(),
    allowed: boolean('allowed').notNull(),
  },
  (t) => [primaryKey({ columns: [t.role, t.permission] })],
);

/** What one person may do beyond the role: granted when a request was approved. */
export const userPermission = pgTable(
  'user_permission',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    permission: text('permission').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.permission] })],
);

/** Somebody asks the administrators for a permission. */
export const accessRequest = pgTable(
  'access_request',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    permission: text('permission').notNull(),
    state: text('state').$type<'open' | 'approved' | 'declined'>().notNull().default('open'),
    decidedBy: uuid('decided_by'),
    createdAt: createdAt(),
    decidedAt: at('decided_at'),
  },
  (t) => [uniqueIndex('access_request_open').on(t.userId, t.permission).where(sql`state = 'open'`)],
);

/** One record merged into another, and what that moved: taken back when the other record is restored. */
export const recordMerge = pgTable(
  'record_merge',
  {
    id: id(),
    /** The record that stays. */
    recordId: uuid('record_id')
      .notNull()
      .references(() => record.id),
    /** The record that went to the trash. */
    mergedId: uuid('merged_id')
      .notNull()
      .references(() => record.id),
    userId: uuid('user_id').notNull(),
    effects: jsonb('effects').$type<MergeEffects>().notNull(),
    createdAt: createdAt(),
    undoneAt: at('undone_at'),
  },
  (t) => [
    uniqueIndex('record_merge_open').on(t.mergedId).where(sql`undone_at is null`),
    index().on(t.recordId),
  ],
);

/** Login, connecting, imports, roles: who did what. No update, no delete. */
export const audit = pgTable('audit', {
  id: id(),
  userId: uuid('user_id'),
  action: text('action').notNull(),
  subject: text('subject'),
  at: at('at').notNull().defaultNow(),
});

/** One row, written by whoever asks whether the database still takes changes (health.ts). */
export const pulse = pgTable('pulse', {
  id: smallint('id').primaryKey(),
  at: at('at').notNull(),
});
