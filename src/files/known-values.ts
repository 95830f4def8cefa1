// What records hold, so that every entry of a file finds what it is like in one look, however many there are. Pure.
import { emailKey } from '../contact/email.ts';
import { matchReasons } from '../contact/match-score.ts';
import { phoneKey } from '../contact/phone.ts';
import { textKey } from '../contact/text.ts';
import { urlKey } from '../contact/url.ts';
import type { RecordKind, RecordValues } from '../database/schema.ts';
import { builtIn } from '../fields/catalogue.ts';
import type { FieldRow } from '../records/fields/load-fields.ts';

/** A record that is here, or one that this file makes. */
export interface Held {
  /** Null until it is made. */
  recordId: string | null;
  /** The entry that makes it; null for one that is here. */
  row: number | null;
  kind: RecordKind;
  name: string;
  sortName: string;
  matchKeys: string[];
  values: RecordValues;
  /** As `keptText` writes what is kept beside the values. */
  rest: Set<string>;
  /** Its labels, as names are compared. */
  labels: Set<string>;
  /** What was noted about it, as texts are compared. */
  notes: Set<string>;
}

export interface Likeness {
  held: Held;
  score: number;
  reasons: string[];
}

/** Of all that share a key so many are looked at: they are named to a person, not counted. */
const MOST_LIKE = 5;
/** The same name and nothing else. */
const NAME_ALONE = 0.5;

const KEYS: Partial<Record<FieldRow['type'], [group: string, key: (value: string) => string]>> = {
  email: ['e-mail', emailKey],
  phone: ['phone', phoneKey],
  url: ['url', urlKey],
};

/** What tells the values of a record apart: numbers and addresses wherever they stand, a note by its paragraphs. */
export function valueKeys(fields: Map<string, FieldRow>, values: RecordValues): string[] {
  return Object.entries(values).flatMap(([field, value]) => {
    const type = fields.get(field)?.type;
    const [group, key] = (type && KEYS[type]) ?? [field, textKey];
    const parts = isNotes(fields.get(field)) ? paragraphs(value) : [value];
    return parts.map((part) => `${group}|${key(part) || textKey(part)}`);
  });
}

export const isNotes = (field: FieldRow | undefined): boolean =>
  field !== undefined && builtIn(field.kind, field.key)?.slot?.property === 'notes';

export const paragraphs = (text: string): string[] =>
  textKey(text)
    .split(/\n\s*\n/)
    .map((each) => each.trim())
    .filter(Boolean);

export class KnownValues {
  readonly #fields: Record<RecordKind, Map<string, FieldRow>>;
  readonly #keys = new Map<Held, Set<string>>();
  readonly #byValue = new Map<string, Held[]>();
  readonly #byPerson = new Map<string, Held>();
  readonly #byLikeness = new Map<string, Held[]>();
  readonly #byId = new Map<string, Held>();

  constructor(fields: Record<RecordKind, Map<string, FieldRow>>) {
    this.#fields = fields;
  }

  /** Takes it in, also once more after it changed. */
  add(held: Held): void {
    const known = this.#keys.get(held) ?? new Set<string>();
    this.#keys.set(held, known);
    for (const key of this.#keysOf(held)) {
      if (known.has(key)) continue;
      known.add(key);
      listed(this.#byValue, `${held.kind}|${key}`).push(held);
    }
    for (const key of personKeys(held)) if (!this.#byPerson.has(key)) this.#byPerson.set(key, held);
    for (const key of [...held.matchKeys, `s:${held.sortName}`]) {
      const alike = listed(this.#byLikeness, key);
      if (alike.length < MOST_LIKE && !alike.includes(held)) alike.push(held);
    }
    if (held.recordId) this.#byId.set(held.recordId, held);
  }

  /** Whoever holds everything that `entry` does. */
  holding(entry: Held): Held | null {
    const wanted = this.#keysOf(entry);
    const lists = wanted.map((key) => this.#byValue.get(`${entry.kind}|${key}`) ?? []);
    const rarest = lists.reduce((least, list) => (list.length < least.length ? list : least), lists[0] ?? []);
    return rarest.find((held) => wanted.every((key) => this.#keys.get(held)!.has(key))) ?? null;
  }

  /** The record with this id, or of the same name with the same e-mail address or number. */
  samePerson(entry: Held, id: string | null): Held | null {
    const known = id === null ? undefined : this.#byId.get(id);
    if (known?.kind === entry.kind) return known;
    for (const key of personKeys(entry)) {
      const held = this.#byPerson.get(key);
      if (held) return held;
    }
    return null;
  }

  /** What is most like it, of any kind. */
  like(entry: Held): Likeness | null {
    let best: Likeness | null = null;
    const seen = new Set<Held>();
    for (const key of [...entry.matchKeys, `s:${entry.sortName}`])
      for (const held of this.#byLikeness.get(key) ?? []) {
        if (seen.has(held)) continue;
        seen.add(held);
        const { score, reasons } = matchReasons(comparable(entry), comparable(held));
        const isNamesake = entry.sortName !== '' && entry.sortName === held.sortName;
        const found = {
          held,
          score: score || (isNamesake ? NAME_ALONE : 0),
          reasons: isNamesake && !reasons.includes('name') ? [...reasons, 'name'] : reasons,
        };
        if (found.score > (best?.score ?? 0)) best = found;
      }
    return best;
  }

  #keysOf({ kind, values, rest }: Held): string[] {
    return [...valueKeys(this.#fields[kind], values), ...[...rest].map((one) => `rest|${one}`)];
  }
}

const comparable = ({ matchKeys, name }: Held) => ({ keys: matchKeys, names: [name] });

/** Names alone, or a shared address alone, are many people's. */
const personKeys = ({ kind, sortName, matchKeys }: Held): string[] =>
  sortName === ''
    ? []
    : matchKeys.filter((key) => /^[ep]:/.test(key)).map((key) => `${kind}|${sortName}|${key}`);

function listed(map: Map<string, Held[]>, key: string): Held[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
