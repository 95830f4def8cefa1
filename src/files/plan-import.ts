// What becomes of every entry of a file, decided before anything is written: a dry run says what a real one does. Pure.
import { isSure } from '../contact/match-score.ts';
import { textKey } from '../contact/text.ts';
import type { RecordKind, RecordValues } from '../database/schema.ts';
import type { Definitions } from '../fields/field.ts';
import { labelKey } from '../fields/labels.ts';
import type { Photo } from '../providers/provider.ts';
import { derive } from '../records/derive.ts';
import type { OnMatch, Outcome } from './codes.ts';
import type { Entry, EntryNote, Rest } from './entry.ts';
import { fillValues } from './fill-values.ts';
import { keptText } from './kept/kept-text.ts';
import { type Held, KnownValues, type Likeness } from './known-values.ts';
import { definitionsIn, type Fields, type Placed } from './place-values.ts';
import { type Remark, remark } from './remark.ts';

/** A record that an entry meets: one that is here, or the one that an earlier entry makes. */
export interface Met {
  recordId: string | null;
  row: number | null;
  name: string;
}

export interface PlannedRow {
  row: number;
  line: number | null;
  kind: RecordKind;
  name: string;
  outcome: Outcome;
  /** The record it became or is in. */
  held: Held | null;
  /** Where it went: of `merged` and `here-already`. */
  into: Met | null;
  /** Whom it resembles without being held for the same. */
  looksLike: (Met & { score: number; reasons: string[] }) | null;
  reason: Remark | null;
  warning: Remark | null;
  /** What the entry has for fields, by their keys. */
  values: RecordValues;
  /** What has no field; kept in the history of the record, where the entry is added or merged. */
  rest: Rest[];
  /** Fields that are switched off and keep what the entry has for them. */
  inactive: string[];
}

export interface Addition {
  held: Held;
  /** Names of labels. */
  labels: string[];
  ownerId: string;
  notes: PlannedNote[];
}

export interface PlannedNote {
  userId: string;
  at: string;
  text: string;
}

export interface Update {
  held: Held;
  /** Only what changes. */
  values: RecordValues;
  /** What these fields held, where they held anything. */
  before: RecordValues;
  /** What the values were when it was planned. */
  version: number;
  rest: string[];
  /** Names of labels it does not have, and notes. */
  labels: string[];
  notes: PlannedNote[];
}

export interface ImportPlan {
  rows: PlannedRow[];
  additions: Addition[];
  updates: Update[];
  /** Pictures that the values name. */
  photos: Map<string, Photo>;
}

export interface PlanOptions {
  kind: RecordKind | null;
  onMatch: OnMatch;
  /** Whose records they become where the file does not say it or names nobody here. */
  ownerId: string;
  owners: Map<string, string>;
}

/** `here` are the records that share anything with the file. Stops after every entry: whoever asks lets others have their turn. */
export function* planImport(
  entries: Entry[],
  placed: Placed[],
  here: { held: Held; version: number }[],
  fields: Fields,
  options: PlanOptions,
): Generator<void, ImportPlan> {
  const known = new KnownValues(fields);
  const definitions = definitionsIn(fields);
  const versions = new Map(here.map(({ held, version }) => [held, version]));
  for (const { held } of here) known.add(held);
  const noteBy = ({ by, ...note }: EntryNote): PlannedNote => ({
    ...note,
    userId: options.owners.get(ownerKey(by)) ?? options.ownerId,
  });
  const plan: ImportPlan = { rows: [], additions: [], updates: [], photos: new Map() };
  const updates = new Map<Held, Update>();
  for (const [index, entry] of entries.entries()) {
    yield;
    const one = placed[index]!;
    const row = planned(entry, one);
    const owner = ownerKey(entry.owner);
    if (owner && !options.owners.has(owner)) row.warning ??= remark('owner-unknown', { owner: entry.owner! });
    plan.rows.push(row);
    if (one.refused !== null) continue;
    const wanted = heldOf(entry, one);
    const same =
      sameOf(known, wanted, entry.id, one.guessed) ??
      (options.onMatch === 'merge' ? surelySame(known, wanted) : null);
    if (same && (same.contains || same.held.row !== null || same.byId || options.onMatch === 'merge')) {
      const filled = fillValues(fields[one.kind], same.held.values, one.values);
      const rest = [...one.rest, ...filled.rest];
      const news = rest.map(keptText).filter((key) => !same.held.rest.has(key));
      const labels = entry.labels.filter((name) => !same.held.labels.has(labelKey(name)));
      const notes = (entry.notes ?? []).filter(({ text }) => !same.held.notes.has(textKey(text)));
      const isHere = ![Object.keys(filled.values), news, labels, notes].some(({ length }) => length > 0);
      Object.assign(row, {
        outcome: isHere ? 'here-already' : 'merged',
        held: same.held,
        into: met(same.held),
        rest,
      });
      if (isHere) continue;
      const before = pick(same.held.values, Object.keys(filled.values));
      take(definitions, same.held, filled.values, news);
      for (const name of labels) same.held.labels.add(labelKey(name));
      for (const { text } of notes) same.held.notes.add(textKey(text));
      known.add(same.held);
      keepPhoto(plan, entry, filled.values);
      if (same.held.row !== null) {
        const addition = plan.additions.find(({ held }) => held === same.held);
        addition?.labels.push(...labels);
        addition?.notes.push(...notes.map(noteBy));
        continue;
      }
      const update = updates.get(same.held) ?? {
        held: same.held,
        values: {},
        before: {},
        version: versions.get(same.held)!,
        rest: [],
        labels: [],
        notes: [],
      };
      if (!updates.has(same.held)) plan.updates.push(update);
      updates.set(same.held, update);
      update.before = { ...before, ...update.before };
      Object.assign(update.values, filled.values);
      update.rest.push(...news);
      update.labels.push(...labels);
      update.notes.push(...notes.map(noteBy));
      continue;
    }
    const like: Likeness | null = same
      ? { held: same.held, score: 1, reasons: ['same person'] }
      : known.like(wanted);
    if (like) row.looksLike = { ...met(like.held), score: like.score, reasons: like.reasons };
    if (like && options.onMatch === 'refuse') {
      row.reason = likeness(like.held);
      continue;
    }
    Object.assign(row, { outcome: 'added', held: wanted });
    known.add(wanted);
    keepPhoto(plan, entry, one.values);
    plan.additions.push({
      held: wanted,
      labels: [...entry.labels],
      ownerId: options.owners.get(owner) ?? options.ownerId,
      notes: (entry.notes ?? []).map(noteBy),
    });
  }
  return plan;
}

