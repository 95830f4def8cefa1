// What keeps a sales team's contacts safe, as people see it: plans, holds, undo, conflicts, the trash, and "why".
import { z } from 'zod';
import { LOSSES } from '../../contact/loss.ts';
import { Account, cardsChoice, Run } from './accounts.ts';
import { byId, endpoint, id, listOf, page, time } from './endpoint.ts';
import { kind } from './records.ts';

export const FieldDiff = z
  .object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })
  .meta({ id: 'FieldDiff' });

const Action = z
  .object({
    id,
    /**
     * 'create', 'update', 'remove': the card; 'update-record': the record; 'close': the link ends. When disconnecting:
     * 'keep', the card stays as it is; 'remove-created', it goes with the values in `diff`.
     */
    type: z.string(),
    /** Why it waits: the guard's class, for held actions. */
    class: z.string().nullable(),
    recordId: id.nullable(),
    recordName: z.string().nullable(),
    kind: kind.nullable(),
    cardName: z.string().nullable(),
    /** Differences on the side that `type` writes. */
    diff: z.array(FieldDiff),
    /** What an update of a card takes into the record besides. */
    pull: z.array(FieldDiff),
    outcome: z.string(),
    undone: z.boolean(),
    at: time,
  })
  .meta({ id: 'Action' });
export type Action = z.output<typeof Action>;

const Conflict = z
  .object({
    id,
    recordId: id,
    recordName: z.string(),
    kind,
    accountId: id,
    accountName: z.string(),
    provider: z.string(),
    field: z.string(),
    crm: z.object({ value: z.string().nullable(), by: z.string().nullable(), at: time.nullable() }),
    book: z.object({ value: z.string().nullable(), at: time }),
    base: z.string().nullable(),
    /** null while it waits for a person. */
    resolution: z.enum(['crm', 'book', 'value']).nullable(),
    createdAt: time,
    resolvedAt: time.nullable(),
  })
  .meta({ id: 'Conflict' });
export type Conflict = z.output<typeof Conflict>;

const TrashedCard = z
  .object({
    id,
    /** null of the second card of somebody, which has no record of its own. */
    recordId: id.nullable(),
    recordName: z.string(),
    accountId: id,
    accountName: z.string(),
    cardName: z.string(),
    reason: z.string(),
    /** What of the card could not be had; null for one that is kept whole. Put back, a new card is made of what was read. */
    loss: z.enum(LOSSES).nullable(),
    createdAt: time,
    /** The card is back in the address book, or on its way there. */
    restored: z.boolean(),
  })
  .meta({ id: 'TrashedCard' });

/** A card that waits by itself while the others go on. */
const HeldCard = z
  .object({
    /** null of a second card that is to be deleted. */
    recordId: id.nullable(),
    recordName: z.string(),
    kind,
    /** A code the interface words: 'refused', 'unreadable-card', 'match-in-queue', … */
    code: z.string(),
    /** The provider's own words, the field that two programs keep changing, the card that is waited for, or what the card has lost. */
    detail: z.string().nullable(),
    retryAt: time.nullable(),
  })
  .meta({ id: 'HeldCard' });

/** One thing that must hold for a record to be on the phone, and whether it does. */
const Reason = z
  .object({
    check: z.enum([
      'flag',
      'record',
      'account',
      'direction',
      'layout',
      'book',
      'scope',
      'hold',
      'pending',
      'card',
      'fields',
    ]),
    ok: z.boolean(),
    /** A code the interface words: 'flag-off', 'paused', 'refused', 'match-in-queue', … */
    code: z.string(),
    detail: z.string().nullable(),
    at: time.nullable(),
    /** The card that 'match-in-queue' waits for. `state` is that of its queue item, or 'out-of-scope'. */
    card: z.object({ cardId: id, displayName: z.string(), state: z.string() }).nullable(),
  })
  .meta({ id: 'Reason' });

/** What a card that was deleted on the phone means for its record. */
const deletionDecision = z
  .enum(['follow', 'keep', 'restore'])
  .describe('The record goes to the trash; it stays, with Sync mobile off; the card is put back');

