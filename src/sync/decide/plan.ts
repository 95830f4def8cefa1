// What to do about one link: a pure function of what was observed on both sides and what they last agreed on.
// The same plan is previewed, guarded, executed, logged and undone. The table is that of docs/sync.md.
import { type Edit, emptyContact, groupChange } from '../../contact/contact.ts';
import { isPartial, isUnreadable, type Loss, UNKNOWN_CHARACTER } from '../../contact/loss.ts';
import type { CloseReason } from '../codes.ts';
import { type Base, NOTHING_AGREED, STILL_ITS_CARD } from '../link/link.ts';
import { isWantedBeside, type LinkView, placeOf } from '../link/view.ts';
import { fieldsOf, hasSameSlots, photoFields } from '../mapping.ts';
import type { ConflictRow, FieldDiff, FieldKey, Values } from '../model.ts';
import { BESIDE_MS, cardBeside, counted, isAwaited, isBehind, isWrittenBeside } from './beside.ts';
import { doubtOf } from './doubt.ts';
import { editsFor } from './edits.ts';
import { isLeftAsItWas } from './made-again.ts';
import { project } from './project.ts';
import { replacementOf } from './replacement.ts';
import { fitsThere, isJoining, type PlanContext, type Push, threeWay } from './three-way.ts';
import { withTies } from './ties.ts';
import { type Heard, heardOf } from './unanswered.ts';

/** What an observation settles beside the plan it leads to. */
export interface Besides extends Heard {
  /** Fields contested no more, with the value that stands. */
  uncontested?: Values;
}

/** What both sides have come to agree on, though all else of the link waits: an edit of that is no conflict later. */
interface Meanwhile {
  base?: Base;
}

export type LinkPlan =
  /** Nothing moves until something changes. */
  | ({ type: 'wait' } & Meanwhile)
  /** Both sides agree; only the memory of it moves. */
  | ({ type: 'settle'; base: Base } & Besides)
  /**
   * `base` is what holds after the pull; the push, if any, completes it. `withheld` is what the card says and the account's
   * owner may not write into the record: once the rest is done, the link waits for it.
   */
  | ({
      type: 'sync';
      pull: FieldDiff[];
      push: Push | null;
      conflicts: ConflictRow[];
      base: Base;
      withheld?: FieldDiff[];
      /** The record says more than this card may be given: once the rest is done, the link is held for that. */
      unsent?: true;
    } & Besides)
  | { type: 'create'; push: Push }
  /** A creation whose answer was lost: find out first. */
  | { type: 'resolve' }
  /** Take unseen edits of the card into the record, keep the card in the trash, delete it. `conflicts` keep what lost. */
  | ({ type: 'remove'; pull: FieldDiff[]; base: Base; conflicts?: ConflictRow[] } & Besides)
  /** A deletion was sent without an answer, and nobody wants it any more: the card itself says whether it happened. */
  | { type: 'look-again' }
  /** To go on would be to forget something sent of which nobody knows yet what became of it. */
  | { type: 'wait-for-answer'; since: number; until: number }
  /** Two programs undo each other's work on this field. */
  | ({ type: 'rest'; field: FieldKey } & Besides & Meanwhile)
  | { type: 'close'; reason: CloseReason; flagOff: boolean; trashRecord: boolean }
  | { type: 'repoint'; cardId: string }
  | ({
      type: 'hold';
      code:
        | 'match-in-queue'
        | 'beside'
        | 'read-only-card'
        | 'read-only-book'
        | 'unreadable-card'
        | 'card-deleted'
        | 'out-of-scope'
        | 'may-not-edit'
        | 'may-not-delete';
      /** Given where a right is missing. */
      withheld?: FieldDiff[];
      /** What the card has lost. */
      detail?: Loss;
    } & Meanwhile);

/**
 * @see LinkPlan. The table says what there is to do; what is in doubt, what flips, and what a colleague's account does to
 * the card meanwhile, says whether it is done now. `view` is `withOneAgreement`.
 */
