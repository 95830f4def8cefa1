// What people did that makes something right which otherwise is wrong: each tied to the record, the account, the fields and the
// moment it is about, so that it excuses nothing else.
import type { Contact } from '../../../src/contact/contact.ts';
import type { ActionClass } from '../../../src/sync/decide/guard.ts';
import { defaultMapping } from '../../../src/sync/mapping.ts';
import type { Choice, FieldKey, OwnMapping, RecordKind, Stands, Values } from '../../../src/sync/model.ts';
import type { CrmView, TrashView } from '../crm/crm.ts';
import type { Aspect } from './aspects.ts';

/** A value may be another field's since then: a record of another kind, or fields of an account that have other places. */
export interface Remapping {
  /** Null: of every account. */
  accountId: string | null;
  /** Null: every record. */
  recordId: string | null;
  /** Null: every field. */
  fields: ReadonlySet<FieldKey> | null;
  at: number;
}

/** Somebody saw a class of things that waited, and said yes to this record in this account. */
export interface Approval {
  accountId: string;
  /** Of a card alone, its link. */
  recordId: string;
  class: ActionClass;
  at: number;
}

/** Gravest first: whoever says yes to one has said yes to what comes after it. */
const GRAVITY: ActionClass[] = [
  'card-deletions',
  'record-unlinks',
  'record-blanking',
  'card-blanking',
  'card-creations',
];
const gravity = (name: ActionClass): number =>
  GRAVITY.includes(name) ? GRAVITY.indexOf(name) : GRAVITY.length;

/** A card of a record that was made one with another: whoever does that means the card of either. */
interface Merged {
  recordId: string;
  accountId: string;
  /** Null while its creation is under way. */
  remoteId: string | null;
  marker: string;
  /** In time that passes evenly. */
  since: number;
}

/** Whose values stand where a card and the record that somebody links it to differ. */
export interface Chosen {
  recordId: string;
  /** The record it was chosen for, where that has gone into this one since. */
  formerId?: string;
  accountId: string;
  cardId: string;
  remoteId: string;
  uid: string | null;
  choice: Choice;
  /** What the card showed by then, by field. */
  shown: Values;
  at: number;
}

/** A second card of somebody that a person wanted deleted, as it was then. */
interface SecondGoes {
  accountId: string;
  remoteId: string;
  contact: Contact;
}

export interface Excuses {
  choices: Chosen[];
  merged: Merged[];
  remappings: Remapping[];
  approvals: Approval[];
  /** When an account was first set to one direction. */
  oneWay: Map<string, number>;
  seconds: SecondGoes[];
  /** By the link it comes back by, what lies in the trash of a card alone, and the link it went by. */
  backs: Map<string, TrashView & { wentBy: string }>;
}

/** Where they are kept. */
interface Excused {
  excuses: Excuses;
}

export const noExcuses = (): Excuses => ({
  choices: [],
  merged: [],
  remappings: [],
  approvals: [],
  oneWay: new Map(),
  seconds: [],
  backs: new Map(),
});

/** What happened at no known moment happened after everything. */
export const isBy = (since: number, at: number | undefined): boolean => at === undefined || at >= since;

export function isRemapped(
  { excuses }: Excused,
  of: { accountId: string | null; recordId: string | null; field: FieldKey; at?: number | undefined },
): boolean {
  return excuses.remappings.some(
    ({ accountId, recordId, fields, at }) =>
      (accountId === null || accountId === of.accountId) &&
      (recordId === null || recordId === of.recordId) &&
      (fields === null || fields.has(of.field)) &&
      isBy(at, of.at),
  );
}

/** Was the account of one direction by then? */
export const wasOneWay = ({ excuses }: Excused, accountId: string, at?: number): boolean => {
  const since = excuses.oneWay.get(accountId);
  return since !== undefined && isBy(since, at);
};

export function isApproved(
  { excuses }: Excused,
  of: { accountId: string; recordId: string | null; class: ActionClass; at?: number | undefined },
): boolean {
  return excuses.approvals.some(
    (approval) =>
      approval.accountId === of.accountId &&
      approval.recordId === of.recordId &&
      gravity(approval.class) <= gravity(of.class) &&
      isBy(approval.at, of.at),
  );
}

