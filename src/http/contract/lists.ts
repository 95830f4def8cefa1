// Lists as people work in them: views, labels, owners to choose from, and one change of many records.
import { z } from 'zod';
import { LABEL_COLORS, LONGEST_LABEL } from '../../fields/labels.ts';
import { conditions, sortOrder } from './conditions.ts';
import { byId, endpoint, id, nothing } from './endpoint.ts';
import { bodyFilter, kind, LabelOfRecord } from './records.ts';

const columns = z
  .array(
    z.object({
      key: z.string().min(1).max(100),
      width: z.number().int().min(40).max(1200).optional().describe('Pixels'),
    }),
  )
  .max(60);
const name = z.string().trim().min(1).max(80);

const View = z
  .object({
    id,
    kind,
    name: z.string().nullable().describe('null: how the caller’s plain list of the kind looks'),
    shared: z.boolean().describe('Colleagues may use it'),
    filter: conditions,
    sort: z.string(),
    columns,
    isOwn: z.boolean(),
    ownerName: z.string(),
  })
  .meta({ id: 'View' });
export type View = z.output<typeof View>;

const labelName = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_LABEL)
  .regex(/^[^\r\n]+$/);
const color = z.enum(LABEL_COLORS);
const labelIds = z.array(id).max(50);

const Edited = z.object({
  id: id.nullable().describe('Takes all of it back; null where nothing changed'),
  changed: z.number().int(),
  cards: z.number().int().describe('Cards that get the change, in whose accounts ever'),
  accounts: z.number().int().describe('Accounts those cards are in'),
});

export const listEndpoints = {
  listViews: endpoint({
    method: 'GET',
    path: '/api/v1/views',
    summary: 'The caller’s own views, and those that colleagues share',
    audience: 'user',
    response: z.object({ items: z.array(View) }),
  }),
  createView: endpoint({
    method: 'POST',
    path: '/api/v1/views',
    summary: 'Keep a list: its filter, order and columns',
    audience: 'user',
    status: 201,
    body: z.object({
      kind,
      name,
      shared: z.boolean().default(false),
      filter: conditions.default([]),
      sort: sortOrder.default('name'),
      columns,
    }),
    response: View,
  }),
  updateView: endpoint({
    method: 'PATCH',
    path: '/api/v1/views/:id',
    summary: 'Change a view of one’s own',
    audience: 'user',
    params: byId,
    body: z.object({
      name: name.optional(),
      shared: z.boolean().optional(),
      filter: conditions.optional(),
      sort: sortOrder.optional(),
      columns: columns.optional(),
    }),
    response: View,
  }),
  deleteView: endpoint({
    method: 'DELETE',
    path: '/api/v1/views/:id',
    summary: 'Delete a view of one’s own; its records stay',
    audience: 'user',
    status: 204,
    params: byId,
    response: nothing,
  }),
  arrangeList: endpoint({
    method: 'PUT',
    path: '/api/v1/views/columns',
    summary: 'The columns of the caller’s plain list of a kind',
    audience: 'user',
    status: 204,
    body: z.object({ kind, columns }),
    response: nothing,
  }),
  listOwners: endpoint({
    method: 'GET',
    path: '/api/v1/owners',
    summary: 'Who looks after records, or may',
    audience: 'user',
    response: z.object({
      items: z.array(z.object({ id, name: z.string(), active: z.boolean().describe('May be given more') })),
    }),
  }),
  listLabels: endpoint({
    method: 'GET',
    path: '/api/v1/labels',
    summary: 'Everybody’s labels, with how many records have each',
    audience: 'user',
    response: z.object({
      items: z.array(
        LabelOfRecord.extend({
          records: z.number().int(),
          kinds: z.record(kind, z.number().int()).describe('The same, by kind'),
        }).meta({ id: 'Label' }),
      ),
    }),
  }),
  createLabel: endpoint({
    method: 'POST',
    path: '/api/v1/labels',
    summary: 'The label of that name, made if there is none',
    audience: 'user',
    status: 201,
    body: z.object({ name: labelName, color: color.optional() }),
    response: LabelOfRecord,
  }),
  updateLabel: endpoint({
    method: 'PATCH',
    path: '/api/v1/labels/:id',
    summary: 'Rename a label, give it another colour, or bring a deleted one back',
    audience: 'user',
    params: byId,
    body: z.object({
      name: labelName.optional(),
      color: color.optional(),
      deleted: z.literal(false).optional(),
    }),
    response: LabelOfRecord,
  }),
  deleteLabel: endpoint({
    method: 'DELETE',
    path: '/api/v1/labels/:id',
    summary: 'Take a label off every record; brought back, it is on all of them again',
    audience: 'user',
    status: 204,
    params: byId,
    response: nothing,
  }),
  mergeLabels: endpoint({
    method: 'POST',
    path: '/api/v1/labels/:id/merge',
    summary: 'Every record of a label gets another one instead',
    audience: 'user',
    params: byId,
    body: z.object({ into: id }),
    response: z.object({
      edit: id
        .nullable()
        .describe(
          'Undone (`POST /records/bulk/:id/undo`), with the label brought back, all is as before; null where nothing was put on',
        ),
      records: z.number().int().describe('Records that have the other label now and had not before'),
    }),
  }),
  editRecords: endpoint({
    method: 'POST',
    path: '/api/v1/records/bulk',
    summary: 'One change of a selection or of everything a filter finds: owner, labels, values',
    audience: 'user',
    body: z.object({
      ids: z.array(id).max(10_000).optional(),
      filter: bodyFilter.optional(),
      set: z.object({
        ownerId: id.optional(),
        labels: z.object({ add: labelIds.optional(), remove: labelIds.optional() }).optional(),
        values: z.record(z.string().max(100), z.string().max(100_000).nullable()).optional(),
      }),
      preview: z.boolean().default(false).describe('Only count'),
      approved: z
        .boolean()
        .default(false)
        .describe('The caller has seen the counts: the guard does not ask again'),
    }),
    response: Edited,
  }),
  undoEdit: endpoint({
    method: 'POST',
    path: '/api/v1/records/bulk/:id/undo',
    summary: 'Take one change of many records back, but what was changed since',
    audience: 'user',
    params: byId,
    response: z.object({
      id: id.nullable().describe('Takes the taking back back'),
      changed: z.number().int(),
      kept: z
        .number()
        .int()
        .describe('Records of which something was changed since, or that are in the trash'),
    }),
  }),
};