export function planLink(given: LinkView, asked: PlanContext): LinkPlan {
  const { view, mapping } = withTies(given, asked.mapping);
  const context = { ...asked, mapping };
  if (isBehind(view, context)) return awaiting(context);
  const plan = recounted(view, withoutWriting(view, tabled(view, context), context), context);
  if (isOfMore(view, plan) && isWrittenBeside(view, context)) return awaiting(context);
  const isRegretted = view.link.state === 'deleting' && isStaying(view, plan);
  const doubt = doubtOf(view, context);
  if (doubt && (isRegretted || isQuiet(plan))) return { type: 'wait-for-answer', ...doubt };
  if (isRegretted) return { type: 'look-again' };
  const besides = besidesOf(view, plan, context, doubt !== null);
  const flip = plan.type === 'sync' && plan.pull.find((diff) => isFlip(view, diff));
  if (flip) return { type: 'rest', field: flip.field, ...besides, ...meanwhile(view, plan) };
  return { ...plan, ...besides };
}

/** What a colleague's account is at shows soon. */
const awaiting = ({ now }: PlanContext): LinkPlan => ({
  type: 'wait-for-answer',
  since: now,
  until: now + BESIDE_MS,
});

const recounted = (view: LinkView, plan: LinkPlan, { now }: PlanContext): LinkPlan =>
  'base' in plan && plan.base ? { ...plan, base: counted(view, plan.base, now) } : plan;

const isOfBoth = ({ type }: LinkPlan): boolean => type === 'settle' || type === 'sync' || type === 'remove';

/** It writes, or says of both sides what was not agreed on yet. */
const isOfMore = ({ link }: LinkView, plan: LinkPlan): boolean =>
  (isOfBoth(plan) && !isQuiet(plan)) ||
  ('base' in plan && plan.base !== undefined && placeOf(plan.base) !== placeOf(link.base));

/** Of a plan that waits as a whole. By a mapping that may yet be taken back nothing is agreed on before it is in force. */
export function meanwhile({ link }: LinkView, plan: LinkPlan): Meanwhile {
  if (plan.type !== 'sync' || !hasSameSlots(plan.base, link.base ?? NOTHING_AGREED)) return {};
  const fields = { ...plan.base.fields };
  for (const { field } of plan.pull) {
    const before = link.base?.fields[field];
    if (before) fields[field] = before;
    else delete fields[field];
  }
  return { base: { ...plan.base, fields } };
}

/** There is no reason any more to delete its card. */
const isStaying = ({ link }: LinkView, plan: LinkPlan): boolean =>
  plan.type === 'settle' ||
  plan.type === 'sync' ||
  (link.recordId === null && plan.type === 'close' && plan.reason === 'kept');

/** It changes nothing but our memory. */
const isQuiet = (plan: LinkPlan): boolean =>
  plan.type === 'settle' || (plan.type === 'sync' && !plan.push && plan.pull.length === 0);

const isFlip = ({ flips }: LinkView, { field, after }: FieldDiff): boolean =>
  flips.some((flip) => flip.field === field && flip.value === after);

function besidesOf(view: LinkView, plan: LinkPlan, { mapping }: PlanContext, isInDoubt: boolean): Besides {
  const uncontested = uncontestedOf(view, plan);
  // What is sent now ends, once answered, the doubt about all before it.
  const isOver = !isInDoubt || plan.type === 'remove' || (plan.type === 'sync' && plan.push !== null);
  return {
    ...('base' in plan && plan.base && isOfBoth(plan) ? heardOf(view, plan.base, mapping, isOver) : {}),
    ...(Object.keys(uncontested).length > 0 ? { uncontested } : {}),
  };
}

