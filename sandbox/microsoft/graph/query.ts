import { badRequest, GraphError } from '../graph-error.ts';
import type { Contact, EmailAddress, Value } from '../mailbox/contact.ts';
import { propertyId, propertyOf } from '../mailbox/extended.ts';
import { navigation, properties, readOnly } from '../mailbox/properties.ts';

/** What a contact is shown with. */
export interface View {
  /** Null: every property. */
  readonly select: readonly string[] | null;
  /** Ids of extended properties to show. */
  readonly extended: readonly string[];
  /** Names of open extensions to show. */
  readonly extensions: readonly string[];
}

const known = [...readOnly, ...Object.keys(properties)];

/** @throws GraphError */
export function viewOf(query: URLSearchParams): View {
  return { select: selectOf(query.get('$select'), known, 'contact'), ...expandOf(query.get('$expand')) };
}

/** @throws GraphError */
export function selectOf(
  text: string | null,
  names: readonly string[],
  type: string,
): readonly string[] | null {
  if (text === null) return null;
  const select = text.split(',').map((name) => name.trim());
  const unknown = select.find((name) => !names.includes(name) && !navigation.includes(name));
  if (unknown !== undefined)
    throw badRequest(
      `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type 'microsoft.graph.${type}'.`,
    );
  return select;
}

function expandOf(text: string | null): Pick<View, 'extended' | 'extensions'> {
  const view = { extended: [] as string[], extensions: [] as string[] };
  for (const part of text === null ? [] : partsOf(text)) {
    const [, name, filter] = /^(\w+)\(\$filter=([^()]*)\)$/i.exec(part) ?? [];
    const ids = filter?.split(/ or /i).map((one) => /^\s*id eq '([^']*)'\s*$/i.exec(one)?.[1]);
    if (!ids || ids.includes(undefined)) throw badRequest('Parsing OData Select and Expand failed.');
    if (name?.toLowerCase() === 'singlevalueextendedproperties') view.extended.push(...ids.map(propertyId));
    else if (name?.toLowerCase() === 'extensions')
      view.extensions.push(...ids.map((id) => id!.replace(/^microsoft\.graph\.openTypeExtension\./i, '')));
    else throw badRequest('Parsing OData Select and Expand failed.');
  }
  return view;
}

/** At commas outside parentheses. */
function partsOf(text: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim());
}

const byAddress = /^emailAddresses\/any\((\w+): ?(\w+)\/address eq '((?:[^']|'')*)'\)$/i;
const byExtended =
  /^singleValueExtendedProperties\/any\((\w+): ?(\w+)\/id eq '((?:[^']|'')*)' and (\w+)\/value eq '((?:[^']|'')*)'\)$/i;

/** Of values that are no texts the type is said. */
const byFlag =
  /^singleValueExtendedProperties\/any\((\w+): ?(\w+)\/id eq '(Boolean [^']*)' and cast\((\w+)\/value, ?Edm\.Boolean\) eq (true|false)\)$/i;

export interface Filter {
  readonly matches: (contact: Contact) => boolean;
  /** It asks an index that learns of changes later. */
  readonly indexed: boolean;
}

/** @throws GraphError */
export function filterOf(text: string | null): Filter | undefined {
  if (text === null) return undefined;
  const unquoted = (value: string): string => value.replaceAll("''", "'").toLowerCase();
  const [, each, owner, address] = byAddress.exec(text) ?? [];
  if (address !== undefined && owner === each) {
    const wanted = unquoted(address);
    const matches = (contact: Contact): boolean =>
      ((contact.fields().emailAddresses ?? []) as readonly EmailAddress[]).some(
        (one) => one.address?.toLowerCase() === wanted,
      );
    return { matches, indexed: false };
  }
  const [, property, first, id, second, value] = byExtended.exec(text) ?? [];
  if (id !== undefined && first === property && second === property) {
    const key = propertyId(id.replaceAll("''", "'"));
    const wanted = unquoted(value!);
    return { matches: (contact) => propertyOf(contact, key)?.value.toLowerCase() === wanted, indexed: true };
  }
  const [, flag, one, name, other, set] = byFlag.exec(text) ?? [];
  if (name !== undefined && one === flag && other === flag) {
    const key = propertyId(name);
    const wanted = set!.toLowerCase();
    return { matches: (contact) => propertyOf(contact, key)?.value.toLowerCase() === wanted, indexed: true };
  }
  throw new GraphError(
    400,
    'ErrorInvalidUrlQueryFilter',
    'The query filter contains one or more invalid nodes.',
  );
}

/** @throws GraphError */
export function orderOf(text: string | null): ((a: Contact, b: Contact) => number) | undefined {
  if (text === null) return undefined;
  const keys = text.split(',').map((part) => {
    const [name = '', direction = 'asc'] = part.trim().split(/\s+/);
    const kind = properties[name]?.kind;
    const isDate = name === 'createdDateTime' || name === 'lastModifiedDateTime';
    if ((kind !== 'text' && kind !== 'date' && !isDate) || !/^(asc|desc)$/i.test(direction))
      throw badRequest(`Could not find a property named '${name}' that can be ordered by.`);
    return { name, sign: /^desc$/i.test(direction) ? -1 : 1 };
  });
  const keyOf = (contact: Contact, name: string): Value =>
    name === 'createdDateTime'
      ? String(contact.createdAt)
      : name === 'lastModifiedDateTime'
        ? String(contact.modifiedAt)
        : (contact.fields()[name] ?? '');
  return (a, b) => {
    for (const { name, sign } of keys) {
      const [one, two] = [String(keyOf(a, name)), String(keyOf(b, name))];
      if (one !== two) return one < two ? -sign : sign;
    }
    return 0;
  };
}

/** A whole number of a query. @throws GraphError */
export function numberOf(query: URLSearchParams, name: '$top' | '$skip', standard: number): number {
  const text = query.get(name);
  if (text === null) return standard;
  if (!/^\d{1,9}$/.test(text)) throw badRequest(`Invalid value '${text}' for ${name} query option found.`);
  return Number(text);
}
