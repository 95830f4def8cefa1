// What the answer of a book means for a link, as a step. Pure.
import { type Contact, emptyContact, type GroupChange } from '../../contact/contact.ts';
import { withGroup } from '../../contact/edit.ts';
import { isPartial, isUnreadable } from '../../contact/loss.ts';
import { labelOfField } from '../../fields/labels.ts';
import type { Card, WriteResult } from '../../providers/provider.ts';
import { nextSerial, uncounted } from '../decide/beside.ts';
import { expecting, recognising } from '../decide/edits.ts';
import { isLeftAsItWas } from '../decide/made-again.ts';
import type { LinkPlan } from '../decide/plan.ts';
import { project } from '../decide/project.ts';
import { baseAfterWrite } from '../decide/three-way.ts';
import { withTies } from '../decide/ties.ts';
import { type Base, NOTHING_AGREED } from '../link/link.ts';
import type { LinkView } from '../link/view.ts';
import { observe } from '../look/observe.ts';
import { fieldsOf, isTie, photoFields, slotsOf } from '../mapping.ts';
import type { Mapping, Values } from '../model.ts';
import type { Journal, Step } from '../store.ts';
import { agreeing, journalOf, stepOf } from './apply.ts';
import { pushOf } from './context.ts';

/** How long to wait before what was refused or lost is tried again, by number of failures in a row. */
const BACK_OFF_MS = [30_000, 120_000, 600_000, 3_600_000, 86_400_000];

/** Where and when an answer came. */
export interface Asked {
  bookId: string;
  mapping: Mapping;
  /** The group that new cards are put into (`Shelf`). */
  group: string | null;
  now: number;
  /** When the run began to look. */
  lookedAt: number;
}

/** What becomes of a link whose plan was sent; `view` is as its steps left it. */
export function answered(view: LinkView, plan: LinkPlan, result: WriteResult, asked: Asked): Step {
  const type = plan.type === 'create' || plan.type === 'remove' ? plan.type : 'update';
  const entry: Journal = { type, diff: pushOf(plan)?.diff ?? [], outcome: 'done' };
  switch (result.outcome) {
    case 'done':
      if (plan.type === 'remove') return deleted(view, entry);
      if (result.card && result.found) return met(view, result.card, asked);
      return result.card
        ? written(view, result.card, pushOf(plan)!.sent, entry, asked, result.asMade)
        : missed(view, asked);
    case 'stale':
      return result.went && view.link.recordId === null
        ? wentAlone(view, result.card, entry)
        : seenAgain(view, result.card);
    case 'gone':
      return plan.type === 'remove' ? deleted(view, { ...entry, outcome: 'gone already' }) : notThere(view);
    case 'refused': {
      const wait = BACK_OFF_MS[Math.min(view.link.failures, BACK_OFF_MS.length - 1)]!;
      return {
        ...stepOf(view),
        move: {
          type: 'held',
          hold: { code: 'refused', detail: result.reason },
          retryAt: asked.now + wait,
          seen: view.link.touched,
        },
        journal: journalOf(view, { ...entry, outcome: 'refused' }),
      };
    }
    case 'unknown':
      return missed(view, asked);
  }
}

/** A creation whose answer was lost, and the card it made. */
export function adopted(view: LinkView, card: Card, asked: Asked): Step {
  const pictures = photoFields(asked.mapping);
  // Nobody can tell a provider's own copy of a picture from another one. Of a picture that the record has no more, the one
  // on the card is taken for somebody's: it is brought into the record, not taken away.
  // Nor is it known whether it was put into its groups yet: what a label says of them is compared with what is there.
  const isGivenUp = (field: string): boolean =>
    labelOfField(field) !== null || (pictures.has(field) && !view.record.values[field]);
  const all = Object.entries(view.link.intent?.sent ?? {});
  const sent = Object.fromEntries(all.filter(([field]) => !isGivenUp(field)));
  return written(view, card, sent, { type: 'create', diff: [], outcome: 'adopted' }, asked);
}

/**
 * A creation that finds its card there: an earlier one made it, of what the record said then, and whoever had it since may have
 * edited it. Nobody knows which is which any more: the two are compared as where they meet for the first time.
 */
const met = (view: LinkView, card: Card, { bookId, group }: Asked): Step => ({
  ...stepOf(view),
  card: { bookId, card: observe(card) },
  move: { type: 'answered', base: { ...NOTHING_AGREED, ...owedGroup(card, group) }, seen: null },
  queue: 'forget',
  journal: journalOf(view, { type: 'create', diff: [], outcome: 'adopted' }),
});

/** A card found again may have been made before it was put into its group. */
function owedGroup({ contact }: Card, group: string | null): Pick<Base, 'join'> {
  return group === null || contact.groups.includes(group) ? {} : { join: group };
}

/** Somebody wrote first, or nothing was written at all: the card as it is. */
export const seenAgain = (view: LinkView, card: Card): Step => ({
  ...stepOf(view),
  card: { bookId: view.card!.bookId, card: observe(card) },
  move: { type: 'raced' },
});

/** The card may be under another address, and a listing need not show that yet. */
export const notThere = (view: LinkView): Step => ({
  ...stepOf(view),
  cardIs: 'missing',
  move: { type: 'not-there' },
});

/** Asked for again, not before `retryAt`. */
export const unanswered = (view: LinkView, since: number, retryAt: number): Step => ({
  ...stepOf(view),
  move: { type: 'in-doubt', since, retryAt, seen: view.link.touched },
});