/** Of the fields that waited for a person, those that edits have made one meanwhile, each with the value it has then. */
function uncontestedOf({ contested, record }: LinkView, plan: LinkPlan): Values {
  if (plan.type !== 'settle' && plan.type !== 'sync') return {};
  const [pull, conflicts] = plan.type === 'sync' ? [plan.pull, plan.conflicts] : [[], []];
  const waiting = new Set(conflicts.flatMap(({ field, resolution }) => (resolution === null ? [field] : [])));
  if (plan.type === 'sync') for (const { field } of plan.withheld ?? []) waiting.add(field);
  const over = contested.filter((field) => field in plan.base.fields && !waiting.has(field));
  const after = (field: string) =>
    pull.find((diff) => diff.field === field) ?? { after: record.values[field] };
  return Object.fromEntries(over.map((field) => [field, after(field).after || null]));
}

/** In a book that takes no writes: what its cards say goes into the records, and nothing leaves. */
function withoutWriting(view: LinkView, plan: LinkPlan, { isWritable }: PlanContext): LinkPlan {
  const { card, contested } = view;
  const writes = plan.type === 'create' || plan.type === 'remove' || (plan.type === 'sync' && plan.push);
  if (!writes || isWritable(card?.bookId ?? null)) return plan;
  const isAsked = ({ field, resolution }: ConflictRow): boolean => !resolution && !contested.includes(field);
  if (plan.type === 'sync' && (plan.pull.length > 0 || plan.withheld || plan.conflicts.some(isAsked)))
    return { ...plan, push: null, unsent: true };
  if (plan.type === 'remove' && plan.pull.length > 0)
    return { type: 'sync', pull: plan.pull, push: null, conflicts: [], base: plan.base, unsent: true };
  return { type: 'hold', code: 'read-only-book', ...meanwhile(view, plan) };
}

/** What there is of a card decides first, then whether it is wanted. */
function tabled(view: LinkView, context: PlanContext): LinkPlan {
  const { link, card, wanted } = view;
  if (link.state === 'creating') return { type: 'resolve' };
  if (link.state === 'new') return planNew(view, context);
  if (!card || card.state === 'gone') return planGone(view, context);
  // Absent from a listing and not yet verified: no conclusion.
  if (card.state === 'missing') return { type: 'wait' };
  if (!card.inScope && !isJoining(view, context) && link.state !== 'deleting')
    return wanted ? { type: 'hold', code: 'out-of-scope' } : close('kept');
  return wanted ? planWanted(view, card.loss, context) : planUnwanted(view, card.loss, context);
}

/** The group new cards are put into; null for none. */
export const targetGroup = ({
  scope,
  targetGroup: chosen,
}: Pick<PlanContext['settings'], 'scope' | 'targetGroup'>): string | null =>
  chosen ?? (scope.mode === 'groups' ? (scope.include[0] ?? null) : null);

const close = (
  reason: CloseReason,
  effects: { flagOff?: boolean; trashRecord?: boolean } = {},
): LinkPlan => ({
  type: 'close',
  reason,
  flagOff: effects.flagOff ?? false,
  trashRecord: effects.trashRecord ?? false,
});

/** The card that a creation waits for. */
export const awaited = ({ former, lookalike }: LinkView): LinkView['lookalike'] => former ?? lookalike;

