// What to do about one link: a pure function of what was observed on both sides and what they last agreed on.
// The same plan is previewed, guarded, executed, logged and undone. The table is that of docs/sync.md.
import { type Edit, emptyContact } from '../../contact/contact.ts';
import { isPartial, isUnreadable, type Loss, UNKNOWN_CHARACTER } from '../../contact/loss.ts';
import { isRemapped } from '../bind-values.ts';
import type { CloseReason } from '../codes.ts';
import type { Base } from '../link/link.ts';
import type { LinkView } from '../link/view.ts';
import { fieldsOf, slotsOf } from '../mapping.ts';
import { isApart, isCut, type Merge, mergeField } from '../merge.ts';
import type {
  AccountSettings,
  ConflictRow,
  FieldDiff,
  FieldKey,
  Mapping,
  MappingEntry,
  Rights,
  Values,
} from '../model.ts';
import { editsFor, type Projection, project, recognising, sameValue } from '../slots.ts';

export interface PlanContext {
  settings: Pick<AccountSettings, 'direction' | 'conflicts' | 'remoteDelete' | 'scope' | 'targetGroup'>;
  mapping: Mapping;
  /** What is beyond them is withheld: nothing is lost on either side, and it goes on when they are given. */
  rights: Rights;
}

export interface Push {
  edits: Edit[];
  /** The fields sent and their values. */
  sent: Values;
  diff: FieldDiff[];
}

export type LinkPlan =
  /** Nothing moves until something changes. */
  | { type: 'wait' }
  /** Both sides agree; only the memory of it moves. */
  | { type: 'settle'; base: Base }
  /**
   * `base` is what holds after the pull; the push, if any, completes it. `withheld` is what the card says and the account's
   * owner may not write into the record: once the rest is done, the link waits for it.
   */
  | {
      type: 'sync';
      pull: FieldDiff[];
      push: Push | null;
      conflicts: ConflictRow[];
      base: Base;
      withheld?: FieldDiff[];
      /** The record says more than this card may be given: once the rest is done, the link is held for that. */
      unsent?: true;
    }
  | { type: 'create'; push: Push }
  /** A creation whose answer was lost: find out first. */
  | { type: 'resolve' }
  /** Take unseen edits of the card into the record, keep the card in the trash, delete it. */
  | { type: 'remove'; pull: FieldDiff[]; base: Base }
  | { type: 'close'; reason: CloseReason; flagOff: boolean; trashRecord: boolean }
  | { type: 'repoint'; cardId: string }
  | {
      type: 'hold';
      code:
        | 'match-in-queue'
        | 'read-only-card'
        | 'unreadable-card'
        | 'card-deleted'
        | 'out-of-scope'
        | 'may-not-edit'
        | 'may-not-delete';
      /** Given where a right is missing. */
      withheld?: FieldDiff[];
      /** What the card has lost. */
      detail?: Loss;
    };

