// Companies, contacts and leads; the Sync mobile flag; history.
import { z } from 'zod';
import { KINDS } from '../../fields/field.ts';
import { LABEL_COLORS } from '../../fields/labels.ts';
import { conditions, queryConditions, sortOrder } from './conditions.ts';
import { byId, endpoint, id, listOf, nothing, page, queryBoolean, time, version } from './endpoint.ts';
import { deletedCards, secondCards } from './second-cards.ts';

export const kind = z.enum(KINDS);
const values = z.record(z.string().max(100), z.string().max(100_000).nullable());

const RecordLink = z
  .object({
    accountId: id,
    accountName: z.string(),
    provider: z.string(),
    groups: z.array(z.string()).describe('Names of the groups of the address book that its card is in'),
    /** How the card is called in the address book; null until it exists. */
    cardName: z.string().nullable(),
    state: z.enum(['new', 'creating', 'active', 'deleting', 'held']),
    /** Why nothing moves, as a code the interface words; null when in step. */
    reason: z.string().nullable(),
    /** The provider's own words about it, if any; of a card that is never written, what it has lost. */
    detail: z.string().nullable(),
    /** A change of this record is still on its way. */
    pending: z.boolean(),
    lastSyncedAt: time.nullable(),
    /** Values on the card without a field: shown as "also on this card". */
    alsoOnCard: z.array(z.object({ property: z.string(), label: z.string().nullable(), value: z.string() })),
  })
  .meta({ id: 'RecordLink' });

export const LabelOfRecord = z
  .object({ id, name: z.string(), color: z.enum(LABEL_COLORS) })
  .meta({ id: 'LabelOfRecord' });
const labels = z.array(id).max(200).describe('Ids of labels, exactly these');

const recordShape = {
  id,
  kind,
  displayName: z.string(),
  values: z.record(z.string(), z.string()),
  companyId: id.nullable(),
  companyName: z.string().nullable().describe('Name of the associated company'),
  ownerId: id,
  ownerName: z.string(),
  labels: z.array(LabelOfRecord).describe('By name'),
  version: z.number().int(),
  flagged: z.boolean().describe('The caller’s own Sync mobile flag'),
  createdAt: time,
  updatedAt: time,
};
/** A row of a list: links only as a summary. */
const RecordRow = z
  .object({
    ...recordShape,
    sync: z.enum(['none', 'in-step', 'pending', 'attention']).describe('The caller’s own links, at a glance'),
  })
  .meta({ id: 'RecordRow' });
export type RecordRow = z.output<typeof RecordRow>;

export const RecordView = z
  .object({
    ...recordShape,
    deletedAt: time.nullable(),
    /** The record this one was merged into; restoring it takes the merge back. */
    mergedInto: z.object({ id, displayName: z.string() }).nullable(),
    links: z.array(RecordLink),
    /** How many colleagues have this record on their phones. */
    flaggedByOthers: z.number().int(),
    /** A company that a sync made because a card names it. */
    madeBySync: z.boolean(),
  })
  .meta({ id: 'Record' });
export type RecordView = z.output<typeof RecordView>;

