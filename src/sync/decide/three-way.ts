// The two sides of one link, field by field: what moves which way, and what both agree on then. Pure.
import type { Edit } from '../../contact/contact.ts';
import type { Capabilities } from '../../providers/provider.ts';
import type { Base } from '../link/link.ts';
import type { LinkView } from '../link/view.ts';
import { fieldsOf, slotsOf } from '../mapping.ts';
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
import { isRemapped } from './bind/rules.ts';
import type { Look } from './doubt.ts';
import { editsFor, recognising } from './edits.ts';
import { isApart, type Merge, mergeField } from './merge.ts';
import { type Projection, project } from './project.ts';
import { comparing, isCut, sameValue } from './same-value.ts';

/** What a plan is made under, beside what there is. */
export interface PlanContext {
  settings: Pick<AccountSettings, 'direction' | 'conflicts' | 'remoteDelete' | 'scope' | 'targetGroup'>;
  mapping: Mapping;
  /** What is beyond them is withheld: nothing is lost on either side, and it goes on when they are given. */
  rights: Rights;
  capabilities: Pick<Capabilities, 'visibleAfterMs' | 'photoBytes'>;
  now: number;
  look: Look;
  /** Whether a book takes writes; null is the one that new cards go to. */
  isWritable(bookId: string | null): boolean;
}

export interface Push {
  edits: Edit[];
  /** The fields sent and their values. */
  sent: Values;
  diff: FieldDiff[];
}

/** A card of ours whose group is still owed: it is not in scope before it has that. */
export function isJoining({ link, card }: LinkView, { settings }: PlanContext): boolean {
  const group = link.base?.join;
  return group !== undefined && settings.direction !== 'in' && !card?.contact.groups.includes(group);
}

/** What moves which way, and what both sides agree on once the pulls are done. */
export interface ThreeWay {
  pull: FieldDiff[];
  push: Push | null;
  conflicts: ConflictRow[];
  base: Base;
  withheld?: FieldDiff[];
}

/** Every field of the mapping, three ways. */
export function threeWay(view: LinkView, context: PlanContext): ThreeWay {
  const { link, record } = view;
  const contact = view.card!.contact;
  const known = recognising(link.base, link.outbox, record.values, contact, context.mapping);
  const projection = project(contact, context.mapping, known, record.values);
  const base: Base = baseOf(context.mapping, projection, {});
  if (link.base?.aside) base.aside = link.base.aside;
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
  context: PlanContext,
): Merge {
  const { settings } = context;
  const local = view.record.values[field] || null;
  const remote = projection.values[field] ?? null;
  const base = agreement(field, entry, view, projection);
  const isPhoto = entry.slot.property === 'photo';
  const eachItsOwn: Merge = { action: 'keep', base: { local, remote, own: true }, conflict: false };
  // Nobody can say whether two pictures from different places are one: each side keeps its own until somebody changes it.
  if (isPhoto && !base && local !== null && remote !== null) return eachItsOwn;
  const merge = mergeField({
    ...comparing(entry),
    record: local,
    card: remote,
    base,
    sent: view.link.outbox.filter((values) => field in values).map((values) => values[field] ?? null),
    mayPush: settings.direction !== 'in' && entry.direction !== 'in',
    mayPull: settings.direction !== 'out' && entry.direction !== 'out',
    // A picture is no value a person could be asked to choose by reading it.
    policy: isPhoto && settings.conflicts === 'ask' ? 'crm' : settings.conflicts,
  });
  // One that is too large there, or not kept any more, stays where it is: each side keeps its own until somebody changes it.
  const isLeftOut = isPhoto && merge.action === 'push' && local !== null && !fitsThere(view, context);
  return isLeftOut ? eachItsOwn : merge;
}

/** Whether the record's picture can be put on a card there. */
export const fitsThere = ({ photoBytes }: LinkView, { capabilities }: PlanContext): boolean =>
  photoBytes !== null && photoBytes <= (capabilities.photoBytes ?? Number.POSITIVE_INFINITY);

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

/**
 * What both sides agree on once `card` answers a write of `sent`: a value stored in another form is that value. `written` are
 * the card's values as they were written over, where nobody was there in between: what was sent, and what was agreed on and stood
 * there like that, is on the card in the book's own form. What already stood there otherwise is somebody's edit and stays one.
 */
export function baseAfterWrite(
  before: Base,
  sent: Values,
  projection: Projection,
  mapping: Mapping,
  written: Values | null = null,
): Base {
  const fields = { ...before.fields };
  for (const entry of mapping) {
    for (const field of fieldsOf(entry)) {
      const stood = written !== null && (written[field] ?? null) === (before.fields[field]?.remote ?? null);
      if (!(field in sent) && !stood) continue;
      const local = (field in sent ? sent[field] : before.fields[field]?.local) || null;
      const stored = projection.values[field] ?? null;
      // What the card is called, and shows by now where the record has nothing, is news of it and no form of nothing.
      const isNew = field in sent || stored !== (written?.[field] ?? null);
      const isStandIn = local === null && isNew && projection.standIns.has(field);
      // A value cut short is ours, and so is a picture made smaller; any other difference is somebody's edit in between and
      // stays one.
      const isPicture = entry.slot.property === 'photo' && local !== null && stored !== null;
      const isOwnForm = written !== null && !isStandIn;
      const ours = isOwnForm || isPicture || sameValue(entry, local, stored) || isCut(entry, local, stored);
      const agreed = field in sent ? {} : before.fields[field];
      fields[field] = { ...agreed, local, remote: ours ? stored : local };
    }
  }
  return { ...baseOf(mapping, projection, fields), ...(before.aside ? { aside: before.aside } : {}) };
}
