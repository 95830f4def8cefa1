// What a record of each kind consists of, and what administrators make of it (Layout Studio).
import { z } from 'zod';
import { FIELD_TYPES, KINDS } from '../../fields/field.ts';
import { TYPES } from '../../fields/types.ts';
import { LANGUAGES } from '../../languages.ts';
import { byId, endpoint, id, nothing, queryBoolean, time } from './endpoint.ts';

const kind = z.enum(KINDS);
const language = z.enum(LANGUAGES);
const addable = z.enum(FIELD_TYPES.filter((type) => TYPES[type].addable));
const name = z.string().trim().min(1).max(80);
const section = z.string().max(40).describe('Key of one of the sections of the kind');
const options = z
  .array(z.string().trim().min(1).max(TYPES.choice.longest))
  .min(1)
  .max(200)
  .describe('Of a choice, in order');

const Field = z
  .object({
    id,
    kind,
    key: z.string(),
    type: z
      .enum(FIELD_TYPES)
      .describe('`flag` is Sync mobile: no value of a record, but shown or hidden as one'),
    section: z.string(),
    label: z
      .record(z.string(), z.string())
      .nullable()
      .describe('By language; null or a language that is missing: as the interface calls it'),
    options: z.array(z.string()).nullable(),
    active: z.boolean().describe('false: its values are set aside, and no card is read or written for it'),
    visible: z.boolean().describe('false: pages and forms leave it out; it is synced all the same'),
    required: z.boolean().describe('People are asked for it; what sync brings never is'),
    custom: z.boolean(),
    position: z.number().int(),
    deletedAt: time.nullable(),
  })
  .meta({ id: 'Field' });
export type Field = z.output<typeof Field>;

const Section = z
  .object({
    id,
    kind,
    key: z.string().describe('What `section` of a field says'),
    label: z
      .record(z.string(), z.string())
      .nullable()
      .describe('By language; null: as the interface calls it'),
    custom: z.boolean(),
    position: z.number().int(),
  })
  .meta({ id: 'Section' });
export type Section = z.output<typeof Section>;

const count = z.number().int();

const FieldPreview = z
  .object({
    records: count.describe('That hold a value, shown or set aside; of Sync mobile, that somebody syncs'),
    missing: count.describe('That hold none'),
    accounts: count.describe('Whose mapping gives it a place on cards'),
    /** Of a field that is switched off, what switching it on would do: by the plan that the engine would make. */
    fills: count.describe('Records that get a value from a card as it was last seen'),
    sends: count.describe('Cards that get a value which only the record has'),
    asks: count.describe('Where the two differ: a person is asked'),
    sample: z.array(z.object({ recordId: id, recordName: z.string() })).describe('Some of those that fill'),
  })
  .meta({ id: 'FieldPreview' });
export type FieldPreview = z.output<typeof FieldPreview>;

export const fieldEndpoints = {
  listFields: endpoint({
    method: 'GET',
    path: '/api/v1/fields',
    summary: 'The fields of a kind, in order',
    audience: 'user',
    query: z.object({
      kind: kind.optional(),
      deleted: queryBoolean.optional().describe('true: also those that were deleted'),
    }),
    response: z.object({
      items: z.array(Field),
      sections: z.array(Section).describe('What the fields stand in, in order'),
    }),
  }),
  createField: endpoint({
    method: 'POST',
    path: '/api/v1/fields',
    summary: 'Add a field of your own; the key of a deleted one brings that back with its values',
    audience: 'administrator',
    status: 201,
    body: z.strictObject({
      kind,
      key: z.string().max(50).describe('`custom.` and a word of lower-case letters, digits, - and _'),
      type: addable,
      label: z.record(language, name),
      options: options.optional(),
      section: section.optional(),
      required: z.boolean().optional(),
    }),
    response: Field,
  }),
  updateField: endpoint({
    method: 'PATCH',
    path: '/api/v1/fields/:id',
    summary: 'Change what is named. Switched on it fills from what the cards hold; an address is one whole',
    audience: 'administrator',
    params: byId,
    body: z.strictObject({
      active: z.boolean().optional(),
      visible: z.boolean().optional(),
      required: z.boolean().optional(),
      label: z.partialRecord(language, name).nullable().optional(),
      position: z.int().min(0).max(10_000).optional().describe('How many fields of the kind stand before it'),
      section: section.optional(),
      options: options.optional(),
    }),
    response: Field,
  }),
  deleteField: endpoint({
    method: 'DELETE',
    path: '/api/v1/fields/:id',
    summary: 'Delete a field of your own: its values are kept aside, no card changes',
    audience: 'administrator',
    status: 204,
    params: byId,
    response: nothing,
  }),
  createSection: endpoint({
    method: 'POST',
    path: '/api/v1/sections',
    summary: 'Add a section of your own behind all others; the key of a deleted one brings that back, empty',
    audience: 'administrator',
    status: 201,
    body: z.strictObject({ kind, label: z.record(language, name), key: section.optional() }),
    response: Section,
  }),
  updateSection: endpoint({
    method: 'PATCH',
    path: '/api/v1/sections/:id',
    summary: 'Rename or move a section, built-in ones too',
    audience: 'administrator',
    params: byId,
    body: z.strictObject({
      label: z.partialRecord(language, name).nullable().optional(),
      position: z.int().min(0).max(1000).optional().describe('How many sections of the kind stand before it'),
    }),
    response: Section,
  }),
  deleteSection: endpoint({
    method: 'DELETE',
    path: '/api/v1/sections/:id',
    summary: 'Delete a section of your own; its fields stand in another one from then on',
    audience: 'administrator',
    status: 204,
    params: byId,
    body: z.strictObject({ into: section }),
    response: nothing,
  }),
  previewField: endpoint({
    method: 'GET',
    path: '/api/v1/fields/:id/preview',
    summary: 'What switching it on would fill, or switching it off set aside; nothing is changed',
    audience: 'administrator',
    params: byId,
    response: FieldPreview,
  }),
};
