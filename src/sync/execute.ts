// The only code that writes to an address book, and the only code that changes a record on sync's behalf.
// Every remote write is: intent stored, conditional call, result stored. A lost race is planned again from what is
// there, never repeated blind.
import { emptyContact } from '../contact/contact.ts';
import type { Book, Capabilities, Card, Write, WriteResult } from '../providers/provider.ts';
import { certainFrom } from './certain.ts';
import { type ActionClass, addCensus, type Census, effectsOf, heldClasses, heldFor } from './guard.ts';
import { observe } from './observe.ts';
import { baseAfterWrite, type LinkPlan, type PlanContext, type Push, planLink } from './plan.ts';
import { expecting, fieldsOf, project, recognising } from './slots.ts';
import type {
  AccountSettings,
  Base,
  Journal,
  LinkView,
  Mapping,
  RecordKind,
  RunCounts,
  SyncStore,
} from './store.ts';

export interface ExecuteContext {
  store: SyncStore;
  /** Books by our id of them; new cards go to `target`. */
  books: Map<string, Book>;
  target: string | null;
  settings: AccountSettings;
  capabilities: Capabilities;
  mapping(kind: RecordKind): Mapping;
  now(): number;
  /** When the run began to look: what it knows of the book is as old as this at most. */
  lookedAt: number;
  counts: RunCounts;
  signal: AbortSignal;
}

interface Planned {
  view: LinkView;
  plan: LinkPlan;
}

const BATCH = 200;
/** Passes over what is due in one run; what is not settled by then waits for the next run. */
const MOST_ROUNDS = 5;
/** How long a record rests whose value two programs keep changing back and forth. */
const LOOP_PAUSE_MS = 86_400_000;
const BACK_OFF_MS = [30_000, 120_000, 600_000, 3_600_000, 86_400_000];

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
      if (view.link.hold?.code !== 'approved') addCensus(planned, effectsOf(planOf(context, view)));
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
  if (waiting.length > 0) await store.holdForApproval(waiting);
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
  const writes: Planned[] = [];
  for (const item of free) {
    const field = loops.get(item.view.record.id);
    if (field !== undefined && item.plan.type === 'sync')
      await store.hold(item.view, { code: 'loop', detail: field }, now() + LOOP_PAUSE_MS, null);
    else if (await executeLocally(context, item)) writes.push(item);
  }
  await resolveCreations(
    context,
    free.filter(({ plan }) => plan.type === 'resolve'),
  );
  await writeOut(context, writes);
}

/** Whether to go on would be to forget something sent of which nobody knows yet what became of it. */
const isEarly = (view: LinkView, plan: LinkPlan): boolean =>
  view.link.intent !== null &&
  (plan.type === 'settle' ||
    isRegretted(view, plan) ||
    (plan.type === 'sync' && !plan.push && plan.pull.length === 0));

/** A deletion was sent and not answered, and nobody wants it any more. */
const isRegretted = (view: LinkView, plan: LinkPlan): boolean =>
  view.link.state === 'deleting' && (plan.type === 'settle' || plan.type === 'sync');

const planOf = (context: ExecuteContext, view: LinkView): LinkPlan =>
  planLink(view, planContext(context, view));

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
    default:
      return { type: plan.type, diff: [], outcome: 'held' };
  }
}

