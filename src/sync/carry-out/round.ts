// The only code that changes a record on sync's behalf, and what decides which writes leave (write-out.ts). A lost race is
// planned again from what is there, never repeated blind.

import type { HoldCode } from '../codes.ts';
import { certainFrom } from '../decide/doubt.ts';
import { type ActionClass, addCensus, type Census, censusOf, heldClasses, heldFor } from '../decide/guard.ts';
import { awaited, type LinkPlan, planLink } from '../decide/plan.ts';
import type { Hold } from '../link/link.ts';
import type { LinkView } from '../link/view.ts';
import { observe } from '../look/observe.ts';
import type { FieldDiff, Values } from '../model.ts';
import type { Journal, SyncStore } from '../store.ts';
import { bringPhotos, fitPhotos } from './pictures.ts';
import { adopt, type ExecuteContext, type Planned, writeOut } from './send.ts';

const BATCH = 200;
/** Passes over what is due in one run; what is not settled by then waits for the next run. */
const MOST_ROUNDS = 5;
/** How long a record rests whose value two programs keep changing back and forth. */
const LOOP_PAUSE_MS = 86_400_000;

/** Plans and carries out everything due; returns whether there was anything. @throws ProviderError @throws FenceLost */
export async function executeDue(context: ExecuteContext): Promise<boolean> {
  let executed = false;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const inspected = await inspect(context);
    if (!inspected) break;
    executed = true;
    for await (const views of dueBatches(context)) {
      // What became due since is not counted by the guard: it comes with the next round.
      const counted = views.filter(({ link }) => inspected.seen.get(link.id) === link.touched);
      await executeBatch(context, counted, inspected.held);
    }
  }
  return executed;
}

async function* dueBatches({ store, now, signal }: ExecuteContext): AsyncGenerator<LinkView[]> {
  let after: string | null = null;
  do {
    const views: LinkView[] = await store.due(after, BATCH, now());
    if (views.length > 0) yield views;
    after = views.length === BATCH ? views.at(-1)!.link.id : null;
    signal.throwIfAborted();
  } while (after !== null);
}

interface Inspected {
  /** Links that were due, by id, with the counter they had. */
  seen: Map<string, number>;
  held: Set<ActionClass>;
}

/** Everything due is planned once before anything is done, so that the guard sees the whole. Null when nothing is due. */
async function inspect(context: ExecuteContext): Promise<Inspected | null> {
  const planned: Census = {};
  const seen = new Map<string, number>();
  for await (const views of dueBatches(context))
    for (const view of views) {
      seen.set(view.link.id, view.link.touched);
      if (view.link.hold?.code !== 'approved') addCensus(planned, censusOf(view, planOf(context, view)));
    }
  if (seen.size === 0) return null;
  if (Object.keys(planned).length === 0) return { seen, held: new Set() };
  return { seen, held: heldClasses(planned, await context.store.guardState(context.now())) };
}