const likeness = ({ name, row }: Held): Remark =>
  row === null ? remark('looks-like', { name }) : remark('looks-like-entry', { name, row });

export const ownerKey = (email: string | null): string => email?.trim().toLowerCase() ?? '';

function planned(entry: Entry, one: Placed): PlannedRow {
  const { kind, name, values, rest, inactive, warning, refused } = one;
  return {
    row: entry.row,
    line: entry.line,
    kind,
    name,
    outcome: 'refused',
    held: null,
    into: null,
    looksLike: null,
    reason: refused,
    warning,
    values,
    rest,
    inactive,
  };
}

function heldOf(entry: Entry, { kind, name, sortName, matchKeys, values, rest }: Placed): Held {
  const own = { recordId: null, row: entry.row };
  return {
    ...own,
    kind,
    name,
    sortName,
    matchKeys,
    values: { ...values },
    rest: new Set(rest.map(keptText)),
    labels: new Set(entry.labels.map(labelKey)),
    notes: new Set((entry.notes ?? []).map(({ text }) => textKey(text))),
  };
}

/** `contains`: every value of it is there; only what is kept beside them may be news. */
function sameOf(
  known: KnownValues,
  wanted: Held,
  id: string | null,
  guessed: boolean,
): { held: Held; contains: boolean; byId: boolean } | null {
  const person = known.samePerson(wanted, id);
  const byId = person !== null && person.recordId === id && id !== null;
  if (byId) return { held: person, contains: false, byId };
  // A card does not say that it was a lead; where one has all of it, nothing is to be done.
  const lead = guessed && wanted.kind === 'contact' ? known.holding({ ...wanted, kind: 'lead' }) : null;
  const holding = known.holding(wanted) ?? lead ?? known.holding({ ...wanted, rest: new Set() });
  if (holding) return { held: holding, contains: true, byId };
  return person && { held: person, contains: false, byId };
}

/** Whom the queue would suggest to merge it into, too. */
function surelySame(known: KnownValues, wanted: Held) {
  const like = known.like(wanted);
  if (!like || !isSure(like) || like.held.kind !== wanted.kind) return null;
  return { held: like.held, contains: false, byId: false };
}

const pick = (values: RecordValues, keys: string[]): RecordValues =>
  Object.fromEntries(keys.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])));

const met = ({ recordId, row, name }: Held): Met => ({ recordId, row, name });

function take(definitions: Definitions, held: Held, values: RecordValues, rest: string[]): void {
  Object.assign(held.values, values);
  for (const key of rest) held.rest.add(key);
  const { matchKeys } = derive(definitions, held.kind, held.values);
  held.matchKeys = matchKeys;
}

function keepPhoto({ photos }: ImportPlan, { photo }: Entry, { photo: id }: RecordValues): void {
  if (photo && id) photos.set(id, photo);
}
