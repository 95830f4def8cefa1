// The built-in fields of records. Keys never change; what administrators set on a field is never overwritten.
import type { Db } from './database.ts';
import { newId } from './new-id.ts';
import { field, type RecordKind } from './schema.ts';

type Type = typeof field.$inferInsert.type;

/** `key:type`, in the order in which forms show them; `x.*` is an address. */
const FIELDS: Record<RecordKind, Record<string, string>> = {
  company: {
    name: 'name vatNumber industry',
    contact: 'email:email secondaryEmail:email phone:phone otherPhone:phone fax:phone website:url',
    billing: 'billing.*',
    shipping: 'shipping.*',
    other: 'description:multiline photo:photo',
  },
  contact: {
    name: 'salutation firstName lastName nickname birthday:date',
    work: 'companyName title department assistant assistantPhone:phone',
    contact:
      'email:email secondaryEmail:email phone:phone mobile:phone homePhone:phone otherPhone:phone fax:phone website:url',
    mailing: 'mailing.*',
    otherAddress: 'other.*',
    other: 'description:multiline photo:photo',
  },
  lead: {
    name: 'salutation firstName lastName birthday:date',
    work: 'companyName title source status',
    contact:
      'email:email secondaryEmail:email phone:phone mobile:phone otherPhone:phone fax:phone website:url',
    mailing: 'mailing.*',
    other: 'description:multiline photo:photo',
  },
};

const ADDRESS = 'street:multiline poBox postalCode city state country';
const INACTIVE = new Set(['assistant', 'assistantPhone', 'nickname']);

/** Adds the built-in fields that are missing; called after every migration. */
export async function seedFields(db: Db): Promise<void> {
  const rows = Object.entries(FIELDS).flatMap(([kind, sections]) => rowsOf(kind as RecordKind, sections));
  await db
    .insert(field)
    .values(rows)
    .onConflictDoNothing({ target: [field.kind, field.key] });
}

function rowsOf(kind: RecordKind, sections: Record<string, string>): (typeof field.$inferInsert)[] {
  const named = Object.entries(sections).flatMap(([section, text]) =>
    text.split(' ').flatMap((entry) => expand(entry).map((one) => ({ section, one }))),
  );
  return named.map(({ section, one }, position) => {
    const [key = '', type = 'text'] = one.split(':');
    return { id: newId(), kind, key, type: type as Type, section, active: !INACTIVE.has(key), position };
  });
}

function expand(entry: string): string[] {
  if (!entry.endsWith('.*')) return [entry];
  return ADDRESS.split(' ').map((part) => entry.slice(0, -1) + part);
}
