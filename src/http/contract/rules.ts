// Saved rules of a queue: which cards become what, by hand or as they arrive.
import { z } from 'zod';

import { byId, endpoint, id, listOf, nothing } from './endpoint.ts';
import { QueueItem, QueueOutcome, ruleFilter } from './queue.ts';
import { kind } from './records.ts';

const filter = z.strictObject(ruleFilter.shape).describe('At least one condition; all of them hold');
const set = z.union([
  z.strictObject({ kind, withCompany: z.literal(true).optional() }),
  z.strictObject({ state: z.literal('ignored') }),
  z.strictObject({ suggested: z.literal(true) }),
]);
const runs = z
  .enum(['by-hand', 'on-arrival', 'and-import'])
  .describe('When somebody says so, as cards arrive, or importing them then as well');

const QueueRule = z
  .object({
    id,
    filter: ruleFilter,
    set,
    runs,
    active: z.boolean(),
    position: z.number().int(),
    /** Cards it decided that are not imported yet, and those that are. */
    decided: z.number().int(),
    imported: z.number().int(),
  })
  .meta({ id: 'QueueRule' });

const byRule = z.object({ id, ruleId: id });

export const ruleEndpoints = {
  listRules: endpoint({
    method: 'GET',
    path: '/api/v1/accounts/:id/rules',
    summary: 'The rules of a queue, in the order in which they are tried',
    audience: 'user',
    params: byId,
    response: listOf(QueueRule),
  }),
  createRule: endpoint({
    method: 'POST',
    path: '/api/v1/accounts/:id/rules',
    summary: 'A rule for the cards that come; those that wait are decided by applying it',
    audience: 'user',
    status: 201,
    params: byId,
    body: z.object({ filter, set, runs: runs.default('by-hand'), active: z.boolean().default(true) }),
    response: QueueRule,
  }),
  updateRule: endpoint({
    method: 'PATCH',
    path: '/api/v1/accounts/:id/rules/:ruleId',
    summary: 'Change a rule, its place in the order, or switch it off; what it decided stays',
    audience: 'user',
    params: byRule,
    body: z.object({
      filter: filter.optional(),
      set: set.optional(),
      runs: runs.optional(),
      active: z.boolean().optional(),
      position: z.number().int().min(1).max(1000).optional(),
    }),
    response: QueueRule,
  }),
  deleteRule: endpoint({
    method: 'DELETE',
    path: '/api/v1/accounts/:id/rules/:ruleId',
    summary: 'Delete a rule; what it decided stays',
    audience: 'user',
    status: 204,
    params: byRule,
    response: nothing,
  }),
  previewRule: endpoint({
    method: 'POST',
    path: '/api/v1/accounts/:id/rules/preview',
    summary: 'What a rule catches at this moment',
    audience: 'user',
    params: byId,
    body: z.object({ filter, set }),
    response: z.object({ total: z.number().int(), outcome: QueueOutcome, items: z.array(QueueItem) }),
  }),
  applyRules: endpoint({
    method: 'POST',
    path: '/api/v1/accounts/:id/rules/apply',
    summary: 'Decide the cards that wait by these rules, or by all that are switched on, in their order',
    audience: 'user',
    params: byId,
    body: z.object({ ids: z.array(id).max(100).optional() }),
    response: QueueOutcome,
  }),
};