export const safetyEndpoints = {
  getPlan: endpoint({
    method: 'GET',
    path: '/api/v1/runs/:id/plan',
    summary: 'What a run would do, or did, record by record',
    audience: 'user',
    params: byId,
    query: page.extend({ class: z.string().max(40).optional(), q: z.string().max(200).optional() }),
    response: listOf(Action).extend({
      reason: z.string().nullable(),
      /** Records of the account for which nothing is made, because a card there is like them: the first of them, and how many. */
      matches: z.object({
        items: z.array(
          z.object({
            recordId: id,
            recordName: z.string(),
            kind,
            cardId: id.nullable(),
            cardName: z.string(),
          }),
        ),
        total: z.number().int(),
      }),
      classes: z.record(z.string(), z.number().int()),
      /** Links of the account that the plan does not touch. */
      untouched: z.number().int(),
    }),
  }),
  approveRun: endpoint({
    method: 'POST',
    path: '/api/v1/runs/:id/approve',
    summary: 'Carry out what waits; with a class, only that',
    audience: 'user',
    params: byId,
    body: z.object({ class: z.string().max(40).optional() }).optional(),
    response: z.object({ approved: z.number().int(), runId: id }),
  }),
  discardRun: endpoint({
    method: 'POST',
    path: '/api/v1/runs/:id/discard',
    summary: 'Do not carry out what waits: cards are put back or kept, values are kept',
    audience: 'user',
    params: byId,
    body: z.object({ class: z.string().max(40).optional() }).optional(),
    response: z.object({ discarded: z.number().int(), runId: id }),
  }),
  planDisconnect: endpoint({
    method: 'POST',
    path: '/api/v1/accounts/:id/disconnect',
    summary:
      'Plan to disconnect: a waiting run that lists every card with what becomes of it, to approve or discard',
    audience: 'user',
    status: 201,
    params: byId,
    body: z.object({ cards: cardsChoice }),
    response: Run,
  }),
  stayConnected: endpoint({
    method: 'DELETE',
    path: '/api/v1/accounts/:id/disconnect',
    summary:
      'Call a disconnection off while its cards are being removed; those that went wait in a plan to be put back',
    audience: 'user',
    params: byId,
    response: Account,
  }),
  undoRun: endpoint({
    method: 'POST',
    path: '/api/v1/runs/:id/undo',
    summary: 'Take back what a run did, on both sides; what was changed since is left and listed',
    audience: 'user',
    params: byId,
    body: z.object({ actionId: id.optional() }).optional(),
    response: z.object({
      undone: z.number().int(),
      skipped: z.array(z.object({ actionId: id, reason: z.string() })),
    }),
  }),
  listConflicts: endpoint({
    method: 'GET',
    path: '/api/v1/conflicts',
    summary: 'Fields that both sides changed, newest first',
    audience: 'user',
    query: page.extend({ state: z.enum(['open', 'resolved']).default('open'), recordId: id.optional() }),
    response: listOf(Conflict),
  }),
  resolveConflict: endpoint({
    method: 'POST',
    path: '/api/v1/conflicts/:id/resolve',
    summary: 'Say which value stands; a settled conflict may be decided again',
    audience: 'user',
    params: byId,
    body: z.object({
      values: z.record(
        z.string().max(100),
        z.union([z.enum(['crm', 'book']), z.strictObject({ value: z.string().max(100_000) })]),
      ),
    }),
    response: Conflict,
  }),
  listTrashedCards: endpoint({
    method: 'GET',
    path: '/api/v1/trash/cards',
    summary: 'Cards that were deleted from the caller’s address books, kept for 90 days',
    audience: 'user',
    query: page.extend({ recordId: id.optional() }),
    response: listOf(TrashedCard),
  }),
  restoreTrashedCard: endpoint({
    method: 'POST',
    path: '/api/v1/trash/cards/:id/restore',
    summary: 'Put a deleted card back, with everything it held; turns Sync mobile on',
    audience: 'user',
    params: byId,
    response: TrashedCard,
  }),
  explainRecord: endpoint({
    method: 'GET',
    path: '/api/v1/records/:id/why',
    summary: 'Why this record is, or is not, on the caller’s phone',
    audience: 'user',
    params: byId,
    response: z.object({
      accounts: z.array(
        z.object({
          accountId: id,
          accountName: z.string(),
          provider: z.string(),
          onPhone: z.boolean(),
          reasons: z.array(Reason),
        }),
      ),
    }),
  }),
  listHeld: endpoint({
    method: 'GET',
    path: '/api/v1/accounts/:id/held',
    summary: 'Cards that wait by themselves, with the reason',
    audience: 'user',
    params: byId,
    query: page,
    response: listOf(HeldCard).extend({
      /** How many of them were deleted on the phone and wait for `decideDeletions`. */
      deletions: z.number().int(),
    }),
  }),
  discardHeld: endpoint({
    method: 'POST',
    path: '/api/v1/accounts/:id/held/discard',
    summary: 'Give up what waits for a permission: the phone gets back what the record says',
    audience: 'user',
    params: byId,
    body: z.object({ recordId: id }),
    response: z.object({ discarded: z.number().int() }),
  }),
  decideDeletion: endpoint({
    method: 'POST',
    path: '/api/v1/records/:id/card-deleted',
    summary: 'Say what it means for a record that its card was deleted on the phone, where the account asks',
    audience: 'user',
    params: byId,
    body: z.object({ accountId: id, decision: deletionDecision }),
    response: z.object({ decided: z.number().int() }),
  }),
  decideDeletions: endpoint({
    method: 'POST',
    path: '/api/v1/accounts/:id/held/card-deleted',
    summary: 'Say it of every card of the account that was deleted on the phone and waits',
    audience: 'user',
    params: byId,
    body: z.object({
      decision: deletionDecision,
      count: z
        .number()
        .int()
        .positive()
        .optional()
        .describe('As many as were shown: where another number waits by now, nothing is decided'),
    }),
    response: z.object({ decided: z.number().int() }),
  }),
  retryRecord: endpoint({
    method: 'POST',
    path: '/api/v1/records/:id/retry',
    summary: 'Try what is held or refused again, now',
    audience: 'user',
    params: byId,
    response: z.object({ retried: z.number().int() }),
  }),
  decideMatch: endpoint({
    method: 'POST',
    path: '/api/v1/records/:id/match',
    summary: 'A record waits because a card is like it: it is that card, or it gets a card of its own',
    audience: 'user',
    params: byId,
    body: z.object({ accountId: id, cardId: id, decision: z.enum(['same', 'new']) }),
    response: z.object({ runId: id.nullable().describe('The run that links the two') }),
  }),
};
