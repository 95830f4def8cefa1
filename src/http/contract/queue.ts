// What a card of the queue may be, what is suggested of it, and what a decision made of many.
import { z } from 'zod';
import { LOSSES } from '../../contact/loss.ts';
import { byId, endpoint, id, listOf, page, queryBoolean } from './endpoint.ts';
import { kind } from './records.ts';

const Match = z
  .object({
    recordId: id,
    displayName: z.string(),
    kind,
    score: z.number(),
    reasons: z.array(z.string()),
    values: z.record(z.string(), z.string()),
    /** Another card of this account stands for it already. */
    linked: z.boolean(),
    /** Somebody said that it is not the card's. */
    apart: z.boolean(),
  })
  .meta({ id: 'Match' });

/** What `set: {suggested: true}` makes of an item. */
const Suggestion = z.union([
  z.object({ recordId: id, reason: z.string() }).describe('A match of 0.8 or more: it is that record'),
  z.object({
    kind,
    reason: z.string(),
    /** The company that the card names comes with it: it is not in Rubrica yet. */
    withCompany: z.literal(true).optional(),
  }),
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
  /** People whose company comes with them, unless it is here. */
  withCompany: z.number().int(),
  ignored: z.number().int(),
  /** Second cards of one person, to be decided one by one. */
  waiting: z.number().int(),
});

const stands = z.enum(['record', 'card', 'both']);

/** Whose values stand where a card and a record differ: on 'both' each keeps its own. What is not named is asked about afterwards. */
const Choice = z
  .strictObject({
    all: stands.optional(),
    fields: z.record(z.string().max(100), stands).optional(),
  })
  .meta({ id: 'Choice' });

/** Cards of the queue that are one person. */
const Alike = z
  .array(z.object({ id, cardId: id, displayName: z.string(), state: z.string() }))
  .meta({ id: 'Alike' });

/** What can be said of a card by itself: filters of the queue, and conditions of its rules. */
export const ruleFilter = z.object({
  q: z.string().max(200).optional(),
  group: z.string().min(1).max(1000).optional().describe('Id of a group of the address book'),
  company: z.string().min(1).max(1000).optional().describe('However its name is written'),
  domain: z.string().min(1).max(300).optional().describe('Of an e-mail address'),
  country: z.string().min(1).max(300).optional().describe('Of a postal address: its code, or its name'),
  suggestedKind: kind.optional(),
  hasMatch: z.boolean().optional(),
  hasPhoto: z.boolean().optional(),
  hasName: z.boolean().optional().describe('It names a person'),
  hasCompany: z.boolean().optional().describe('It names a company'),
});

const queueFilter = ruleFilter.extend({
  state: z.enum(['pending', 'ready', 'ignored', 'imported', 'failed']).optional(),
  kind: kind.optional().describe('The kind chosen'),
  isSecond: z.boolean().optional().describe('Of somebody who has another card in the address book'),
  isAlike: z.boolean().optional().describe('One person with other cards of the queue'),
  ruleId: id.optional().describe('The rule that decided'),
});

/** The same in an address. */
const queueQuery = queueFilter.extend({
  hasMatch: queryBoolean.optional(),
  hasPhoto: queryBoolean.optional(),
  hasName: queryBoolean.optional(),
  hasCompany: queryBoolean.optional(),
  isSecond: queryBoolean.optional(),
  isAlike: queryBoolean.optional(),
});

const queueSort = z
  .enum(['came', '-came', 'name', '-name', 'company', '-company'])
  .describe('When the card came, its name, or the company it names');

/** What `set` of a decision takes. */
const decision = z.union([
  z.strictObject({
    kind: kind.nullable(),
    withCompany: z.literal(true).optional().describe('The company it names comes with it, unless it is here'),
    onePerson: z.literal(true).optional(),
    alone: z
      .literal(true)
      .optional()
      .describe('Each becomes a record of its own, as if it were the only one named'),
  }),
  z.strictObject({ recordId: id, choice: Choice.optional() }),
  z.strictObject({
    state: z.enum(['ignored', 'pending']),
    until: z.literal('changed').optional().describe('Ignored once: back as soon as the card changes'),
  }),
  z
    .strictObject({
      suggested: z.literal(true),
      choice: Choice.optional(),
      onePerson: z
        .literal(true)
        .optional()
        .describe('The cards named are one person: the first is decided, the others are left alone'),
    })
    .describe('Decide each as its suggestion says'),
  z
    .strictObject({ apart: z.array(id).min(1).max(1000) })
    .describe('The cards are not these records or cards, however alike; remembered for ever'),
  z.strictObject({ together: z.array(id).min(1).max(1000) }).describe('They may be after all'),
]);

