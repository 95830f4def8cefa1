// A whole name follows the parts it was made from, in the form and order that it has. One that says none of them stays.
import { companyKey } from '../company.ts';
import { type Contact, type Edit, NAME_PARTS, type NamePart } from '../contact.ts';
import { charAt, charBefore, composeName, displayName, hasSigns, joinName, readingOrder } from '../name.ts';
import { textKey } from '../text.ts';

/** The ways other programs make a whole name of its parts. */
const NAME_ORDERS: (readonly NamePart[])[] = [
  NAME_PARTS,
  ['given', 'middle', 'family'],
  ['given', 'family'],
  ['family', 'given'],
  ['family', 'given', 'middle'],
];

/** What somebody is called, without titles. */
const OWN_PARTS = ['given', 'middle', 'family'] as const;

/** Whether an edit is about what somebody is called. */
export const isRename = (edit: Edit): boolean =>
  edit.property === 'name' ||
  edit.property === 'isCompany' ||
  (edit.property === 'organization' && edit.part === 'name');

/**
 * What `current`, a whole name that a card has, is once the contact is renamed: in the form that it has, or as it is where it says
 * nothing of the name. `''` where no name is left.
 */
export function renamed(current: string, before: Contact, after: Contact): string {
  const person = nameAfter(current, before, after);
  const organization = after.organization.name ?? '';
  if (person === null && !isCompanysOwn(current, before)) return replaced(current, before, after);
  const own = person ?? composeName(after.name);
  const name = after.isCompany ? organization || own : own || organization;
  return name || displayName({ ...after, name: {} });
}

/** The name in the order in which the whole name had it; null where it was not made of the parts of the name alone. */
function nameAfter(current: string, before: Contact, after: Contact): string | null {
  const text = current.replace(/\s+/g, ' ');
  if (text === '' || text === joinName(before.name, readingOrder(before.name)))
    return composeName(after.name);
  // Where no part of a name stood, the whole was the name.
  const own = composeName(after.name, OWN_PARTS);
  if (composeName(before.name, OWN_PARTS) === '' && own !== '') return composeName(after.name);
  const order = NAME_ORDERS.find((parts) => joinName(before.name, parts) === text);
  return order ? joinName(after.name, order) : null;
}

/** The whole name of a company is what it is called: the whole name, or one without its legal form, or the only one there was. */
function isCompanysOwn(current: string, { organization, isCompany }: Contact): boolean {
  const name = organization.name ?? '';
  if (current === name) return true;
  return isCompany === true && (name === '' || companyKey(current) === companyKey(name));
}

/** The whole name with each old part of the name and of the company in it exchanged for the new one: "Rossi, Mario (Acme)". */
function replaced(current: string, before: Contact, after: Contact): string {
  const parts = [
    ...OWN_PARTS.map((part) => [before.name[part], after.name[part]]),
    [before.organization.name, after.organization.name],
  ].flatMap(([old, now]) => (old && old !== now ? [{ old: textKey(old), now: now ?? '' }] : []));
  const found = parts
    .flatMap(({ old, now }) => {
      const at = placeOf(old, textKey(current));
      return at === null ? [] : [{ at, old, now }];
    })
    .sort((a, b) => b.at - a.at);
  let text = textKey(current);
  let end = text.length;
  for (const { at, old, now } of found) {
    if (at + old.length > end) continue;
    text = text.slice(0, at) + now + text.slice(at + old.length);
    end = at;
  }
  return found.length === 0 ? current : tidied(text);
}

/** Where `part` stands in `text` as words of its own, whatever its case; signs need no space around them. */
function placeOf(part: string, text: string): number | null {
  const [sought, given] = [part.toLowerCase(), text.toLowerCase()];
  if (given.length !== text.length) return null;
  for (let at = given.indexOf(sought); at >= 0; at = given.indexOf(sought, at + 1))
    if (isApart(given, at) && isApart(given, at + sought.length)) return at;
  return null;
}

const LETTER = /[\p{Letter}\p{Mark}\p{Number}]/u;
function isApart(text: string, at: number): boolean {
  const [before, next] = [charBefore(text, at), charAt(text, at)];
  return !LETTER.test(before) || !LETTER.test(next) || hasSigns(before) || hasSigns(next);
}

/** Without what a part that is gone leaves: empty brackets, a comma at an end, two spaces. */
function tidied(text: string): string {
  const words = text
    .replace(/\( ?\)/g, '')
    .split(' ')
    .filter(Boolean);
  while (words[0] === ',') words.shift();
  const whole = words.join(' ').replace(/^,/, '').trim();
  return whole.endsWith(',') ? whole.slice(0, -1).trim() : whole;
}