/** A clock that was set back on the way makes it no older than what the run has seen before. */
const missed = (view: LinkView, { now, lookedAt }: Asked): Step =>
  unanswered(view, Math.max(now, lookedAt), now + BACK_OFF_MS[0]!);

const deleted = (view: LinkView, entry: Journal): Step => ({
  ...stepOf(view),
  cardIs: 'gone',
  move: { type: 'closed', reason: 'deleted' },
  wantedAgain: true,
  journal: journalOf(view, entry),
});

/** A card alone, edited in the moment it was deleted: no record takes the edit, so that the trash has it as it went. */
const wentAlone = (view: LinkView, card: Card, entry: Journal): Step => ({
  ...deleted(view, entry),
  card: { bookId: view.card!.bookId, card: observe(card) },
  trash: 'second-card',
});

function written(
  given: LinkView,
  card: Card,
  sent: LinkView['record']['values'],
  entry: Journal,
  { bookId, mapping: all, group, now }: Asked,
  asMade?: Contact,
): Step {
  const { view, mapping } = withTies(given, all);
  const fields = Object.keys(sent);
  const before = view.link.base ?? remembered(view, mapping);
  const groups = changedGroups(sent, mapping);
  const known = expecting(before, fields, { ...view.record.values, ...sent }, mapping);
  const shownBy = (given: Contact) => {
    const contact = { ...given, groups: inGroups(view, given, groups) };
    const recognised = recognising(known, [sent], view.record.values, contact, mapping);
    return project(contact, mapping, recognised, view.record.values);
  };
  const isWhole = !isPartial(card.loss) && !isUnreadable(card.loss);
  // Into which groups a new card is put is not how the book writes what was sent: a label tied to one hears of it.
  const made = isWhole && asMade ? { ...asMade, groups: contactBefore(view).groups } : undefined;
  const writtenOver = made ? valuesBefore(view, mapping) : null;
  const agreed = baseAfterWrite(before, sent, shownBy(made ?? card.contact), mapping, writtenOver);
  const base: Base = { ...uncounted(agreed), serial: nextSerial(view), agreedAt: now };
  if (!isWhole) Object.assign(base, withoutLoss(base, known));
  if (entry.outcome === 'adopted') Object.assign(base, owedGroup(card, group));
  // What the card shows beyond the agreement is somebody's edit in between: the link stays due.
  const isAll =
    base.join === undefined &&
    Object.entries(shownBy(card.contact).values).every(
      ([field, value]) => (base.fields[field]?.remote ?? null) === value,
    );
  return {
    ...agreeing(view),
    card: { bookId, card: observe(card) },
    ...(groups.length > 0 ? { groups } : {}),
    move: { type: 'answered', base, seen: isAll ? view.link.touched : null },
    queue: 'forget',
    journal: journalOf(view, entry),
  };
}

/** The groups that labels had the card join or leave: done, it is in them or out of them, whoever lists its members. */
const changedGroups = (sent: Values, mapping: Mapping): GroupChange[] =>
  mapping.flatMap((entry) =>
    isTie(entry) && entry.field in sent
      ? [{ group: entry.slot.group, isIn: sent[entry.field] !== null }]
      : [],
  );

const inGroups = ({ card }: LinkView, { groups }: Contact, changes: GroupChange[]): string[] =>
  changes.reduce(withGroup, [...new Set([...groups, ...(card?.listedBy ?? [])])]);

/** What does not arrive of a card is on it all the same: which values fields stand for is as expected, and the rest is no news later. */
const withoutLoss = ({ bound, others }: Base, known: Base): Pick<Base, 'bound' | 'others'> => ({
  bound: Object.fromEntries(
    Object.entries(bound).map(([field, value]) => [field, value ?? known.bound[field] ?? null]),
  ),
  others: [...new Set([...others, ...known.others])],
});

/** What the card says for each field before the write; where it is made, what it is made of says it. */
const valuesBefore = (view: LinkView, mapping: Mapping): Values => {
  const { link, card, trashed, record } = view;
  return project(contactBefore(view), mapping, card ? link.base : trashed?.base, record.values).values;
};

const contactBefore = ({ card, trashed }: LinkView): Contact =>
  card?.contact ?? trashed?.contact ?? emptyContact();

/**
 * A new card agrees on everything: before it was made it had nothing for any field, and what is not sent is empty on both sides.
 * What the trash gave it beside what fields show is no news on it, and what stays on it as it was is what was agreed on that.
 */
function remembered({ trashed, record }: LinkView, mapping: Mapping): Base {
  const { contact, base } = trashed ?? { contact: emptyContact(), base: null };
  const projection = project(contact, mapping, base, record.values);
  const remembers: Base = { fields: {}, bound: {}, others: projection.others, ...slotsOf(mapping) };
  for (const entry of mapping) {
    const stays = isLeftAsItWas(entry, projection, base);
    const bound = projection.bound[entry.field];
    if (bound !== undefined) remembers.bound[entry.field] = stays ? bound : null;
    for (const field of fieldsOf(entry)) {
      const agreed = stays ? base?.fields[field] : undefined;
      const isMet = stays && projection.values[field] && !agreed;
      if (!isMet) remembers.fields[field] = agreed ?? { local: null, remote: null };
    }
  }
  return remembers;
}
