// One row of a table as a contact: each value goes where its column's head says.
import { ADDRESS_PARTS, emptyContact, type Label, type PostalAddress } from '../contact/contact.ts';
import { formatDate, parseDate } from '../contact/date.ts';
import { labelAlias } from '../contact/label.ts';
import { composeName, spells } from '../contact/name.ts';
import { isDate, type PropertyOf } from '../contact/properties/table.ts';
import { cleanText } from '../contact/text.ts';
import type { DateOrder, RestReason } from './codes.ts';
import { readDate } from './dates.ts';
import type { Entry, Rest } from './entry.ts';
import type { Target } from './heads/target.ts';

/** Several values in one cell of Google's. */
const SEVERAL = / ::: /;

/** Before a group of the service's own in Google's tables. */
const OF_THE_SERVICE = /^\* ?/;

export interface Cell {
  head: string;
  target: Target | null;
  value: string;
}

type Read = Pick<Entry, 'contact' | 'fields' | 'rest' | 'sources'>;

/** What the cells of a row say; `order` is that of day and month where a date does not show it. */
export function contactOfRow(cells: Cell[], order: DateOrder | null): Read {
  const read: Read = { contact: emptyContact(), fields: new Map(), rest: [], sources: new Map() };
  const labels = labelsIn(cells);
  const addresses = new Map<string, PostalAddress & { formatted?: string }>();
  const birth = new Map<string, string>();
  for (const cell of cells) {
    const { target, head } = cell;
    const value = cleanText(cell.value);
    if (value === '' || target?.to === 'nothing') continue;
    if (target && target.to !== 'field') read.sources.set(sourceKey(propertyOf(target), value), head);
    const left = (reason: RestReason = 'no-field'): void => void read.rest.push(aside(head, value, reason));
    if (target && isDate(target.to)) {
      takeDate(read, target.to, head, value, order);
      continue;
    }
    switch (target?.to) {
      case 'field':
        if (!putField(read.fields, target.key, value)) left('other-value');
        break;
      case 'name':
        if (!put(read.contact.name, target.part, value)) left('other-value');
        break;
      case 'organization':
        if (!put(read.contact.organization, target.part, value)) left('other-value');
        break;
      case 'nickname':
        if (!put(read.contact, 'nickname', value)) left('other-value');
        break;
      case 'notes':
        read.contact.notes = joined(read.contact.notes, value, '\n\n');
        break;
      case 'birth':
        birth.set(target.part, value);
        break;
      case 'groups':
        read.contact.groups.push(
          ...value.split(/ ::: |[;,\n]/).map((one) => cleanText(one).replace(OF_THE_SERVICE, '')),
        );
        break;
      case 'emails':
      case 'phones':
      case 'urls': {
        if (target.part === 'label') break;
        const label =
          target.n === null ? { label: target.label, primary: false } : labelled(labels.get(keyOf(target)));
        for (const one of value.split(SEVERAL).map(cleanText).filter(Boolean)) {
          read.sources.set(sourceKey(target.to, one), head);
          read.contact[target.to].push({
            value: one,
            label: label.label,
            ...(label.primary ? { primary: true } : {}),
          });
        }
        break;
      }
      case 'addresses': {
        if (target.part === 'label') break;
        const label = target.n === null ? target.label : labelled(labels.get(keyOf(target))).label;
        const part = target.part === 'extended' ? 'street' : target.part;
        for (const [at, one] of value.split(SEVERAL).map(cleanText).entries()) {
          const key = `${keyOf(target)}|${at}`;
          const address = addresses.get(key) ?? { label };
          addresses.set(key, address);
          if (one === '') continue;
          if (part === 'street') address.street = joined(address.street, one, '\n');
          else if (!put(address, part, one)) left('other-value');
        }
        break;
      }
      default:
        left();
    }
  }
  for (const { formatted, ...address } of addresses.values()) {
    const parts = ADDRESS_PARTS.map((part) => address[part] ?? '');
    const isEmpty = !parts.some(Boolean);
    if (isEmpty && formatted) read.contact.addresses.push({ ...address, street: formatted });
    else if (!isEmpty) read.contact.addresses.push(address);
    // The parts of it once more, unless somebody wrote it otherwise.
    if (formatted && !isEmpty && !spells(formatted, parts))
      read.rest.push(aside('formatted address', formatted, 'other-value'));
  }
  takeBirth(read, birth);
  settleDisplayName(read);
  return read;
}