export const Change = z
  .object({
    id,
    at: time,
    field: z.string(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    actor: z.enum(['user', 'sync', 'system']),
    userName: z.string().nullable(),
    /** Name of the account, where it is the caller's own; otherwise its kind. */
    accountName: z.string().nullable(),
    provider: z.string().nullable(),
  })
  .meta({ id: 'Change' });

export const side = z
  .enum(['this', 'other'])
  .describe('Whose value stands: of the record called, or of recordId');

export const ComparedField = z.object({
  field: z.string(),
  this: z.string().nullable(),
  other: z.string().nullable(),
  stands: side,
});

/** What merging would make of two records. */
const MergePreview = z
  .object({
    other: RecordView,
    /** Of the outcome. */
    kind,
    /** By field (an address by its prefix): both values, an address as one text, and whose stands when nothing is chosen. */
    fields: z.array(ComparedField),
    /** What becomes of the cards in the caller’s own accounts. */
    cards: z.array(
      z.object({
        accountId: id,
        accountName: z.string(),
        provider: z.string(),
        cardName: z.string().nullable(),
        outcome: z.enum(['stays', 'moves', 'duplicate']),
      }),
    ),
    /** Cards in the accounts of colleagues, treated the same way. */
    cardsOfOthers: z.number().int(),
  })
  .meta({ id: 'MergePreview' });
export type MergePreview = z.output<typeof MergePreview>;

export const Similar = z
  .object({ id, kind, displayName: z.string(), score: z.number(), reasons: z.array(z.string()) })
  .meta({ id: 'Similar' });

const recordFilter = z.object({
  kind: kind.optional(),
  q: z.string().max(200).optional(),
  owner: z.literal('me').or(id).optional(),
  flagged: queryBoolean.optional(),
  companyId: id.optional(),
  deleted: queryBoolean.optional().describe('true: only what lies in the trash'),
  filter: queryConditions.optional(),
});
export const bodyFilter = z.object({
  kind,
  q: z.string().max(200).optional(),
  owner: z.literal('me').or(id).optional(),
  flagged: z.boolean().optional(),
  filter: conditions.optional(),
});

export const recordEndpoints = {
  listRecords: endpoint({
    method: 'GET',
    path: '/api/v1/records',
    summary: 'Search and list records',
    audience: 'user',
    query: page.extend(recordFilter.shape).extend({
      withoutCardIn: id.optional().describe('An account of the caller: only records without a card in it'),
      view: id
        .optional()
        .describe('A view the caller may use: its kind, filter and order where nothing else is said'),
      sort: sortOrder.optional(),
      offset: z.coerce
        .number()
        .int()
        .min(0)
        .max(10_000_000)
        .optional()
        .describe('Jump to a position, for a scroll bar; instead of cursor'),
    }),
    response: listOf(RecordRow).extend({
      estimated: z
        .boolean()
        .describe(
          'There are about `total`: so many that they are not counted each time. The last page says how many',
        ),
    }),
  }),
  createRecord: endpoint({
    method: 'POST',
    path: '/api/v1/records',
    summary: 'Create a record',
    audience: 'user',
    status: 201,
    body: z.object({
      kind,
      values,
      companyId: id.nullable().optional(),
      ownerId: id.optional(),
      labels: labels.optional(),
      flagged: z.boolean().optional(),
      onMatch: z
        .enum(['create', 'refuse'])
        .default('create')
        .describe('refuse: answers 409 similar-record with matches where somebody like it is here'),
      apartFrom: z
        .array(id)
        .max(20)
        .optional()
        .describe('Records it is not, however alike: nobody is asked about them again'),
    }),
    response: RecordView,
  }),
  getRecord: endpoint({
    method: 'GET',
    path: '/api/v1/records/:id',
    summary: 'One record',
    audience: 'user',
    params: byId,
    response: RecordView,
  }),
  updateRecord: endpoint({
    method: 'PATCH',
    path: '/api/v1/records/:id',
    summary:
      'Change the values named; null empties. If-Match: "version" answers 412 when somebody was faster',
    audience: 'user',
    params: byId,
    body: z.object({
      values: values.optional(),
      companyId: id.nullable().optional(),
      ownerId: id.optional(),
      labels: labels.optional(),
    }),
    response: RecordView,
  }),
  deleteRecord: endpoint({
    method: 'DELETE',
    path: '/api/v1/records/:id',
    summary: 'Move a record to the trash; its cards are deleted too, and kept in the trash',
    audience: 'user',
    status: 204,
    params: byId,
    response: nothing,
  }),
  restoreRecord: endpoint({
    method: 'POST',
    path: '/api/v1/records/:id/restore',
    summary: 'Take a record back out of the trash',
    audience: 'user',
    params: byId,
    response: RecordView,
  }),
  convertRecord: endpoint({
    method: 'POST',
    path: '/api/v1/records/:id/convert',
    summary:
      'Make it a company, a contact or a lead: the same record with the same card. If-Match as with PATCH',
    audience: 'user',
    params: byId,
    body: z.object({ kind }),
    response: RecordView,
  }),
  previewMerge: endpoint({
    method: 'GET',
    path: '/api/v1/records/:id/merge',
    summary: 'What merging another record into this one would make of both, and of their cards',
    audience: 'user',
    params: byId,
    query: z.object({ recordId: id, kind: kind.optional() }),
    response: MergePreview,
  }),
  mergeRecords: endpoint({
    method: 'POST',
    path: '/api/v1/records/:id/merge',
    summary:
      'Merge another record into this one; the other goes to the trash, its card stays unless secondCards says otherwise',
    audience: 'user',
    params: byId,
    body: z.object({
      recordId: id,
      kind: kind.optional().describe('Of the outcome; needed when the two are of different kinds'),
      values: z
        .record(z.string().max(100), side)
        .optional()
        .describe('By field (an address by its prefix); otherwise this record keeps what it has'),
      versions: z
        .object({ this: version, other: version })
        .optional()
        .describe('Answers 412 when either record is of another version'),
      secondCards,
    }),
    response: RecordView.extend(deletedCards),
  }),
  removePhoto: endpoint({
    method: 'DELETE',
    path: '/api/v1/records/:id/photo',
    summary: 'Remove the photo. If-Match as with PATCH',
    audience: 'user',
    params: byId,
    response: RecordView,
  }),
  listSimilar: endpoint({
    method: 'GET',
    path: '/api/v1/records/:id/duplicates',
    summary: 'Records that may be the same as this one, the likeliest first',
    audience: 'user',
    params: byId,
    response: z.object({ items: z.array(Similar) }),
  }),
  setFlag: endpoint({
    method: 'PUT',
    path: '/api/v1/records/:id/flag',
    summary: 'Turn the caller’s own Sync mobile on',
    audience: 'user',
    params: byId,
    response: RecordView,
  }),
  clearFlag: endpoint({
    method: 'DELETE',
    path: '/api/v1/records/:id/flag',
    summary: 'Turn the caller’s own Sync mobile off; the card is deleted unless keepCard',
    audience: 'user',
    params: byId,
    body: z.object({ keepCard: z.boolean().default(false) }).optional(),
    response: RecordView,
  }),
  flagRecords: endpoint({
    method: 'POST',
    path: '/api/v1/records/flag',
    summary: 'Turn Sync mobile on or off for a selection or for everything a filter finds',
    audience: 'user',
    body: z.object({
      ids: z.array(id).max(10_000).optional(),
      filter: bodyFilter.optional(),
      flagged: z.boolean(),
      keepCard: z.boolean().default(false),
      preview: z.boolean().default(false).describe('Only say what would happen, and to whom'),
      approved: z
        .boolean()
        .default(false)
        .describe('The caller has seen the counts: the guard does not ask again'),
    }),
    response: z.object({
      changed: z.number().int(),
      /** Cards that will be made or deleted in the caller’s accounts. */
      cards: z.number().int(),
      /** In a preview: the records that change, the first 500 of them, with the accounts where a card is made or deleted. */
      records: z.array(
        z.object({ recordId: id, recordName: z.string(), kind, accounts: z.array(z.string()) }),
      ),
    }),
  }),
  deleteRecords: endpoint({
    method: 'POST',
    path: '/api/v1/records/delete',
    summary: 'Move a selection to the trash',
    audience: 'user',
    body: z.object({ ids: z.array(id).max(10_000) }),
    response: z.object({ changed: z.number().int() }),
  }),
  listChanges: endpoint({
    method: 'GET',
    path: '/api/v1/records/:id/history',
    summary: 'Who or which account changed what, newest first',
    audience: 'user',
    params: byId,
    query: page,
    response: listOf(Change),
  }),
  undoChange: endpoint({
    method: 'POST',
    path: '/api/v1/records/:id/history/:changeId/undo',
    summary: 'Give a field the value it had before a change',
    audience: 'user',
    params: z.object({ id, changeId: id }),
    response: RecordView,
  }),
};
