// External accounts, their runs, and the queue of cards not yet imported.
import { z } from 'zod';
import { OAUTH_PROVIDERS, PASSWORD_PROVIDERS, PROVIDERS } from '../../providers/manifests.ts';
import { Found } from './connection-test.ts';
import { byId, endpoint, id, listOf, nothing, page, time } from './endpoint.ts';
import { kind } from './records.ts';

/** By how one signs in: with a password here, or on the provider's own pages. */
const withPassword = z.enum(PASSWORD_PROVIDERS);
const atProvider = z.enum(OAUTH_PROVIDERS);
const providerId = z.enum(PROVIDERS);

const Settings = z
  .object({
    direction: z.enum(['both', 'in', 'out']),
    conflicts: z.enum(['crm', 'book', 'ask']),
    remoteDelete: z.enum(['unlink', 'trash', 'ask']),
    /** Ids of groups. Leaving one that is included, or coming into one that is excluded, ends the sync of a card and deletes nothing. */
    scope: z.object({
      mode: z.enum(['all', 'groups']),
      include: z.array(z.string().max(500)).max(1000),
      exclude: z.array(z.string().max(500)).max(1000),
    }),
    /** Where new cards go; null: the first included group, or none. */
    targetGroup: z.string().max(500).nullable(),
    defaultKind: kind,
    companies: z.enum(['never', 'ask', 'create']),
    intervalMinutes: z.number().int().min(1).max(1440),
    paused: z.boolean(),
  })
  .meta({ id: 'AccountSettings' });

export const Problem = z
  .object({
    code: z.string(),
    title: z.string(),
    meaning: z.string(),
    action: z.string(),
    detail: z.string(),
    at: time,
  })
  .meta({ id: 'Problem' });

const Counts = z
  .object({
    pulled: z.number().int(),
    queued: z.number().int(),
    created: z.number().int(),
    /** Cards linked to records that were there. */
    merged: z.number().int(),
    updated: z.number().int(),
    deleted: z.number().int(),
    pushed: z.number().int(),
    conflicts: z.number().int(),
    failed: z.number().int(),
    remoteTotal: z.number().int(),
    linked: z.number().int(),
    pending: z.number().int(),
    ignored: z.number().int(),
    outOfScope: z.number().int(),
  })
  .meta({ id: 'RunCounts' });

const int = z.number().int();

export const cardsChoice = z.enum(['keep', 'remove-created']);

export const Run = z
  .object({
    id,
    accountId: id,
    state: z.enum(['queued', 'running', 'waiting', 'done', 'failed', 'cancelled']),
    trigger: z.enum(['schedule', 'user', 'change', 'import', 'connect']),
    /** Why a waiting run waits: 'guard', 'first', 'settings', 'stayed', 'restored', 'disconnect'. */
    reason: z.string().nullable(),
    /** How many actions waited for a person, and what was decided about them, by whom; null for a run that does things. */
    asked: z.object({ held: int, approved: int, discarded: int, by: z.string().nullable() }).nullable(),
    /** Links that it ended: cards deleted in the address book, or records that are on the phone no more. */
    ended: int,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
    counts: Counts,
    requests: z.object({ total: z.number().int(), byKind: z.record(z.string(), z.number().int()) }),
    progress: z
      .object({
        done: z.number().int(),
        expected: z.number().int().nullable(),
        phase: z.literal('import').optional().describe('Cards of the queue; else cards that are read'),
      })
      .nullable(),
    error: Problem.nullable(),
  })
  .meta({ id: 'Run' });
export type Run = z.output<typeof Run>;

export const Account = z
  .object({
    id,
    provider: providerId,
    name: z.string(),
    username: z.string(),
    /** Names of other users who have connected the same address book. */
    alsoConnectedBy: z.array(z.string()),
    state: z.enum(['active', 'paused', 'sign-in-needed', 'failing']),
    problem: Problem.nullable(),
    /** When the sign-in itself will end, where the provider says so; null: not by itself. */
    signInEndsAt: time.nullable(),
    settings: Settings,
    /** `problem`: this one fails while the account works; its cards wait, the others go on. */
    books: z.array(z.object({ id, name: z.string(), readOnly: z.boolean(), problem: Problem.nullable() })),
    /** The truth in one word; 'delayed' when no check was completed for a day. */
    health: z.enum(['fresh', 'delayed', 'waiting', 'sign-in-needed', 'paused', 'failing']),
    /** What waits for approval, by class; null when nothing does. */
    waiting: z
      .object({ runId: id, reason: z.string(), classes: z.record(z.string(), z.number().int()) })
      .nullable(),
    /** Being disconnected: how many cards were to be removed, and how many still are. */
    leaving: z.object({ total: z.number().int(), left: z.number().int() }).nullable(),
    lastCheckedAt: time.nullable(),
    /** When everything was last listed, not only asked for changes. */
    lastFullAt: time.nullable(),
    nextCheckAt: time.nullable(),
    quietChecks: z.number().int().describe('Checks that found nothing to do; they are no runs'),
    watched: z.boolean().describe('Its provider tells of changes as they happen'),
    /** The latest run, if any. */
    run: Run.nullable(),
    totals: z.object({
      cards: z.number().int(),
      linked: z.number().int(),
      pending: z.number().int(),
      ready: z.number().int(),
      ignored: z.number().int(),
      failed: z.number().int(),
      /** In none of the groups the account syncs. */
      outOfScope: z.number().int(),
      /** Links that wait: refused by the provider, held, or to be decided. */
      held: z.number().int(),
    }),
    createdAt: time,
  })
  .meta({ id: 'Account' });
export type Account = z.output<typeof Account>;

