// Which field of a record goes to which place of a card, by account and kind, beside the labels found there.
import { z } from 'zod';
import { NAME_PARTS, ORGANIZATION_PARTS } from '../../contact/contact.ts';
import { LISTS, propertiesOf } from '../../contact/properties/table.ts';
import { byId, endpoint, id } from './endpoint.ts';
import { kind } from './records.ts';

const labelled = z.enum(LISTS);
const single = z.enum(propertiesOf('text', 'date', 'picture'));
const direction = z.enum(['both', 'in', 'out']).describe('in: only from the address book; out: only to it');

const Slot = z
  .union([
    z.strictObject({ property: z.literal('name'), part: z.enum(NAME_PARTS) }),
    z.strictObject({ property: z.literal('organization'), part: z.enum(ORGANIZATION_PARTS) }),
    z.strictObject({ property: single }),
    z.strictObject({
      property: labelled,
      wish: z
        .array(z.string().max(100))
        .max(20)
        .describe(
          'Labels in the order they are wished for, built-in or custom; "" a value without a label, "*" whatever is left. A value made here gets the first.',
        ),
    }),
  ])
  .meta({ id: 'Slot' });
export type Slot = z.output<typeof Slot>;

const Place = z.union([
  z.object({ property: z.literal('name'), part: z.enum(NAME_PARTS) }),
  z.object({ property: z.literal('organization'), part: z.enum(ORGANIZATION_PARTS) }),
  z.object({ property: z.enum([...labelled.options, ...single.options]) }),
]);
export type Place = z.output<typeof Place>;

const Entry = z
  .object({
    field: z.string().max(100).describe('Key of a field; of an address, what its six fields have in common'),
    slot: Slot,
    direction,
  })
  .meta({ id: 'MappingEntry' });
export type Entry = z.output<typeof Entry>;

const count = z.number().int();

const LabelFound = z
  .object({
    /** As most cards write it; null for values without a label. */
    label: z.string().nullable(),
    /** The built-in label it is another word for. */
    builtIn: z.string().nullable(),
    cards: count,
    values: count,
    /** Fields that take such values at a first look at a card, most of them first. */
    takenBy: z.array(z.object({ field: z.string(), values: count })),
    /** Values no field takes; they stay on the card as they are. */
    untaken: count,
    sample: z.string().nullable(),
  })
  .meta({ id: 'LabelFound' });
export type LabelFound = z.output<typeof LabelFound>;

const KindMapping = z
  .object({
    kind,
    /** Cards of the kind in the account: linked ones, and those in the queue by what was chosen or suggested. */
    cards: count,
    /** Fields that are switched on, and where each may stand; the first place is the usual one. */
    fields: z.array(
      z.object({
        field: z.string(),
        label: z.record(z.string(), z.string()).nullable(),
        places: z.array(Place),
      }),
    ),
    /** `own`: differs from the default. `held`: false where this provider's cards have no such place. */
    entries: z.array(Entry.extend({ own: z.boolean(), held: z.boolean() })),
    defaults: z.array(Entry),
    found: z.object({
      emails: z.array(LabelFound),
      phones: z.array(LabelFound),
      urls: z.array(LabelFound),
      addresses: z.array(LabelFound),
    }),
    untaken: count,
    /** Places with one value that are filled on cards and that no field takes: `name.middle`, `notes`. */
    leftOut: z.array(z.object({ place: z.string(), cards: count })),
    /** Changes that fit what was found, and on how many cards that is. */
    proposal: z.array(Entry.extend({ label: z.string(), cards: count })),
    /** Values no field takes once the proposal is in force. */
    untakenThen: count,
  })
  .meta({ id: 'KindMapping' });
export type KindMapping = z.output<typeof KindMapping>;

const limit = count.nullable();

export const AccountMapping = z
  .object({
    /** What cards of the provider can hold; what they cannot is never read as emptied. */
    provider: z.object({
      limits: z.object({ emails: limit, phones: limit, urls: limit, addresses: limit }),
      labels: z.enum(['custom', 'fixed']),
      notes: z.boolean(),
      nickname: z.boolean(),
      anniversary: z.boolean(),
      birthdayWithoutYear: z.boolean(),
      photo: z.boolean(),
      joinGroups: z.boolean(),
    }),
    kinds: z.array(KindMapping),
  })
  .meta({ id: 'AccountMapping' });
export type AccountMapping = z.output<typeof AccountMapping>;

const text = z.string().nullable();
const entries = z.array(Entry).max(200);

const Look = z
  .object({
    card: z.object({ id, name: z.string() }).nullable(),
    record: z.object({ id, name: z.string() }).nullable(),
    /** Of the record: what it has and what it would have, with the label of the value on the card it goes with. */
    fields: z.array(z.object({ field: z.string(), before: text, after: text, label: text })),
    /** Of the card: every line as it would be, what stood there, and the field it goes with. */
    lines: z.array(
      z.object({ place: z.string(), label: text, value: z.string(), before: text, field: text }),
    ),
    also: z.array(z.object({ property: z.string(), label: text, value: z.string() })),
    /** What the card cannot hold as it is; the record keeps it. */
    losses: z.array(
      z.object({
        field: z.string(),
        code: z.enum(['year-missing', 'label-fixed', 'no-room']),
        room: count.nullable(),
      }),
    ),
  })
  .meta({ id: 'MappingLook' });
export type Look = z.output<typeof Look>;

export const mappingEndpoints = {
  getMapping: endpoint({
    method: 'GET',
    path: '/api/v1/accounts/:id/mapping',
    summary:
      'Which field goes where in an account, the labels found on its cards, and a proposal that fits them',
    audience: 'user',
    params: byId,
    response: AccountMapping,
  }),
  changeMapping: endpoint({
    method: 'PUT',
    path: '/api/v1/accounts/:id/mapping',
    summary:
      'The mapping of one kind; a field left out is not synced. What would be written because of it is a plan to approve first',
    audience: 'user',
    params: byId,
    body: z.object({ kind, entries }),
    response: AccountMapping,
  }),
  previewMapping: endpoint({
    method: 'POST',
    path: '/api/v1/accounts/:id/mapping/preview',
    summary: 'How one contact would look on both sides under a mapping; nothing is changed',
    audience: 'user',
    params: byId,
    body: z.object({ kind, entries, cardId: id.optional(), recordId: id.optional() }),
    response: z.object({ subject: Look.nullable() }),
  }),
};
