// Files of contacts: looked at, taken in, accounted for entry by entry, taken back.
import { z } from 'zod';
import { LONGEST_LABEL } from '../../fields/labels.ts';
import { DATE_ORDERS, EXPORT_FORMATS, FORMATS, ON_MATCH, OUTCOMES, REST_REASONS } from '../../files/codes.ts';
import { REMARKS } from '../../files/remark.ts';
import { conditions, queryConditions } from './conditions.ts';
import { byId, endpoint, id, listOf, page, queryBoolean, time } from './endpoint.ts';
import { kind } from './records.ts';

const outcome = z.enum(OUTCOMES);
const choice = z
  .string()
  .max(120)
  .nullable()
  .describe(
    '`field:KEY`, a field; `emails`, `phones`, `urls`, one value more of these; `groups`, labels; `aside`, kept in the history of the record; `nothing`, left out; null, as the head says',
  );
const remark = z
  .object({ code: z.enum(REMARKS), params: z.record(z.string(), z.union([z.string(), z.number()])) })
  .meta({ id: 'Remark' });
const met = z.object({ recordId: id.nullable(), row: z.number().int().nullable(), name: z.string() });
const counts = z.record(outcome, z.number().int());

/** How a file is taken in. */
const options = z.object({
  kind: kind.nullable().default(null).describe('Of entries that do not say theirs; null guesses'),
  onMatch: z
    .enum(ON_MATCH)
    .default('merge')
    .describe('What becomes of an entry whose person is here: `merge` fills what is empty'),
  mapping: z.array(choice).max(2000).nullable().default(null).describe('By column; null as proposed'),
  dates: z.enum(DATE_ORDERS).nullable().default(null),
  encoding: z
    .string()
    .max(40)
    .nullable()
    .default(null)
    .describe('As browsers name them, `shift_jis`; null as the bytes show'),
  withoutLabels: z
    .array(z.string().max(LONGEST_LABEL))
    .max(10_000)
    .default([])
    .describe('Names of labels of the file that are left out'),
  flagged: z.boolean().default(false).describe('The caller’s own Sync mobile, for what is added or merged'),
});

const importShape = {
  id,
  state: z.enum(['ready', 'queued', 'running', 'done', 'failed', 'cancelled']),
  fileNames: z.array(z.string()),
  options: options.nullable(),
  total: z.number().int().describe('Entries of the file'),
  done: z.number().int(),
  counts: counts.nullable(),
  problem: z.string().nullable().describe('A code of the catalogue'),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  undoneAt: time.nullable(),
};
const FileImport = z.object(importShape).meta({ id: 'FileImport' });
export type FileImport = z.output<typeof FileImport>;

const rowShape = {
  row: z.number().int().describe('Its number, from 1'),
  file: z.number().int().describe('Which of the files, from 0'),
  line: z.number().int().nullable(),
  kind,
  name: z.string(),
  outcome,
  recordId: id.nullable(),
  into: met.nullable(),
  looksLike: met.extend({ score: z.number(), reasons: z.array(z.string()) }).nullable(),
  reason: remark.nullable(),
  warning: remark.nullable(),
  rest: z
    .array(
      z.object({
        what: z.string(),
        label: z.string().nullable(),
        value: z.string(),
        reason: z.enum(REST_REASONS),
      }),
    )
    .describe('What has no field and is kept in the history of the record'),
  inactive: z.array(z.string()),
};
const PlannedEntry = z
  .object({ ...rowShape, values: z.record(z.string(), z.string()) })
  .meta({ id: 'PlannedEntry' });
export type PlannedEntry = z.output<typeof PlannedEntry>;
const ImportedEntry = z
  .object({
    ...rowShape,
    undone: z.boolean(),
    kept: z.string().nullable().describe('Why an undo left it, or some of it'),
  })
  .meta({ id: 'ImportedEntry' });
export type ImportedEntry = z.output<typeof ImportedEntry>;

export const ImportLook = z
  .object({
    ...importShape,
    format: z.enum(FORMATS),
    encoding: z.string(),
    writer: z.string().nullable().describe('The program whose table it is'),
    delimiter: z.string().nullable(),
    columns: z.array(
      z.object({
        head: z.string(),
        target: z.string().nullable(),
        guess: choice,
        rows: z.number().int(),
        samples: z.array(z.string()),
      }),
    ),
    emptyLines: z.number().int(),
    rows: z.number().int(),
    proposal: z.object({ mapping: z.array(choice), remembered: z.boolean() }),
    outcomes: counts,
    labels: z
      .array(z.object({ name: z.string(), entries: z.number().int(), isNew: z.boolean() }))
      .describe('That its entries bring, also those that are left out; `isNew`: nobody has made it yet'),
    ambiguousDates: z.boolean(),
    sample: z.array(PlannedEntry),
  })
  .meta({ id: 'ImportLook' });
export type ImportLook = z.output<typeof ImportLook>;

/** As many as an address has room for. */
const MOST_IDS = 300;
/** What a file of records is asked for with; it is answered as the file itself. */
const exported = z.object({
  format: z.enum(EXPORT_FORMATS).describe('`vcf` is vCard 3.0, `vcf4` vCard 4.0'),
  kind: kind.optional(),
  q: z.string().max(200).optional(),
  owner: z.string().max(100).optional().describe('A user’s id, or `me`'),
});
const PHOTOS = 'Photos in JSON; cards have them anyway, a table has none';
export const exportQuery = exported.extend({
  filter: queryConditions.optional(),
  flagged: queryBoolean.optional(),
  photos: queryBoolean.optional().describe(PHOTOS),
  ids: z
    .string()
    .regex(/^[\da-f-]{36}(?:,[\da-f-]{36})*$/i)
    .max(MOST_IDS * 37)
    .optional()
    .describe(`At most ${MOST_IDS}, with commas between them; \`POST\` takes more`),
});
export const exportBody = exported.extend({
  filter: conditions.optional(),
  flagged: z.boolean().optional(),
  photos: z.boolean().optional().describe(PHOTOS),
  ids: z.array(id).min(1).max(10_000).optional(),
});

export const fileEndpoints = {
  listImports: endpoint({
    method: 'GET',
    path: '/api/v1/imports',
    summary: 'The caller’s imports of files, newest first',
    audience: 'user',
    query: page,
    response: listOf(FileImport),
  }),
  getImport: endpoint({
    method: 'GET',
    path: '/api/v1/imports/:id',
    summary: 'An import of a file, and how far it is',
    audience: 'user',
    params: byId,
    response: FileImport,
  }),
  previewImport: endpoint({
    method: 'POST',
    path: '/api/v1/imports/:id/preview',
    summary: 'What would become of every entry under these choices; nothing is written',
    audience: 'user',
    params: byId,
    body: options,
    response: ImportLook,
  }),
  runImport: endpoint({
    method: 'POST',
    path: '/api/v1/imports/:id/run',
    summary: 'Take it in; `POST /runs/:id/undo` takes it back',
    audience: 'user',
    status: 202,
    params: byId,
    body: options,
    response: z.object({ runId: id }),
  }),
  cancelImport: endpoint({
    method: 'POST',
    path: '/api/v1/imports/:id/cancel',
    summary: 'Stop it: what was written stays and is accounted for',
    audience: 'user',
    params: byId,
    response: FileImport,
  }),
  listImportRows: endpoint({
    method: 'GET',
    path: '/api/v1/imports/:id/rows',
    summary: 'What became of every entry, by its number',
    audience: 'user',
    params: byId,
    query: page.extend({ outcome: outcome.optional() }),
    response: listOf(ImportedEntry),
  }),
};
