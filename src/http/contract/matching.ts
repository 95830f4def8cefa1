// Which records are one and the same, and which company a name means.
import { z } from 'zod';
import { byId, endpoint, id, listOf, page, queryBoolean, time } from './endpoint.ts';
import { ComparedField, deletedCards, kind, RecordView, secondCards, side } from './records.ts';

const Half = z.object({
  id,
  kind,
  displayName: z.string(),
  values: z.record(z.string(), z.string()),
  version: z.number().int(),
  updatedAt: time,
});

const Duplicate = z
  .object({
    id,
    /** 0 to 1. */
    score: z.number(),
    reasons: z.array(z.string()),
    /** Merged with the others by one click. */
    certain: z.boolean(),
    /** Which of the two stays where nobody says it: who is on phones, who has more, who was there first. */
    stays: Half,
    goes: Half,
    /** Of the outcome. */
    kind,
    fields: z.array(ComparedField),
    /** Accounts of the caller in which both have a card. */
    cards: z.number().int(),
  })
  .meta({ id: 'DuplicatePair' });
export type Duplicate = z.output<typeof Duplicate>;

const CompanyName = z
  .object({
    /** Whatever is equal to it but for its legal form is decided with it. */
    key: z.string(),
    name: z.string().describe('As most people write it'),
    count: z.number().int().describe('People who carry it and have no company'),
    people: z.array(z.object({ id, kind, displayName: z.string() })).describe('The first of them'),
    state: z.enum(['missing', 'ambiguous']).describe('No company is called so, or more than one'),
    companies: z
      .array(z.object({ id, displayName: z.string(), because: z.enum(['name', 'domain']) }))
      .describe('Which it may be'),
  })
  .meta({ id: 'CompanyName' });
export type CompanyName = z.output<typeof CompanyName>;

export const matchingEndpoints = {
  listDuplicates: endpoint({
    method: 'GET',
    path: '/api/v1/duplicates',
    summary: 'Pairs of records that may be one, the most certain first',
    audience: 'user',
    query: page,
    response: listOf(Duplicate).extend({
      certain: z.number().int().describe('How many of them are certain'),
      comparing: z.number().int().describe('Records that were written since and are being compared'),
    }),
  }),
  mergeDuplicate: endpoint({
    method: 'POST',
    path: '/api/v1/duplicates/:id/merge',
    summary: 'Merge the two; restoring the one that goes to the trash takes it back',
    audience: 'user',
    params: byId,
    body: z
      .object({
        keep: id.optional().describe('Which of the two stays'),
        kind: kind.optional(),
        values: z.record(z.string().max(100), side).optional(),
        secondCards,
      })
      .optional(),
    response: z.object({ record: RecordView, mergedId: id, ...deletedCards }),
  }),
  mergeDuplicates: endpoint({
    method: 'POST',
    path: '/api/v1/duplicates/merge',
    summary:
      'Merge the pairs named, or all that are certain, at most 100 a call; left says how many are still to be done',
    audience: 'user',
    body: z.object({ ids: z.array(id).max(100).optional(), secondCards }),
    response: z.object({
      merged: z.array(z.object({ recordId: id, mergedId: id })),
      left: z.number().int(),
      ...deletedCards,
    }),
  }),
  unmergeDuplicates: endpoint({
    method: 'POST',
    path: '/api/v1/duplicates/undo',
    summary: 'Take merges back: ids of the records that went to the trash by them',
    audience: 'user',
    body: z.object({ ids: z.array(id).max(10_000) }),
    response: z.object({ restored: z.number().int() }),
  }),
  dismissDuplicate: endpoint({
    method: 'POST',
    path: '/api/v1/duplicates/:id/dismiss',
    summary:
      'These are two: said for ever, in the list, in the queue and where a record is made; undo takes it back',
    audience: 'user',
    params: byId,
    body: z.object({ undo: z.boolean().default(false) }).optional(),
    response: z.object({ dismissed: z.boolean() }),
  }),
  listCompanyNames: endpoint({
    method: 'GET',
    path: '/api/v1/company-names',
    summary: 'Names of companies that people carry and that no company, or more than one, goes by',
    audience: 'user',
    query: page.extend({
      left: queryBoolean.optional().describe('true: those that nobody wants to be asked about'),
    }),
    response: listOf(CompanyName),
  }),
  decideCompanyName: endpoint({
    method: 'POST',
    path: '/api/v1/company-names/decide',
    summary:
      'Make a company of a name, say which one it is, or leave it as text; no card and no text is changed',
    audience: 'user',
    body: z.object({
      name: z.string().min(1).max(1000),
      decision: z.enum(['create', 'same', 'leave', 'ask']),
      companyId: id.optional().describe('Of same: it goes by this name from now on'),
    }),
    response: z.object({ changed: z.number().int(), companyId: id.nullable() }),
  }),
};
