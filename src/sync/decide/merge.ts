// One field: what the record says, what the card says, and what both held when they last agreed. `TABLE` is the table of
// docs/sync.md, "One field, both sides", in its order. Pure.
import type { Agreement } from '../link/link.ts';
import type { Comparison } from './same-value.ts';

export interface MergeInput extends Comparison {
  record: string | null;
  card: string | null;
  /** Undefined when the two never agreed: a new pairing. */
  base: Agreement | undefined;
  /** Values sent whose answer was lost. */
  sent: (string | null)[];
  mayPush: boolean;
  mayPull: boolean;
  policy: 'crm' | 'book' | 'ask';
}

export interface Merge {
  /** 'push' writes the record's value to the card, 'pull' the card's into the record; 'ask' waits for a person. */
  action: 'keep' | 'push' | 'pull' | 'ask';
  /** For 'keep' what both sides agree on now; else what they agreed on before, until the action is carried out. */
  base: Agreement | undefined;
  /** Both sides changed to different values. */
  conflict: boolean;
}

/** What a side did since both agreed; 'new' and 'none' where they never did: it has a value, or none. */
type Side = 'as agreed' | 'changed' | 'emptied' | 'new' | 'none';

export interface Row {
  record: Side | 'any';
  card: Side | 'any';
  /** Of the two values, where the row asks more than what each side did. */
  where?: (input: MergeInput) => boolean;
  does: (input: MergeInput) => Merge;
}

/** Only one side has a value, and both agreed on that: a person left it so, or the provider cannot hold it. */
export const isApart = (base: Agreement | undefined): boolean =>
  base !== undefined && (base.local === null) !== (base.remote === null);

const settle = ({ record, card }: MergeInput): Merge => ({
  action: 'keep',
  base: { local: record, remote: card },
  conflict: false,
});
/** In whatever form each side has it by now. */
const settleAgain = (input: MergeInput): Merge => {
  const { record, card, base } = input;
  return { ...settle(input), base: { ...base, local: record, remote: card } };
};
const act = (action: Merge['action'], { base }: MergeInput, conflict = false): Merge => ({
  action,
  base,
  conflict,
});
/** One side moved: the other follows, unless the field goes the other way only. @public rows of mutants */
export const writeToCard = (input: MergeInput): Merge => act(input.mayPush ? 'push' : 'keep', input);
/** @public rows of mutants */
export const takeIntoRecord = (input: MergeInput): Merge => act(input.mayPull ? 'pull' : 'keep', input);
/** Both sides moved: a field that goes one way has its winner. */
const oneWay = (input: MergeInput, both: (input: MergeInput) => Merge): Merge => {
  if (!input.mayPull) return writeToCard(input);
  return input.mayPush ? both(input) : takeIntoRecord(input);
};
const recordStands = (input: MergeInput): Merge => oneWay(input, writeToCard);
const cardStands = (input: MergeInput): Merge => oneWay(input, takeIntoRecord);
const ask = (input: MergeInput): Merge => act('ask', input, true);
const byPolicy = (input: MergeInput): Merge =>
  oneWay(input, (both) => {
    if (both.policy === 'ask') return ask(both);
    return act(both.policy === 'crm' ? 'push' : 'pull', both, true);
  });

const isSame = ({ same, record, card }: MergeInput): boolean => same(record, card);
/** What is taken away on one side never was on the other, which still has its own. */
const isOwn = ({ base }: MergeInput): boolean => base?.own === true && !isApart(base);
const isAlike = ({ alike, record, card }: MergeInput): boolean => alike(record, card);

/** The first row that fits decides. @public mutants replace its rows */
export const TABLE: Row[] = [
  { record: 'as agreed', card: 'as agreed', does: settleAgain },
  { record: 'any', card: 'any', where: isSame, does: settle },
  { record: 'changed', card: 'as agreed', does: writeToCard },
  { record: 'emptied', card: 'as agreed', where: isOwn, does: cardStands },
  { record: 'emptied', card: 'as agreed', does: writeToCard },
  { record: 'as agreed', card: 'changed', does: takeIntoRecord },
  { record: 'as agreed', card: 'emptied', where: isOwn, does: recordStands },
  { record: 'as agreed', card: 'emptied', does: takeIntoRecord },
  { record: 'changed', card: 'changed', where: isAlike, does: settle },
  { record: 'changed', card: 'changed', does: byPolicy },
  { record: 'changed', card: 'emptied', does: recordStands },
  { record: 'emptied', card: 'changed', does: cardStands },
  { record: 'new', card: 'none', does: writeToCard },
  { record: 'none', card: 'new', does: takeIntoRecord },
  { record: 'new', card: 'new', where: isAlike, does: settle },
  { record: 'new', card: 'new', does: ask },
];

/** What to do about one field. 'push' and 'pull' leave the base to whoever carries them out. */
export function mergeField(given: MergeInput): Merge {
  const input = { ...given, base: withEcho(given) };
  const sides = sidesOf(input);
  const row = TABLE.find(
    ({ record, card, where }) =>
      (record === 'any' || record === sides.record) &&
      (card === 'any' || card === sides.card) &&
      (where?.(input) ?? true),
  );
  return row!.does(input);
}

/** A write whose answer was lost and that comes back now is what both agreed on, in the form the card has it. */
function withEcho({ base, card, sent, same, isCut }: MergeInput): Agreement | undefined {
  if (!base || same(base.remote, card)) return base;
  const echoed = sent.find((value) => same(value, card) || isCut(value, card));
  return echoed === undefined ? base : { local: echoed, remote: card };
}

function sidesOf({ record, card, base, same }: MergeInput): { record: Side; card: Side } {
  if (!base) return { record: record === null ? 'none' : 'new', card: card === null ? 'none' : 'new' };
  // A value that the other side never had is not written over as if it were the old one there.
  const isUnseen = isApart(base) && record !== null && card !== null;
  const sideOf = (value: string | null, before: string | null): Side => {
    if (!isUnseen && same(value, before)) return 'as agreed';
    return value === null ? 'emptied' : 'changed';
  };
  return { record: sideOf(record, base.local), card: sideOf(card, base.remote) };
}