/** @see LinkPlan. What there is of a card decides first, then whether it is wanted. */
export function planLink(view: LinkView, context: PlanContext): LinkPlan {
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
export const targetGroup = ({ scope, targetGroup: chosen }: PlanContext['settings']): string | null =>
  chosen ?? (scope.mode === 'groups' ? (scope.include[0] ?? null) : null);

/** A card of ours whose group is still owed: it is not in scope before it has that. */
const isJoining = ({ link }: LinkView, { settings }: PlanContext): boolean =>
  link.base?.join !== undefined && settings.direction !== 'in';

const close = (
  reason: CloseReason,
  effects: { flagOff?: boolean; trashRecord?: boolean } = {},
): LinkPlan => ({
  type: 'close',
  reason,
  flagOff: effects.flagOff ?? false,
  trashRecord: effects.trashRecord ?? false,
});

/** How a link ended whose card is the record's yet. After any other end a person has to say whether it is. */
const STILL_ITS_CARD = new Set(['kept', 'merged', 'disconnected']);

/** The card that a creation waits for. */
export const awaited = ({ former, lookalike }: LinkView): LinkView['lookalike'] => former ?? lookalike;

function planNew(view: LinkView, context: PlanContext): LinkPlan {
  if (!view.wanted) return close('unwanted');
  if (context.settings.direction === 'in') return { type: 'wait' };
  const { former } = view;
  if (former?.isThere && STILL_ITS_CARD.has(former.closedReason))
    return { type: 'repoint', cardId: former.cardId };
  if (former || view.lookalike) return { type: 'hold', code: 'match-in-queue' };
  const mapping = context.mapping.filter(({ direction }) => direction !== 'in');
  // A card that comes back starts from what it was; whatever the record says differently is written onto it.
  const contact = view.trashed?.contact ?? emptyContact();
  const projection = project(contact, mapping, view.trashed?.base, view.record.values);
  const diff: FieldDiff[] = [];
  for (const field of mapping.flatMap(fieldsOf)) {
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
  if (view.record.kind === 'company' && !contact.isCompany)
    edits.push({ property: 'isCompany', value: true });
  const target = targetGroup(context.settings);
  const groups = new Set([...(view.trashed?.listedBy ?? []), ...(target === null ? [] : [target])]);
  for (const join of groups) edits.push({ property: 'groups', join });
  const sent: Values = {};
  for (const field of mapping.flatMap(fieldsOf))
    if (view.record.values[field]) sent[field] = view.record.values[field];
  return { type: 'create', push: { edits, sent, diff } };
}

function planGone(view: LinkView, context: PlanContext): LinkPlan {
  if (view.link.state === 'deleting') return close('deleted');
  if (!view.wanted) return close('both-gone');
  if (view.replacement) return { type: 'repoint', cardId: view.replacement };
  if (context.settings.remoteDelete === 'ask') return { type: 'hold', code: 'card-deleted' };
  const trashRecord = context.settings.remoteDelete === 'trash';
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

/** A card that did not arrive whole: what it has is taken, nothing is concluded from what it lacks, no byte of it is written. */
function planPartial(view: LinkView, loss: Loss, context: PlanContext): LinkPlan {
  const all = threeWay(view, context);
  const isSaid = (value: string | null): boolean => value !== null && !value.includes(UNKNOWN_CHARACTER);
  const pull = all.pull.filter(({ after }) => isSaid(after));
  const withheld = all.withheld?.filter(({ after }) => isSaid(after)) ?? [];
  const conflicts = all.conflicts.filter(({ book, resolution }) => isSaid(book) && resolution !== 'crm');
  const count = (...lists: unknown[][]): number => lists.flat().length;
  const asked = conflicts.filter(({ field, resolution }) => !resolution && view.contested.includes(field));
  const moving = count(pull, withheld, conflicts) - asked.length;
  const differs =
    all.push !== null || count(all.pull, all.withheld ?? [], all.conflicts) > moving + asked.length;
  if (moving > 0) {
    const base = withTaken(pull, all.base, view, context);
    const waits = withheld.length > 0 && { withheld };
    const unsent = differs && ({ unsent: true } as const);
    return { type: 'sync', pull, push: null, conflicts, base, ...waits, ...unsent };
  }
  return differs ? { type: 'hold', code: 'read-only-card', detail: loss } : { type: 'wait' };
}

/** What both sides agreed on, and now on what was taken; of all else a card that is not whole says nothing. */
function withTaken(pull: FieldDiff[], seen: Base, { link }: LinkView, { mapping }: PlanContext): Base {
  const taken = new Set(pull.map(({ field }) => field));
  const base: Base = structuredClone(link.base) ?? { fields: {}, bound: {}, others: [] };
  for (const entry of mapping) {
    const fields = fieldsOf(entry).filter((field) => taken.has(field));
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
    : { type: 'hold', code: 'read-only-card', detail: loss };
}

/** The card stays where somebody wants it or it is not ours to delete; else it goes, once its unseen edits are in the record. */
function planUnwanted(view: LinkView, loss: Loss | null, context: PlanContext): LinkPlan {
  if (view.link.keepCard || loss !== null || context.settings.direction === 'in') return close('kept');
  const { rights } = context;
  const { pull, base, conflicts } = threeWay(view, { ...context, rights: { ...rights, edit: true } });
  // A contested value stays as the record has it: the card goes to the trash with the other one.
  const contested = new Set(conflicts.map(({ field }) => field));
  const unseen = pull.filter(({ field }) => !contested.has(field));
  if (unseen.length > 0 && !rights.edit) return { type: 'hold', code: 'may-not-edit', withheld: unseen };
  return { type: 'remove', pull: unseen, base };
}

interface ThreeWay {
  pull: FieldDiff[];
  push: Push | null;
  conflicts: ConflictRow[];
  base: Base;
  withheld?: FieldDiff[];
}

function threeWay(view: LinkView, context: PlanContext): ThreeWay {
  const { link, record } = view;
  const contact = view.card!.contact;
  const known = recognising(link.base, link.outbox, record.values, contact, context.mapping);
  const projection = project(contact, context.mapping, known, record.values);
  const base: Base = baseOf(context.mapping, projection, {});
  if (isJoining(view, context)) base.join = link.base!.join!;
  const pull: FieldDiff[] = [];
  const pushed: FieldDiff[] = [];
  const withheld: FieldDiff[] = [];
  const conflicts: ConflictRow[] = [];
  for (const entry of context.mapping) {
    for (const field of fieldsOf(entry)) {
      const merge = mergeOne(field, entry, view, projection, context);
      const local = record.values[field] || null;
      const remote = projection.values[field] ?? null;
      if (merge.base) base.fields[field] = merge.base;
      // It stays news on the card, decided and told of once the record may be written.
      if (merge.action === 'pull' && !context.rights.edit) {
        withheld.push({ field, before: local, after: remote });
        continue;
      }
      if (merge.action === 'pull') {
        pull.push({ field, before: local, after: remote });
        base.fields[field] = { local: remote, remote };
      }
      if (merge.action === 'push') pushed.push({ field, before: remote, after: local });
      if (merge.conflict)
        conflicts.push({
          field,
          crm: local,
          book: remote,
          base: isApart(link.base?.fields[field]) ? null : (link.base?.fields[field]?.local ?? null),
          resolution: merge.action === 'push' ? 'crm' : merge.action === 'pull' ? 'book' : null,
        });
    }
  }
  const push = pushOf(pushed, view, context, projection);
  return { pull, push, conflicts, base, ...(withheld.length > 0 ? { withheld } : {}) };
}

function mergeOne(
  field: FieldKey,
  entry: MappingEntry,
  view: LinkView,
  projection: Projection,
  { settings }: PlanContext,
): Merge {
  const local = view.record.values[field] || null;
  const remote = projection.values[field] ?? null;
  const base = agreement(field, entry, view, projection);
  const isPhoto = entry.slot.property === 'photo';
  // Nobody can say whether two pictures from different places are one: each side keeps its own until somebody changes it.
  if (isPhoto && !base && local !== null && remote !== null)
    return { action: 'keep', base: { local, remote }, conflict: false };
  return mergeField({
    local,
    remote,
    base,
    sent: view.link.outbox.filter((values) => field in values).map((values) => values[field] ?? null),
    same: (a, b) => sameValue(entry, a, b),
    mayPush: settings.direction !== 'in' && entry.direction !== 'in',
    mayPull: settings.direction !== 'out' && entry.direction !== 'out',
    // A picture is no value a person could be asked to choose by reading it.
    policy: isPhoto && settings.conflicts === 'ask' ? 'crm' : settings.conflicts,
  });
}

/** What both sides last had for a field; undefined when that was in a slot it has no more. */
function agreement(field: FieldKey, entry: MappingEntry, { link }: LinkView, projection: Projection) {
  const kept = 'wish' in entry.slot && projection.at[entry.field] != null;
  return isRemapped(link.base, entry) && !kept ? undefined : link.base?.fields[field];
}

const baseOf = (mapping: Mapping, { bound, others }: Projection, fields: Base['fields']): Base => ({
  fields,
  bound,
  others,
  ...slotsOf(mapping),
});

function pushOf(
  diff: FieldDiff[],
  view: LinkView,
  context: PlanContext,
  projection: Projection,
): Push | null {
  const join = isJoining(view, context) ? view.link.base!.join! : null;
  if (diff.length === 0 && join === null) return null;
  const sent = Object.fromEntries(diff.map(({ field, after }) => [field, after]));
  const edits = editsFor(
    Object.keys(sent),
    view.record.values,
    context.mapping,
    view.card!.contact,
    projection,
  );
  if (join !== null) edits.push({ property: 'groups', join });
  return { edits, sent, diff };
}

/** What both sides agree on once `card` answers a write of `sent`: a value stored in another form is that value. */
export function baseAfterWrite(before: Base, sent: Values, projection: Projection, mapping: Mapping): Base {
  const fields = { ...before.fields };
  for (const entry of mapping) {
    for (const field of fieldsOf(entry)) {
      if (!(field in sent)) continue;
      const local = sent[field] || null;
      const stored = projection.values[field] ?? null;
      // A value cut short is ours, and so is a picture made smaller; any other difference is somebody's edit in between and
      // stays one.
      const isPicture = entry.slot.property === 'photo' && local !== null && stored !== null;
      const ours = isPicture || sameValue(entry, local, stored) || isCut(local, stored);
      fields[field] = { local, remote: ours ? stored : local };
    }
  }
  return baseOf(mapping, projection, fields);
}
