import { badRequest, GraphError } from '../graph-error.ts';
import type { Contact, ExtendedProperty } from './contact.ts';
import type { Entry } from './normalise.ts';

const forms =
  /^(String|Integer|Boolean|Double|SystemTime|Binary|Short|Long|Float) (?:0x([0-9a-f]{1,8})|\{([0-9a-f-]{36})\} (?:Name (.{1,200})|Id (0x[0-9a-f]{1,8})))$/i;

/** The id in the one form it is compared in: GUIDs and numbers in any case are the same, names are not. @throws GraphError */
export function propertyId(id: unknown): string {
  const found = typeof id === 'string' ? forms.exec(id) : null;
  if (!found) {
    const message = `The property identifier '${String(id)}' is not valid.`;
    throw new GraphError(400, 'ErrorInvalidExtendedProperty', message);
  }
  const [, type = '', tag, guid = '', name, number] = found;
  const kind = type.charAt(0).toUpperCase() + type.slice(1).toLowerCase();
  if (tag !== undefined) return `${kind} 0x${tag.toLowerCase()}`;
  const which = name === undefined ? `Id ${number!.toLowerCase()}` : `Name ${name}`;
  return `${kind} {${guid.toLowerCase()}} ${which}`;
}

/** What a body sets. @throws GraphError */
export function extendedOf({ singleValueExtendedProperties: sent = [] }: Entry): readonly ExtendedProperty[] {
  if (!Array.isArray(sent)) throw badRequest('singleValueExtendedProperties is a collection.');
  return sent.map((one: Entry | null) => {
    if (typeof one?.value !== 'string')
      throw new GraphError(
        400,
        'ErrorInvalidExtendedPropertyValue',
        'The value of an extended property is a text.',
      );
    return { id: propertyId(one.id), value: one.value };
  });
}

/** "Has picture" (MS-OXOCNTC 2.2.1.8.2): Outlook keeps it with the photo. */
const hasPicture = 'Boolean {00062004-0000-0000-c000-000000000046} Id 0x8015';

/** The property as the contact has it: set by somebody, or kept by the server. */
export function propertyOf(
  { extended, photo }: Pick<Contact, 'extended' | 'photo'>,
  id: string,
): ExtendedProperty | undefined {
  return id === hasPicture ? { id, value: String(photo !== undefined) } : extended.get(id);
}

/** With what is set; a property set to "" is none. */
export function withExtended(
  before: ReadonlyMap<string, ExtendedProperty>,
  set: readonly ExtendedProperty[],
): ReadonlyMap<string, ExtendedProperty> {
  if (set.length === 0) return before;
  const after = new Map(before);
  for (const one of set) {
    if (one.value === '') after.delete(one.id);
    else after.set(one.id, one);
  }
  return after;
}