/** Where a value of a contact stood in the file. */
export const sourceKey = (property: string, value: string): string => `${property}|${value}`;

const propertyOf = (target: Target): string =>
  target.to === 'name' || target.to === 'organization' ? `${target.to}.${target.part}` : target.to;

function takeDate(
  { contact, rest }: Read,
  property: PropertyOf<'date'>,
  head: string,
  value: string,
  order: DateOrder | null,
): void {
  const date = readDate(value, order);
  if ('fault' in date) rest.push(aside(head, value, date.fault));
  else if (date.value && !put(contact, property, parseDate(date.value)!))
    rest.push(aside(head, value, 'other-value'));
}

export const aside = (what: string, value: string, reason: RestReason, label: Label = null): Rest => ({
  what,
  label,
  value,
  reason,
});

function joined(before: string | undefined, value: string, between: string): string {
  return before && before !== value ? `${before}${between}${value}` : value;
}

/** Whether it stands there now: what is there already is not written over. */
function put<T extends object, K extends keyof T>(target: T, key: K, value: NonNullable<T[K]>): boolean {
  const before = target[key];
  if (before === undefined) target[key] = value;
  return before === undefined || JSON.stringify(before) === JSON.stringify(value);
}

function putField(fields: Map<string, string>, key: string, value: string): boolean {
  const before = fields.get(key);
  if (before === undefined) fields.set(key, value);
  return before === undefined || before === value;
}

const keyOf = ({ to, label, n }: { to: string; label: Label; n: number | null }): string =>
  `${to}|${label ?? ''}|${n ?? ''}`;

function labelsIn(cells: Cell[]): Map<string, string> {
  const labels = new Map<string, string>();
  for (const { target, value } of cells)
    if (target && 'part' in target && target.part === 'label' && 'n' in target)
      labels.set(keyOf(target), value);
  return labels;
}

/** `* Work`: work, and the one to use. A word that is no label of ours is one of its own. */
function labelled(text = ''): { label: Label; primary: boolean } {
  const primary = /^\s*\*/.test(text);
  const word = cleanText(text.replace(/^\s*\*/, ''));
  return { label: word === '' ? null : (labelAlias(word) ?? word), primary };
}

/** Thunderbird has a column for each part of a birthday. */
function takeBirth({ contact, rest }: Read, birth: Map<string, string>): void {
  const [month, day] = [birth.get('month'), birth.get('day')];
  if (birth.size === 0) return;
  const year = birth.get('year') ?? '-';
  const date = parseDate(
    `${year === '-' ? '-' : year.padStart(4, '0')}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`,
  );
  if (date && !contact.birthday) contact.birthday = date;
  else if (!date || formatDate(date) !== formatDate(contact.birthday!))
    rest.push(
      aside(
        'birthday',
        [birth.get('year'), month, day].filter(Boolean).join('-'),
        date ? 'other-value' : 'not-a-date',
      ),
    );
}

/** A name that the parts of it spell as well says nothing more; any other is kept. */
function settleDisplayName({ contact, rest }: Read): void {
  const { display, ...parts } = contact.name;
  if (!display || !composeName(parts, ['given', 'middle', 'family'])) return;
  if (!spells(display, [...Object.values(parts), contact.organization.name ?? '', contact.nickname ?? '']))
    rest.push(aside('display name', display, 'no-field'));
}
