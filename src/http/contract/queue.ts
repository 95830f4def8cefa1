// What a card of the queue may be, what is suggested of it, and what a decision made of many.
import { z } from 'zod';
import { id } from './endpoint.ts';
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