async function executeBatch(
  context: ExecuteContext,
  views: LinkView[],
  held: Set<ActionClass>,
): Promise<void> {
  const { store, now } = context;
  const waiting: { view: LinkView; class: ActionClass; action: Journal }[] = [];
  const free: Planned[] = [];
  for (const view of views) {
    const plan = planOf(context, view);
    const name = heldFor(view, plan, held);
    const certainAt = certainFrom(view, context.capabilities, now());
    if (isEarly(view, plan) && context.lookedAt < certainAt) await store.doubt(view, now(), certainAt);
    else if (isRegretted(view, plan)) await lookAgain(context, view);
    else if (name) waiting.push({ view, class: name, action: actionOf(plan) });
    else free.push({ view, plan });
  }
  for (const { view, plan } of free) {
    const entry = arrived(view, plan);
    if (entry) await store.found(view, entry);
    const stands = view.contested.length > 0 ? uncontested(view, plan) : {};
    if (Object.keys(stands).length > 0) await store.uncontest(view, stands);
  }
  if (waiting.length > 0) await store.holdForApproval(waiting);
  // What was to be approved is not what there is to do any more, or somebody has approved it elsewhere.
  const released = free.filter(
    ({ view }) => view.link.hold?.code === 'approval' || view.link.hold?.code === 'approved',
  );
  if (released.length > 0) await store.release(released.map(({ view }) => view.link.id));
  await store.settle(
    free.flatMap(({ view, plan }): Parameters<SyncStore['settle']>[0] => {
      const { id: linkId, touched, base } = view.link;
      if (plan.type === 'wait') return [{ linkId, touched, base, certain: false }];
      return plan.type === 'settle' ? [{ linkId, touched, base: plan.base, certain: true }] : [];
    }),
  );
  const pulls = free.flatMap(({ view, plan }) =>
    plan.type === 'sync' && plan.pull.length > 0 ? [{ recordId: view.record.id, diff: plan.pull }] : [],
  );
  const loops = pulls.length > 0 ? await store.flipping(pulls, now()) : new Map<string, string>();
  await bringPhotos(context, free);
  const photos = await fitPhotos(context, free);
  const writes: Planned[] = [];
  // Whoever waits for a card waits by the time somebody else takes it up, and so hears of it.
  for (const item of [...free.filter((each) => !takesUp(each)), ...free.filter(takesUp)]) {
    const field = loops.get(item.view.record.id);
    if (field !== undefined && item.plan.type === 'sync')
      await store.hold(item.view, { code: 'loop', detail: field }, now() + LOOP_PAUSE_MS, null);
    else if (await executeLocally(context, item)) writes.push(item);
  }
  await resolveCreations(
    context,
    free.filter(({ plan }) => plan.type === 'resolve'),
  );
  await writeOut(context, writes, photos);
}

const takesUp = ({ plan }: Planned): boolean => plan.type === 'repoint';

/** Whether to go on would be to forget something sent of which nobody knows yet what became of it. */
const isEarly = (view: LinkView, plan: LinkPlan): boolean =>
  view.link.intent !== null &&
  (plan.type === 'settle' ||
    isRegretted(view, plan) ||
    (plan.type === 'sync' && !plan.push && plan.pull.length === 0));

/** The update that was sent without an answer, where the card shows what it was to show. */
function arrived({ link: { intent } }: LinkView, plan: LinkPlan): Journal | null {
  if (!intent?.diff?.length || !('base' in plan)) return null;
  const { fields } = plan.base;
  const isShown = Object.entries(intent.sent).every(
    ([field, value]) => fields[field] && [fields[field].local, fields[field].remote].includes(value || null),
  );
  return isShown ? { type: 'update', diff: intent.diff, outcome: 'done' } : null;
}

/** Of the fields that waited for a person, those that edits have made one meanwhile, each with the value it has then. */
function uncontested({ contested, record }: LinkView, plan: LinkPlan): Values {
  if (plan.type !== 'settle' && plan.type !== 'sync') return {};
  const [pull, conflicts] = plan.type === 'sync' ? [plan.pull, plan.conflicts] : [[], []];
  const waiting = new Set(conflicts.flatMap(({ field, resolution }) => (resolution === null ? [field] : [])));
  if (plan.type === 'sync') for (const { field } of plan.withheld ?? []) waiting.add(field);
  const over = contested.filter((field) => field in plan.base.fields && !waiting.has(field));
  const after = (field: string) =>
    pull.find((diff) => diff.field === field) ?? { after: record.values[field] };
  return Object.fromEntries(over.map((field) => [field, after(field).after || null]));
}

/** A deletion was sent and not answered, and nobody wants it any more. */
const isRegretted = (view: LinkView, plan: LinkPlan): boolean =>
  view.link.state === 'deleting' && (plan.type === 'settle' || plan.type === 'sync');

const planOf = ({ settings, rights, mapping }: ExecuteContext, view: LinkView): LinkPlan =>
  planLink(view, { settings, rights, mapping: mapping(view.record.kind) });

/** A creation that waits says for which card, a card that is not written what it has lost. */
function holdOf(view: LinkView, { code, detail }: LinkPlan & { type: 'hold' }): Hold {
  const card = code === 'match-in-queue' ? awaited(view) : null;
  return card ? { code, detail: card.name, cardId: card.cardId } : { code, detail: detail ?? '' };
}