function planContext({ settings, capabilities, mapping }: ExecuteContext, view: LinkView): PlanContext {
  return { settings, capabilities, mapping: mapping(view.record.kind) };
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
      await store.hold(view, { code: plan.code, detail: '' }, null, null);
      return false;
    case 'create':
      return true;
    case 'remove':
    case 'sync': {
      const push = plan.type === 'remove' || plan.push !== null;
      view.link = { ...view.link, base: plan.base };
      const conflicts = plan.type === 'sync' ? plan.conflicts : [];
      if (plan.pull.length === 0 && conflicts.length === 0 && push) return true;
      const outcome = await store.pull({
        view,
        values: plan.pull,
        base: plan.base,
        conflicts,
        // What is in doubt is looked at once more, until it is certain.
        settled: !push && lookedAt >= certainFrom(view, capabilities, now()),
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
      return push;
    }
    default:
      return false;
  }
}

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

async function adopt(context: ExecuteContext, view: LinkView, card: Card, bookId: string): Promise<void> {
  const sent = view.link.intent?.sent ?? {};
  await recordWritten(context, view, card, bookId, sent, { type: 'create', diff: [], outcome: 'adopted' });
}

async function writeOut(context: ExecuteContext, items: Planned[]): Promise<void> {
  const byBook = new Map<string, Planned[]>();
  for (const item of items) {
    const bookId = item.view.card?.bookId ?? context.target;
    const book = bookId === null ? undefined : context.books.get(bookId);
    if (!book || book.readOnly) {
      await context.store.hold(item.view, { code: 'read-only-book', detail: '' }, null, null);
      continue;
    }
    byBook.set(bookId!, [...(byBook.get(bookId!) ?? []), item]);
  }
  for (const [bookId, group] of byBook) await writeToBook(context, bookId, group);
}

async function writeToBook(context: ExecuteContext, bookId: string, items: Planned[]): Promise<void> {
  const { store, now } = context;
  const cards = await store.cards(items.flatMap(({ view }) => (view.card ? [view.card.id] : [])));
  const at = now();
  await store.intend(
    items.map(({ view, plan }) => ({
      view,
      book: bookId,
      intent: {
        type: plan.type === 'sync' ? 'update' : plan.type === 'create' ? 'create' : 'remove',
        sent: pushOf(plan)?.sent ?? {},
        at,
      },
    })),
  );
  const writes = items.map(({ view, plan }) => writeOf(view, plan, cards));
  const byKey = new Map(items.map((item) => [item.view.link.id, item]));
  for await (const result of context.books.get(bookId)!.write(writes)) {
    const item = byKey.get(result.key);
    if (item) await recordResult(context, item, bookId, result);
  }
}

const pushOf = (plan: LinkPlan): Push | null =>
  plan.type === 'sync' || plan.type === 'create' ? plan.push : null;

function writeOf(view: LinkView, plan: LinkPlan, cards: Map<string, Card>): Write {
  const key = view.link.id;
  if (plan.type === 'create')
    return {
      type: 'create',
      key,
      marker: view.link.marker,
      edits: plan.push.edits,
      template: view.trashed?.raw ?? null,
    };
  const card = cards.get(view.card!.id)!;
  if (plan.type === 'remove') return { type: 'remove', key, card };
  return { type: 'update', key, card, edits: pushOf(plan)!.edits };
}

async function recordResult(
  context: ExecuteContext,
  { view, plan }: Planned,
  bookId: string,
  result: WriteResult,
): Promise<void> {
  const { store, counts, now } = context;
  const diff = pushOf(plan)?.diff ?? [];
  const type = plan.type === 'sync' ? 'update' : plan.type;
  switch (result.outcome) {
    case 'done':
      if (plan.type === 'remove') {
        await store.removed(view, { type, diff, outcome: 'done' });
        counts.deleted += 1;
      } else if (result.card) {
        await recordWritten(context, view, result.card, bookId, pushOf(plan)!.sent, {
          type,
          diff,
          outcome: 'done',
        });
        counts.pushed += 1;
        if (plan.type === 'create') counts.created += 1;
      } else {
        await store.doubt(view, now(), now() + BACK_OFF_MS[0]!);
      }
      return;
    case 'stale':
      return store.stale(view, observe(result.card));
    case 'gone':
      if (plan.type === 'remove') {
        counts.deleted += 1;
        return store.removed(view, { type, diff, outcome: 'gone already' });
      }
      return store.gone(view);
    case 'refused': {
      counts.failed += 1;
      const wait = BACK_OFF_MS[Math.min(view.link.failures, BACK_OFF_MS.length - 1)]!;
      return store.hold(view, { code: 'refused', detail: result.reason }, now() + wait, {
        type,
        diff,
        outcome: 'refused',
      });
    }
    case 'unknown':
      return store.doubt(view, now(), now() + BACK_OFF_MS[0]!);
  }
}

async function recordWritten(
  context: ExecuteContext,
  view: LinkView,
  card: Card,
  bookId: string,
  sent: LinkView['record']['values'],
  journal: {
    type: string;
    diff: { field: string; before: string | null; after: string | null }[];
    outcome: string;
  },
): Promise<void> {
  const mapping = context.mapping(view.record.kind);
  const fields = Object.keys(sent);
  const known = expecting(
    view.link.base ?? remembered(view, mapping),
    fields,
    { ...view.record.values, ...sent },
    mapping,
  );
  const projection = project(
    card.contact,
    mapping,
    recognising(known, [sent], view.record.values, card.contact, mapping),
    view.record.values,
  );
  const before: Base = view.link.base ?? { fields: {}, bound: {}, others: [] };
  const base = baseAfterWrite(before, sent, projection, mapping);
  // A new card agrees on everything: what was not sent is empty on both sides.
  if (!view.link.base)
    for (const field of mapping.flatMap(fieldsOf)) base.fields[field] ??= { local: null, remote: null };
  // What the card shows beyond the agreement is somebody's edit in between: the link stays due.
  const settled = Object.entries(projection.values).every(
    ([field, value]) => (base.fields[field]?.remote ?? null) === value,
  );
  await context.store.written(view, observe(card), bookId, base, settled, journal);
}

/** Before it was made a card had nothing for any field; what the trash gave it beside what fields show is no news on it. */
function remembered({ trashed, record }: LinkView, mapping: Mapping): Base {
  const { bound, others } = project(
    trashed?.contact ?? emptyContact(),
    mapping,
    trashed?.base,
    record.values,
  );
  return { fields: {}, bound: Object.fromEntries(Object.keys(bound).map((field) => [field, null])), others };
}