const standsBy = ({ fields, all }: Choice, field: FieldKey): Stands | undefined => fields?.[field] ?? all;

/** Whether the very card has been linked since. */
export const isCarriedOut = (
  { recordId, formerId = recordId, cardId, at }: Chosen,
  { actions }: CrmView,
): boolean =>
  actions.some(
    (row) => row.type === 'merge' && row.recordId === formerId && row.cardId === cardId && isBy(at, row.at),
  );

/** Values of cards that gave way when those were linked: a person had both before their eyes. */
export const gaveWay = ({ excuses }: Excused, view: CrmView): string[] =>
  excuses.choices
    .filter((each) => isCarriedOut(each, view))
    .flatMap(({ choice, shown }) =>
      Object.entries(shown).flatMap(([field, value]) =>
        value && standsBy(choice, field) === 'record' ? [value] : [],
      ),
    );

/**
 * Whose value of a field somebody wanted to stand as a card was linked to a record: in each account the last word about each of its
 * cards, of which one may have come with a merge. With `names` only about the card that is known by them.
 */
export function chosenOf(
  world: Excused & Connected & { aspects: ReadonlySet<Aspect> },
  view: CrmView,
  of: {
    recordId: string;
    accountId: string;
    field: FieldKey;
    names?: ReadonlySet<string> | undefined;
    at?: number | undefined;
  },
): Map<Stands, Chosen> {
  const made = world.excuses.choices.filter(
    (each) =>
      each.recordId === of.recordId &&
      // An account that takes up what another one of the same book has goes on with what was chosen there.
      isSameBook(world, each.accountId, of.accountId) &&
      (of.names === undefined || of.names.has(each.remoteId) || of.names.has(each.uid ?? '')) &&
      isBy(each.at, of.at) &&
      isCarriedOut(each, view),
  );
  // What came with a merge may have been said before what is there.
  const ordered = made.toSorted((a, b) => a.at - b.at);
  const isOfOne = (one: Chosen, other: Chosen) =>
    one.accountId === other.accountId && one.remoteId === other.remoteId;
  const last = ordered.filter((each, at) => !ordered.slice(at + 1).some((later) => isOfOne(each, later)));
  // A clock that has gone back does not say which of them was the last.
  const said = world.aspects.has('clocks') ? made : last;
  return new Map(
    said.flatMap((each) => {
      const stands = standsBy(each.choice, of.field);
      return stands ? [[stands, each] as const] : [];
    }),
  );
}

/** Since when this is the card of a record that went into that one; undefined where it is none. */
export const cameByMerge = (
  { excuses }: Excused,
  of: { recordId: string; accountId: string; remoteIds: string[]; marker: string | null },
): number | undefined =>
  excuses.merged.find(
    ({ recordId, accountId, remoteId, marker }) =>
      recordId === of.recordId &&
      accountId === of.accountId &&
      (of.remoteIds.includes(remoteId ?? '') || marker === of.marker),
  )?.since;

/** The fields whose values may change places when a mapping becomes another: those that differ, and their likes. */
export function fieldsBetween(
  kind: RecordKind,
  before: OwnMapping,
  after: OwnMapping,
): ReadonlySet<FieldKey> {
  const differ = Object.keys({ ...before, ...after }).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  const entries = defaultMapping(kind);
  const places = new Set(
    entries.flatMap(({ field, slot }) => (differ.includes(field) && 'wish' in slot ? [slot.property] : [])),
  );
  const likes = entries.flatMap(({ field, slot }) =>
    'wish' in slot && places.has(slot.property) ? [field] : [],
  );
  return new Set([...differ, ...likes]);
}

interface Connected {
  accounts: { id: string; server: { identity: string } }[];
}

const isSameBook = ({ accounts }: Connected, one: string, other: string): boolean => {
  const identityOf = (id: string) => accounts.find((each) => each.id === id)?.server.identity;
  return one === other || (identityOf(one) !== undefined && identityOf(one) === identityOf(other));
};