function planNew(view: LinkView, context: PlanContext): LinkPlan {
  if (view.link.recordId === null) return planBack(view, context);
  if (!view.wanted) return close('unwanted');
  if (context.settings.direction === 'in') return { type: 'wait' };
  const there = cardBeside(view, 'active');
  if (there) return { type: 'repoint', cardId: there };
  if (isAwaited(view, context)) {
    // What somebody said yes to is not asked about again.
    return view.link.hold?.code === 'approved' ? awaiting(context) : { type: 'hold', code: 'beside' };
  }
  const { former } = view;
  if (former?.isThere && STILL_ITS_CARD.has(former.closedReason))
    return { type: 'repoint', cardId: former.cardId };
  const left = cardBeside(view, 'closed');
  if (left) return { type: 'repoint', cardId: left };
  if (former || view.lookalike) return { type: 'hold', code: 'match-in-queue' };
  const { mapping } = context;
  // A card that comes back starts from what it was; whatever the record has come to say differently is written onto it.
  const { contact, base } = view.trashed ?? { contact: emptyContact(), base: null };
  const projection = project(contact, mapping, base, view.record.values);
  const pictures = fitsThere(view, context) ? new Set() : photoFields(mapping);
  const written = mapping.filter((entry) => !isLeftAsItWas(entry, projection, base));
  const fields = written.flatMap(fieldsOf).filter((field) => !pictures.has(field));
  const diff: FieldDiff[] = [];
  for (const field of fields) {
    const [before, after] = [projection.values[field] ?? null, view.record.values[field] || null];
    if (before !== after) diff.push({ field, before, after });
  }
  const edits = editsFor(
    diff.map(({ field }) => field),
    view.record.values,
    mapping,
    contact,
    projection,
  );
  // One that comes back stays what it was, as a card does whose record becomes of another kind.
  if (view.record.kind === 'company' && !view.trashed) edits.push({ property: 'isCompany', value: true });
  edits.push(...ownPicture(view, edits));
  const target = targetGroup(context.settings);
  const groups = new Set([...(view.trashed?.listedBy ?? []), ...(target === null ? [] : [target])]);
  // What a label says of a group stands.
  for (const edit of edits) groups.delete(groupChange(edit)?.group ?? '');
  for (const join of groups) edits.push({ property: 'groups', join });
  const sent: Values = {};
  for (const field of fields) if (view.record.values[field]) sent[field] = view.record.values[field];
  return { type: 'create', push: { edits, sent, diff } };
}

/** A card alone is made again as it was, in the groups that listed it. */
function planBack(view: LinkView, { settings }: PlanContext): LinkPlan {
  const { trashed } = view;
  if (!trashed || settings.direction === 'in') return close('unwanted');
  const edits = trashed.listedBy.map((join): Edit => ({ property: 'groups', join }));
  edits.push(...ownPicture(view, edits));
  return { type: 'create', push: { edits, sent: {}, diff: [] } };
}

/** The picture that went with the card, where no field says which one there is to be. */
function ownPicture({ trashed }: LinkView, edits: Edit[]): Edit[] {
  const value = trashed?.base?.picture;
  return value && !edits.some(({ property }) => property === 'photo') ? [{ property: 'photo', value }] : [];
}

function planGone(view: LinkView, context: PlanContext): LinkPlan {
  if (view.link.state === 'deleting') return close('deleted');
  if (!view.wanted) return close('both-gone');
  const moved = replacementOf(view);
  if (moved) return { type: 'repoint', cardId: moved };
  if (context.settings.remoteDelete === 'ask') return { type: 'hold', code: 'card-deleted' };
  // What Rubrica deleted for a colleague nobody has deleted on the phone: the record is no part of that.
  const trashRecord = context.settings.remoteDelete === 'trash' && !view.removedByColleague;
  if (trashRecord && !context.rights.delete) return { type: 'hold', code: 'may-not-delete', withheld: [] };
  return close('card-deleted', { flagOff: true, trashRecord });
}

/** Both sides are there. What a card has lost says how much of them may move; rights say it of each field. */
function planWanted(view: LinkView, loss: Loss | null, context: PlanContext): LinkPlan {
  if (loss === null) return planBoth(view, context);
  if (isUnreadable(loss)) return { type: 'hold', code: 'unreadable-card', detail: loss };
  return isPartial(loss) ? planPartial(view, loss, context) : planReadOnly(view, loss, context);
}

function planBoth(view: LinkView, context: PlanContext): LinkPlan {
  const both = threeWay(view, context);
  const { pull, push, conflicts, base, withheld } = both;
  if (pull.length === 0 && !push && conflicts.length === 0 && !withheld) return { type: 'settle', base };
  return { type: 'sync', ...both };
}

const isSaid = (value: string | null): boolean => value !== null && !value.includes(UNKNOWN_CHARACTER);