const Facet = z.object({ value: z.string(), name: z.string(), count: z.number().int() });

const RemoteContact = z
  .looseObject({})
  .meta({ id: 'Contact', description: 'The provider-neutral content of a card; what is absent is left out' });

export const QueueItem = z
  .object({
    id,
    cardId: id,
    displayName: z.string(),
    contact: RemoteContact,
    /** Names of the groups the card is in. */
    groupNames: z.array(z.string()),
    kind: kind.nullable(),
    suggestedKind: kind,
    reason: z.string(),
    recordId: id.nullable(),
    /** Of a merge that was decided: whose values stand where the two differ; null leaves that to be asked. */
    choice: Choice.nullable(),
    matches: z.array(Match),
    suggestion: Suggestion,
    /** Cards of the queue that are one person with this one, itself among them, the first one first. */
    group: Alike.nullable(),
    /** Of a decision: the company that the card names comes with it. */
    withCompany: z.boolean(),
    /** Ignored, and back as soon as the card changes. */
    untilChanged: z.boolean(),
    /** The rule that decided it. */
    ruleId: id.nullable(),
    state: z.enum(['pending', 'ready', 'ignored', 'imported', 'failed']),
    error: z.string().nullable(),
    /** Why the card is read and never written; null for one that arrived whole. */
    loss: z.enum(LOSSES).nullable(),
    /** Was linked once and then unlinked. */
    unlinkedBefore: z.boolean(),
    /** Was made by Rubrica, which does not know it any more: its database was lost or is another one. */
    madeHere: z.boolean(),
  })
  .meta({ id: 'QueueItem' });
export type QueueItem = z.output<typeof QueueItem>;

export const queueEndpoints = {
  listQueue: endpoint({
    method: 'GET',
    path: '/api/v1/accounts/:id/queue',
    summary: 'Cards waiting for a decision',
    audience: 'user',
    params: byId,
    query: page.extend(queueQuery.shape).extend({ sort: queueSort.optional() }),
    response: listOf(QueueItem).extend({
      counts: z.object({
        pending: z.number().int(),
        ready: z.number().int(),
        ignored: z.number().int(),
        imported: z.number().int(),
        failed: z.number().int(),
      }),
      /** What is typed, by kind, and how many merge into a record. */
      ready: z.object({
        company: z.number().int(),
        contact: z.number().int(),
        lead: z.number().int(),
        merge: z.number().int(),
      }),
    }),
  }),
  updateQueue: endpoint({
    method: 'PATCH',
    path: '/api/v1/accounts/:id/queue',
    summary:
      'Decide for a selection or for everything a filter finds; kind null takes a decision back. Of many at once, who is in Rubrica is merged and a second card of one person waits',
    audience: 'user',
    params: byId,
    body: z.object({
      ids: z.array(id).max(10_000).optional(),
      filter: queueFilter.optional(),
      set: decision,
      preview: z.boolean().optional().describe('Only count'),
    }),
    response: QueueOutcome,
  }),
  importQueue: endpoint({
    method: 'POST',
    path: '/api/v1/accounts/:id/queue/import',
    summary: 'Import everything typed, and only that',
    audience: 'user',
    status: 202,
    params: byId,
    response: z.object({ runId: id, items: z.number().int() }),
  }),

  countFacets: endpoint({
    method: 'GET',
    path: '/api/v1/accounts/:id/queue/facets',
    summary: 'What the cards that a filter finds can be told apart by, and how many there are of each',
    audience: 'user',
    params: byId,
    query: queueQuery,
    response: z.object({
      total: z.number().int(),
      photo: z.number().int(),
      groups: z.array(Facet),
      companies: z.array(Facet),
      domains: z.array(Facet),
      countries: z.array(Facet),
    }),
  }),
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
