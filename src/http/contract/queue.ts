// What a card of the queue may be, what is suggested of it, and what a decision made of many.
import { z } from 'zod';
import { byId, endpoint, id } from './endpoint.ts';
import { kind } from './records.ts';

export const Match = z
  .object({
    recordId: id,
    displayName: z.string(),
    kind,
    score: z.number(),
    reasons: z.array(z.string()),
    values: z.record(z.string(), z.string()),
    /** Another card of this account stands for it already. */
    linked: z.boolean(),
  })
  .meta({ id: 'Match' });

/** What `set: {suggested: true}` makes of an item. */
export const Suggestion = z.union([
  z.object({ recordId: id, reason: z.string() }).describe('A match of 0.8 or more: it is that record'),
  z.object({ kind, reason: z.string() }),
  z
    .object({
      state: z.enum(['pending', 'ignored']),
      reason: z.string(),
      other: z.object({ cardId: id, displayName: z.string(), recordId: id.nullable() }).nullable(),
    })
    .describe('A second card of one person, and the first one'),
]);

export const QueueOutcome = z.object({
  changed: z.number().int(),
  /** Into records that are there. */
  merged: z.number().int(),
  company: z.number().int(),
  contact: z.number().int(),
  lead: z.number().int(),
  ignored: z.number().int(),
  /** Second cards of one person, to be decided one by one. */
  waiting: z.number().int(),
});

const stands = z.enum(['record', 'card', 'both']);

/** Whose values stand where a card and a record differ: on 'both' each keeps its own. What is not named is asked about afterwards. */
export const Choice = z
  .strictObject({
    all: stands.optional(),
    fields: z.record(z.string().max(100), stands).optional(),
  })
  .meta({ id: 'Choice' });

export const queueEndpoints = {
  compareCard: endpoint({
    method: 'GET',
    path: '/api/v1/cards/:id/compare',
    summary: 'A card of the caller’s beside a record, field by field, and what linking the two would do',
    audience: 'user',
    params: byId,
    query: z.object({ recordId: id }),
    response: z.object({
      fields: z.array(
        z.object({
          field: z.string(),
          record: z.string().nullable(),
          card: z.string().nullable(),
          /** What only one side has, the other gets; what differs is as it is chosen. */
          verdict: z.enum(['same', 'only-record', 'only-card', 'differs']),
        }),
      ),
    }),
  }),
  deleteSecondCards: endpoint({
    method: 'POST',
    path: '/api/v1/accounts/:id/queue/delete',
    summary:
      'Delete second cards of people who have one in the address book already; a run does it, and the trash keeps them',
    audience: 'user',
    status: 202,
    params: byId,
    body: z.object({ ids: z.array(id).min(1).max(10_000) }),
    response: z.object({
      deleted: z.number().int(),
      /** Not deleted: no second cards by now, or the address book does not let them be written. */
      left: z.number().int(),
      runId: id,
    }),
  }),
};
