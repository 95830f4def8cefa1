// Which column goes where: the program whose heads a file has most of is asked first, then the others.
import { isDate } from '../../contact/properties/table.ts';
import { searchKey } from '../../contact/text.ts';
import { builtIn } from '../../fields/catalogue.ts';
import type { FieldKey } from '../../fields/field.ts';
import { NOTES_COLUMN } from '../codes.ts';
import { GOOGLE, numberedTarget } from './google.ts';
import * as other from './others.ts';
import { OUTLOOK } from './outlook.ts';
import { type HeadTable, readTarget, type Target } from './target.ts';

interface Writer {
  name: string;
  targets: Map<string, Target>;
  /** It writes the day before the month. Of English programs nobody knows. */
  dayFirst: boolean;
}

const RUBRICA = 'Rubrica';
/** Columns of Rubrica's own files beside the fields. */
const OWN = ['id', 'kind', 'owner', 'labels', NOTES_COLUMN];

/** Heads are compared without case, accents and signs. */
export const headKey = (head: string): string =>
  searchKey(head)
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();

function writer(name: string, table: HeadTable, dayFirst = false): Writer {
  const targets = new Map<string, Target>();
  for (const [target, heads] of Object.entries(table))
    for (const head of heads.split('|'))
      if (!targets.has(headKey(head))) targets.set(headKey(head), readTarget(target));
  return { name, targets, dayFirst };
}

/** In the order in which they are believed, where two have as many of the heads. */
const WRITERS: Writer[] = [
  writer('Google Contacts', GOOGLE),
  writer('Outlook', OUTLOOK.english),
  writer('Outlook', OUTLOOK.italian, true),
  writer('Outlook', OUTLOOK.spanish, true),
  writer('Outlook', OUTLOOK.german, true),
  writer('Outlook', OUTLOOK.french, true),
  writer('Thunderbird', other.THUNDERBIRD),
  writer('Thunderbird', other.THUNDERBIRD_ITALIAN, true),
  writer('Thunderbird', other.THUNDERBIRD_SPANISH, true),
  writer('Thunderbird', other.THUNDERBIRD_GERMAN, true),
  writer('Thunderbird', other.THUNDERBIRD_FRENCH, true),
  writer('Roundcube', other.ROUNDCUBE),
  writer('a table', other.BY_HAND),
];

export interface Heads {
  /** Whose export it is, as people know it. */
  writer: string;
  dayFirst: boolean;
  /** By column; null for a head that nobody knows. */
  targets: (Target | null)[];
}

/** All fields there are, by their keys, which the heads of Rubrica's own files are; those of one's own also by their names. */
export interface FieldHeads {
  keys: ReadonlySet<FieldKey>;
  /** `headKey` of what administrators call a field → its key. */
  names: ReadonlyMap<string, FieldKey>;
}

export function findTargets(heads: string[], { keys, names }: FieldHeads): Heads {
  const ownTargets = heads.map((head): Target | null =>
    OWN.includes(head) || keys.has(head) ? ownTarget(head) : null,
  );
  if (isOwn(heads, ownTargets)) {
    const targets = ownTargets.map((own, at) => own ?? targetIn(WRITERS.at(-1)!, heads[at]!));
    return { writer: RUBRICA, dayFirst: false, targets };
  }
  const counted = WRITERS.map((one) => heads.filter((head) => targetIn(one, head)).length);
  const most = Math.max(...counted);
  const best = most === 0 ? WRITERS.at(-1)! : WRITERS[counted.indexOf(most)]!;
  const order = [best, ...WRITERS.filter((one) => one !== best).reverse()];
  const targets = heads.map((head, at) => {
    for (const one of order) {
      const target = targetIn(one, head);
      if (target) return target;
    }
    const named = names.get(headKey(head));
    return ownTargets[at] ?? (named === undefined ? null : ownTarget(named));
  });
  return { writer: best.name, dayFirst: best.dayFirst, targets };
}

/** Of Rubrica's own files; a date is read as those of other programs are. */
export function ownTarget(key: string): Target {
  const property = builtIn('contact', key)?.slot?.property ?? '';
  return isDate(property) ? { to: property } : { to: 'field', key };
}

/** Keys that are no words (`firstName`, `mailing.city`) or `kind` beside others; plain words are everybody's. */
const isOwn = (heads: string[], own: (Target | null)[]): boolean =>
  heads.some((head, at) => own[at] && /[A-Z.]/.test(head)) ||
  (heads.includes('kind') && own.filter(Boolean).length > 1);

function targetIn({ name, targets }: Writer, head: string): Target | null {
  const key = headKey(head);
  if (key === '') return null;
  return (
    (name === 'Google Contacts' ? numberedTarget(head) : null) ??
    targets.get(key) ??
    targets.get(key.replace(/ ?\d{1,2}$/, '')) ??
    null
  );
}
