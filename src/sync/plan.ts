// What to do about one link: a pure function of what was observed on both sides and what they last agreed on.
// The same plan is previewed, guarded, executed, logged and undone. The table is that of docs/sync.md.
import { type Edit, emptyContact } from '../contact/contact.ts';
import type { Capabilities } from '../providers/provider.ts';
import { isCut, mergeField } from './merge.ts';
import { editsFor, fieldsOf, type Projection, project, recognising, sameValue } from './slots.ts';
import type {
  AccountSettings,
  Base,
  CloseReason,
  ConflictRow,
  FieldDiff,
  FieldKey,
  LinkView,
  Mapping,
  MappingEntry,
  Values,
} from './store.ts';

export interface PlanContext {
  settings: Pick<AccountSettings, 'direction' | 'conflicts' | 'remoteDelete'>;
  capabilities: Capabilities;
  mapping: Mapping;
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
  /** `base` is what holds after the pull; the push, if any, completes it. */
  | { type: 'sync'; pull: FieldDiff[]; push: Push | null; conflicts: ConflictRow[]; base: Base }
  | { type: 'create'; push: Push }
  /** A creation whose answer was lost: find out first. */
  | { type: 'resolve' }
  /** Take unseen edits of the card into the record, keep the card in the trash, delete it. */
  | { type: 'remove'; pull: FieldDiff[]; base: Base }
  | { type: 'close'; reason: CloseReason; flagOff: boolean; trashRecord: boolean }
  | { type: 'repoint'; cardId: string }
  | { type: 'hold'; code: 'match-in-queue' | 'read-only-card' | 'unreadable-card' | 'card-deleted' };

/** @see LinkPlan */
export function planLink(view: LinkView, context: PlanContext): LinkPlan {
  const { link, card, wanted } = view;
  if (link.state === 'creating') return { type: 'resolve' };
  if (link.state === 'new') return planNew(view, context);
  if (!card || card.state === 'gone') return planGone(view, context);
  // Absent from a listing and not yet verified: no conclusion.
  if (card.state === 'missing') return { type: 'wait' };
  if (wanted) return card.unreadable ? { type: 'hold', code: 'unreadable-card' } : planBoth(view, context);
  if (link.keepCard || card.readOnly || card.unreadable || context.settings.direction === 'in')
    return close('kept');
  const { pull, base, conflicts } = threeWay(view, context);
  // A contested value stays as the record has it: the card goes to the trash with the other one.
  const contested = new Set(conflicts.map(({ field }) => field));
  return { type: 'remove', pull: pull.filter(({ field }) => !contested.has(field)), base };
}

const close = (
  reason: CloseReason,
  effects: { flagOff?: boolean; trashRecord?: boolean } = {},
): LinkPlan => ({
  type: 'close',
  reason,
  flagOff: effects.flagOff ?? false,
  trashRecord: effects.trashRecord ?? false,
});

function planNew(view: LinkView, context: PlanContext): LinkPlan {
  if (!view.wanted) return close('unwanted');
  if (context.settings.direction === 'in') return { type: 'wait' };
  if (view.lookalike) return { type: 'hold', code: 'match-in-queue' };
  const mapping = pushable(context.mapping, context);
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
  return close('card-deleted', { flagOff: true, trashRecord: context.settings.remoteDelete === 'trash' });
}

function planBoth(view: LinkView, context: PlanContext): LinkPlan {
  const { pull, push, conflicts, base } = threeWay(view, context);
  if (push && view.card!.readOnly)
    return pull.length > 0
      ? { type: 'sync', pull, push: null, conflicts, base }
      : { type: 'hold', code: 'read-only-card' };
  if (pull.length === 0 && !push && conflicts.length === 0) return { type: 'settle', base };
  return { type: 'sync', pull, push, conflicts, base };
}

interface ThreeWay {
  pull: FieldDiff[];
  push: Push | null;
  conflicts: ConflictRow[];
  base: Base;
}

function threeWay(view: LinkView, context: PlanContext): ThreeWay {
  const { link, record } = view;
  const contact = view.card!.contact;
  const known = recognising(link.base, link.outbox, record.values, contact, context.mapping);
  const projection = project(contact, context.mapping, known, record.values);
  const base: Base = { fields: {}, bound: projection.bound, others: projection.others };
  const pull: FieldDiff[] = [];
  const pushed: FieldDiff[] = [];
  const conflicts: ConflictRow[] = [];
  for (const entry of context.mapping) {
    for (const field of fieldsOf(entry)) {
      const merge = mergeOne(field, entry, view, projection, context);
      const local = record.values[field] || null;
      const remote = projection.values[field] ?? null;
      if (merge.base) base.fields[field] = merge.base;
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
          base: link.base?.fields[field]?.local ?? null,
          resolution: merge.action === 'push' ? 'crm' : merge.action === 'pull' ? 'book' : null,
        });
    }
  }
  return { pull, push: pushOf(pushed, view, context, projection), conflicts, base };
}

function mergeOne(
  field: FieldKey,
  entry: MappingEntry,
  view: LinkView,
  projection: Projection,
  { settings }: PlanContext,
) {
  return mergeField({
    local: view.record.values[field] || null,
    remote: projection.values[field] ?? null,
    base: view.link.base?.fields[field],
    sent: view.link.outbox.filter((values) => field in values).map((values) => values[field] ?? null),
    same: (a, b) => sameValue(entry, a, b),
    mayPush: settings.direction !== 'in' && entry.direction !== 'in',
    mayPull: settings.direction !== 'out' && entry.direction !== 'out',
    policy: settings.conflicts,
  });
}

function pushOf(
  diff: FieldDiff[],
  view: LinkView,
  context: PlanContext,
  projection: Projection,
): Push | null {
  if (diff.length === 0) return null;
  const sent = Object.fromEntries(diff.map(({ field, after }) => [field, after]));
  const edits = editsFor(
    Object.keys(sent),
    view.record.values,
    context.mapping,
    view.card!.contact,
    projection,
  );
  return { edits, sent, diff };
}

/** Entries that may be written and that the provider's cards can hold. */
function pushable(mapping: Mapping, { capabilities }: PlanContext): Mapping {
  return mapping.filter(
    ({ slot, direction }) =>
      direction !== 'in' &&
      (slot.property !== 'notes' || capabilities.notes) &&
      (slot.property !== 'nickname' || capabilities.nickname),
  );
}

/** What both sides agree on once `card` answers a write of `sent`: a value stored in another form is that value. */
export function baseAfterWrite(before: Base, sent: Values, projection: Projection, mapping: Mapping): Base {
  const fields = { ...before.fields };
  for (const entry of mapping) {
    for (const field of fieldsOf(entry)) {
      if (!(field in sent)) continue;
      const local = sent[field] || null;
      const stored = projection.values[field] ?? null;
      // A value cut short is ours; any other difference is somebody's edit in between and stays one.
      const ours = sameValue(entry, local, stored) || isCut(local, stored);
      fields[field] = { local, remote: ours ? stored : local };
    }
  }
  return { fields, bound: projection.bound, others: projection.others };
}
