import type { Behaviour } from '../behaviour.ts';
import { badRequest, GraphError, internalError, invalidProperty } from '../graph-error.ts';
import type { EmailAddress, Fields, PostalAddress, Value } from './contact.ts';
import { addressParts, navigation, properties, readOnly } from './properties.ts';

export type Entry = Readonly<Record<string, unknown>>;

/** What a body says of the properties of a contact, as the server keeps it. @throws GraphError */
export function normalise(
  sent: Entry,
  before: Fields,
  behaviour: Pick<Behaviour, 'keepsEmailNames'>,
): Fields {
  const fields: Record<string, Value> = {};
  for (const [name, value] of Object.entries(sent)) {
    if (name.startsWith('@') || name.includes('@odata.') || navigation.includes(name)) continue;
    if (readOnly.includes(name))
      throw invalidProperty(`The property '${name}' is read-only and cannot be set.`);
    const property = properties[name];
    if (!property) {
      throw new GraphError(
        400,
        'RequestBodyRead',
        `The property '${name}' does not exist on type 'microsoft.graph.contact'. Make sure to only use property names that are defined by the type or mark the type as open type.`,
      );
    }
    if (property.most !== undefined && Array.isArray(value) && value.length > property.most)
      throw tooMany(name, value.length, property.most);
    fields[name] = readers[property.kind](name, value);
  }
  if (behaviour.keepsEmailNames && fields.emailAddresses)
    fields.emailAddresses = withNamesOf(before, fields.emailAddresses as readonly EmailAddress[]);
  return fields;
}

const readers = { text: textOf, texts: textsOf, emails: emailsOf, address: addressOf, date: dateOf } as const;

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const tooMany = (name: string, entries: number, most: number): GraphError =>
  invalidProperty(
    `The multi value property ${capital(name)} has ${entries} entries, that exceeds the max allowed value of ${most}`,
  );

const unreadable = (name: string): GraphError =>
  new GraphError(
    400,
    'RequestBodyRead',
    `Cannot read the value of the property '${name}' as what its type says.`,
  );

/** Line ends as Outlook has them, and no NUL. */
const clean = (text: string): string => text.replaceAll('\0', '').replace(/\r\n|\r|\n/g, '\r\n');

function textOf(name: string, value: unknown): string | null {
  if (value === null) return null;
  if (typeof value !== 'string') throw unreadable(name);
  return clean(value);
}

function textsOf(name: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw unreadable(name);
  return value.map((one) => {
    if (typeof one !== 'string') throw unreadable(name);
    return clean(one);
  });
}

function emailsOf(name: string, value: unknown): readonly EmailAddress[] {
  if (!Array.isArray(value)) throw unreadable(name);
  return value.map((one: unknown): EmailAddress => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) throw unreadable(name);
    const { name: label, address, ...rest } = one as Entry;
    const unknown = Object.keys(rest).find((part) => !part.startsWith('@'));
    if (unknown !== undefined) throw unreadable(name);
    const email = textOf(name, address ?? null);
    const spoken = textOf(name, label ?? null) ?? email ?? '';
    // An address that cannot be one is dropped in silence: what is left is its name.
    return email !== null && isAddress(email) ? { name: spoken, address: email } : { name: spoken };
  });
}

const isAddress = (text: string): boolean => /^[^\s@,;<>]+@[^\s@,;<>]+$/.test(text);

const withNamesOf = ({ emailAddresses }: Fields, sent: readonly EmailAddress[]): readonly EmailAddress[] =>
  sent.map((one) => {
    const before = (emailAddresses as readonly EmailAddress[] | undefined)?.find(
      ({ address }) => address !== undefined && address === one.address,
    );
    return before ?? one;
  });

/** Replaces what was there as a whole. */
function addressOf(name: string, value: unknown): PostalAddress {
  if (value === null) throw internalError();
  if (typeof value !== 'object' || Array.isArray(value)) throw unreadable(name);
  const sent = value as Entry;
  const unknown = Object.keys(sent).find((part) => !addressParts.includes(part) && !part.startsWith('@'));
  if (unknown !== undefined)
    throw badRequest(`The property '${unknown}' does not exist on type 'microsoft.graph.physicalAddress'.`);
  const parts = addressParts.map((part): [string, string | null] => [part, textOf(name, sent[part] ?? null)]);
  return Object.fromEntries(parts.filter((part): part is [string, string] => Boolean(part[1])));
}

/** The day in UTC is what is kept, at 11:59. */
function dateOf(name: string, value: unknown): string | null {
  if (value === null) return null;
  const form = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d))?$/;
  if (typeof value !== 'string' || !form.test(value)) throw unreadable(name);
  const at = Date.parse(value);
  const day = value.slice(0, 10);
  // 31 February reads as 3 March.
  if (Number.isNaN(at) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day)
    throw unreadable(name);
  return `${new Date(at).toISOString().slice(0, 10)}T11:59:00Z`;
}

/** The name of a contact that nobody gave one: its parts, or else its company or address. */
export function generatedName(fields: Fields): string {
  const parts = [fields.title, fields.givenName, fields.middleName, fields.surname, fields.generation].filter(
    Boolean,
  );
  if (parts.length > 0) return parts.join(' ');
  const [email] = (fields.emailAddresses ?? []) as readonly EmailAddress[];
  return String(fields.companyName || email?.address || '');
}