export const Group = z
  .object({
    id: z.string(),
    name: z.string(),
    /** 'list' names its members, a 'label' is named by them, a 'category' is nothing but a word on cards, a 'folder' is where they lie. */
    type: z.enum(['list', 'label', 'category', 'folder']),
    /** Made by the provider, not by its user. */
    system: z.boolean(),
    cards: z.number().int(),
    /** False when the settings name it and the address book has it no more. */
    exists: z.boolean(),
    /** What the account's scope says about it. */
    use: z.enum(['include', 'exclude']).nullable(),
    /** New cards go there. */
    target: z.boolean(),
    labelId: id.nullable().describe('The label of records that is tied to it'),
  })
  .meta({ id: 'Group' });
export type Group = z.output<typeof Group>;

const credentials = {
  username: z.string().trim().min(1).max(320),
  password: z.string().min(1).max(1000),
  url: z.string().trim().max(2000).optional(),
};

const wishes = {
  name: z.string().trim().max(200).optional(),
  settings: Settings.partial().optional(),
};

/** Where the browser goes to sign in; it comes back by itself. Good for ten minutes, in this browser only. */
const SignInAddress = z.object({ authorizationUrl: z.url() }).meta({ id: 'SignInAddress' });

export const accountEndpoints = {
  testAccount: endpoint({
    method: 'POST',
    path: '/api/v1/accounts/test',
    summary: 'Test a connection and report what is there, without connecting',
    audience: 'user',
    body: z.object({ provider: withPassword, ...credentials }),
    response: Found,
  }),
  listAccounts: endpoint({
    method: 'GET',
    path: '/api/v1/accounts',
    summary: 'The caller’s external accounts',
    audience: 'user',
    query: page,
    response: listOf(Account),
  }),
  createAccount: endpoint({
    method: 'POST',
    path: '/api/v1/accounts',
    summary:
      'Connect an account and start its first sync. Where one signs in at the provider: the address to send the browser to',
    audience: 'user',
    status: 201,
    body: z.discriminatedUnion('provider', [
      z.strictObject({ provider: withPassword, ...wishes, ...credentials }),
      z.strictObject({ provider: atProvider, ...wishes }),
    ]),
    response: z.union([Account, SignInAddress]),
  }),
  signInAgain: endpoint({
    method: 'POST',
    path: '/api/v1/accounts/:id/sign-in',
    summary: 'Sign in at the provider again; links and everything else of the account stay',
    audience: 'user',
    status: 201,
    params: byId,
    response: SignInAddress,
  }),
  getAccount: endpoint({
    method: 'GET',
    path: '/api/v1/accounts/:id',
    summary: 'One account',
    audience: 'user',
    params: byId,
    response: Account,
  }),
  updateAccount: endpoint({
    method: 'PATCH',
    path: '/api/v1/accounts/:id',
    summary: 'Change name, settings or password; a new password is tested first',
    audience: 'user',
    params: byId,
    body: z.object({
      name: z.string().trim().min(1).max(200).optional(),
      settings: Settings.partial().optional(),
      password: z.string().min(1).max(1000).optional(),
    }),
    response: Account,
  }),
  removeAccount: endpoint({
    method: 'DELETE',
    path: '/api/v1/accounts/:id',
    summary:
      'Disconnect without looking at the plan first: the password is erased, records stay; cards are kept, or a run removes those we created before the account ends',
    audience: 'user',
    status: 204,
    params: byId,
    body: z.object({ cards: cardsChoice.default('keep') }).optional(),
    response: nothing,
    accepted: z.object({ runId: id }),
  }),
  listGroups: endpoint({
    method: 'GET',
    path: '/api/v1/accounts/:id/groups',
    summary: 'Groups found in the account, and those that its settings name and the address book has no more',
    audience: 'user',
    params: byId,
    response: z.object({ items: z.array(Group) }),
  }),
  tieLabel: endpoint({
    method: 'PUT',
    path: '/api/v1/accounts/:id/labels/:labelId',
    summary:
      'Tie a label to a group of the account, or to none: whoever has the one has the other. A plan waits first where anything is to be written',
    audience: 'user',
    params: byId.extend({ labelId: id }),
    body: z.object({ group: z.string().min(1).max(500).nullable() }),
    response: z.object({ items: z.array(Group) }),
  }),
  previewScope: endpoint({
    method: 'POST',
    path: '/api/v1/accounts/:id/groups/preview',
    summary: 'How many cards a choice of groups would take in and leave out; nothing is changed',
    audience: 'user',
    params: byId,
    body: z.object({ scope: Settings.shape.scope }),
    response: z.object({
      cards: z.number().int(),
      inScope: z.number().int(),
      /** Out of the scope in force, and in this one. */
      entering: z.number().int(),
      leaving: z.number().int(),
      /** Of those that leave, the ones linked with a record: their sync stops, and nothing is deleted. */
      linkedLeaving: z.number().int(),
    }),
  }),
  syncNow: endpoint({
    method: 'POST',
    path: '/api/v1/accounts/:id/sync',
    summary: 'Check now; calls while one waits share it',
    audience: 'user',
    status: 202,
    params: byId,
    body: z
      .object({
        full: z.boolean().default(false).describe('List everything again instead of asking for changes'),
      })
      .optional(),
    response: z.object({ runId: id }),
  }),
  listRuns: endpoint({
    method: 'GET',
    path: '/api/v1/accounts/:id/runs',
    summary: 'Runs, newest first',
    audience: 'user',
    params: byId,
    query: page,
    response: listOf(Run),
  }),
  getRun: endpoint({
    method: 'GET',
    path: '/api/v1/runs/:id',
    summary: 'One run',
    audience: 'user',
    params: byId,
    response: Run,
  }),
};