/** A card that did not arrive whole: what it has is taken, nothing is concluded from what it lacks, no byte of it is written. */
function planPartial(view: LinkView, loss: Loss, context: PlanContext): LinkPlan {
  const all = threeWay(view, context);
  const pull = all.pull.filter(({ after }) => isSaid(after));
  const withheld = all.withheld?.filter(({ after }) => isSaid(after)) ?? [];
  const conflicts = all.conflicts.filter(({ book, resolution }) => isSaid(book) && resolution !== 'crm');
  const count = (...lists: unknown[][]): number => lists.flat().length;
  const asked = conflicts.filter(({ field, resolution }) => !resolution && view.contested.includes(field));
  const moving = count(pull, withheld, conflicts) - asked.length;
  const differs =
    all.push !== null || count(all.pull, all.withheld ?? [], all.conflicts) > moving + asked.length;
  const base = withSaid(all.base, view, context);
  if (moving > 0) {
    const waits = withheld.length > 0 && { withheld };
    const unsent = differs && ({ unsent: true } as const);
    return { type: 'sync', pull, push: null, conflicts, base, ...waits, ...unsent };
  }
  return differs ? { type: 'hold', code: 'read-only-card', detail: loss, base } : { type: 'wait', base };
}

/** What both sides agreed on, and now on what such a card says; of all else it says nothing. */
function withSaid(seen: Base, { link }: LinkView, { mapping }: PlanContext): Base {
  const base: Base = structuredClone(link.base) ?? { fields: {}, bound: {}, others: [] };
  for (const entry of mapping) {
    const fields = fieldsOf(entry).filter((field) => {
      const [before, { local = null, remote = null } = {}] = [base.fields[field], seen.fields[field]];
      const isNews = local !== before?.local || remote !== before?.remote;
      return isNews && isSaid(local) && isSaid(remote);
    });
    for (const field of fields) base.fields[field] = seen.fields[field]!;
    if (fields.length > 0 && entry.field in seen.bound) base.bound[entry.field] = seen.bound[entry.field]!;
  }
  return base;
}

/** A card that is not ours to write: what it says goes into the record, all of it. */
function planReadOnly(view: LinkView, loss: Loss, context: PlanContext): LinkPlan {
  const plan = planBoth(view, context);
  if (plan.type !== 'sync' || !plan.push) return plan;
  return plan.pull.length > 0 || plan.withheld
    ? { ...plan, push: null, unsent: true }
    : { type: 'hold', code: 'read-only-card', detail: loss, ...meanwhile(view, plan) };
}

/** The card stays where somebody wants it or it is not ours to delete; else it goes, once its unseen edits are in the record. */
function planUnwanted(view: LinkView, loss: Loss | null, context: PlanContext): LinkPlan {
  if (view.link.keepCard || loss !== null || context.settings.direction === 'in') return close('kept');
  if (isWantedBeside(view.beside, view.card!.id)) return close('kept');
  if (view.link.recordId === null) return planAlone(view);
  const { rights } = context;
  const { pull, base, conflicts } = threeWay(view, { ...context, rights: { ...rights, edit: true } });
  // A contested value stays as the record has it; the other one is kept in the conflict, and with the card in the trash.
  const contested = new Set(conflicts.map(({ field }) => field));
  const unseen = pull.filter(({ field }) => !contested.has(field));
  if (unseen.length > 0 && !rights.edit) return { type: 'hold', code: 'may-not-edit', withheld: unseen };
  const lost = conflicts.filter(({ field }) => !view.contested.includes(field));
  if (lost.length === 0) return { type: 'remove', pull: unseen, base };
  return {
    type: 'remove',
    pull: unseen,
    base,
    conflicts: lost.map((each) => ({ ...each, resolution: 'crm' })),
  };
}

/** A card alone goes as it was when somebody said so: with anything else on it, a person says it again. */
function planAlone({ link, card }: LinkView): LinkPlan {
  const base = link.base ?? NOTHING_AGREED;
  return card!.contentHash === base.content ? { type: 'remove', pull: [], base } : close('kept');
}