/** A plan as a person is shown it before it is carried out. */
function actionOf(plan: LinkPlan): Journal {
  switch (plan.type) {
    case 'create':
      return { type: 'create', diff: plan.push.diff, outcome: 'held' };
    case 'remove':
      return { type: 'remove', diff: plan.pull, outcome: 'held' };
    case 'sync':
      return plan.push
        ? { type: 'update', diff: plan.push.diff, outcome: 'held', pull: plan.pull }
        : { type: 'update-record', diff: plan.pull, outcome: 'held' };
    // Of all others only the end of a link has an effect that can wait.
    default:
      return { type: 'close', diff: [], outcome: 'held' };
  }
}

/** Everything that needs no remote call. Returns whether a write to the book follows. */
async function executeLocally(
  { store, counts, capabilities, now, lookedAt }: ExecuteContext,
  { view, plan }: Planned,
): Promise<boolean> {
  switch (plan.type) {
    case 'close':
      await store.close(view, plan.reason, { flagOff: plan.flagOff, trashRecord: plan.trashRecord });
      return false;
    case 'repoint':
      await store.repoint(view, plan.cardId);
      return false;
    case 'hold':
      await (plan.withheld
        ? withhold(store, view, plan.code, plan.withheld)
        : store.hold(view, holdOf(view, plan), null, null));
      return false;
    case 'create':
      return true;
    case 'remove':
    case 'sync': {
      const push = plan.type === 'remove' || plan.push !== null;
      view.link = { ...view.link, base: plan.base };
      const conflicts = plan.type === 'sync' ? plan.conflicts : [];
      const withheld = plan.type === 'sync' ? plan.withheld : undefined;
      const isUnsent = plan.type === 'sync' && plan.unsent === true;
      if (plan.pull.length === 0 && conflicts.length === 0 && push) return true;
      const outcome = await store.pull({
        view,
        values: plan.pull,
        base: plan.base,
        conflicts,
        // What is in doubt is looked at once more, until it is certain; what waits stays due until it is held.
        settled: !push && !withheld && !isUnsent && lookedAt >= certainFrom(view, capabilities, now()),
      });
      if (outcome === 'stale') return false;
      if (plan.pull.length > 0) {
        counts.updated += 1;
        const pulled = Object.fromEntries(plan.pull.map(({ field, after }) => [field, after]));
        view.record = {
          ...view.record,
          version: view.record.version + 1,
          values: { ...view.record.values, ...pulled },
        };
      }
      counts.conflicts += conflicts.filter(({ resolution }) => resolution === null).length;
      if (!push && withheld) await withhold(store, view, 'may-not-edit', withheld);
      return push;
    }
    default:
      return false;
  }
}

/** It waits for a right of the account's owner; what it would have done to the record is in the run's journal. */
const withhold = (store: SyncStore, view: LinkView, code: HoldCode, diff: FieldDiff[]): Promise<void> =>
  store.hold(view, { code, detail: diff.map(({ field }) => field).join(',') }, null, {
    type: code === 'may-not-edit' ? 'update-record' : 'close',
    diff,
    outcome: 'not-allowed',
  });

/** Creations whose answer was lost: found again by their marker, or certainly not there and due again. */
async function resolveCreations(context: ExecuteContext, items: Planned[]): Promise<void> {
  const { store, now } = context;
  const book = context.target === null ? undefined : context.books.get(context.target);
  const lost = new Map<string, LinkView>();
  for (const { view } of items) {
    const card = await store.cardByMarker(view.link.marker);
    if (card) await adopt(context, view, card, context.target!);
    else lost.set(view.link.marker, view);
  }
  if (lost.size === 0 || !book) return;
  for await (const card of book.findByMarker([...lost.keys()])) {
    const view = card.marker === null ? undefined : lost.get(card.marker);
    if (!view) continue;
    lost.delete(view.link.marker);
    await adopt(context, view, card, context.target!);
  }
  for (const view of lost.values()) {
    const certainAt = certainFrom(view, context.capabilities, now());
    if (context.lookedAt < certainAt) await store.doubt(view, now(), certainAt);
    else await store.withdraw(view);
  }
}

/** Whether our deletion happened is asked of the card itself: a book need not tell of it. */
async function lookAgain({ store, books }: ExecuteContext, view: LinkView): Promise<void> {
  const { bookId, remoteId } = view.card!;
  for await (const { card } of books.get(bookId)?.read([remoteId]) ?? [])
    await (card ? store.stale(view, observe(card)) : store.gone(view));
}
