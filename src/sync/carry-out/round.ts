// Everything due, carried out: what is due is read once, decided, weighed by the guard as a whole, then done here and sent. A
// lost race is decided again from what is there, never repeated blind.
import type { Card } from '../../providers/provider.ts';
import { withOneAgreement } from '../decide/beside.ts';
import { doubtOf } from '../decide/doubt.ts';
import {
  type ActionClass,
  addCensus,
  type Census,
  censusOf,
  effectsOf,
  heldClasses,
  heldFor,
  isApproved,
} from '../decide/guard.ts';
import { planLink } from '../decide/plan.ts';
import type { LinkView } from '../link/view.ts';
import type { Step } from '../store.ts';
import { adopted, notThere, seenAgain, unanswered } from './answer.ts';
import { isSent, stepOf, stepsOf, waitingStep } from './apply.ts';
import { withoutFound } from './ask-first.ts';
import { type ExecuteContext, type Planned, planContext } from './context.ts';
import { withPictures } from './pictures.ts';
import { send } from './send.ts';

const BATCH = 200;
/** Passes over what is due in one run; what is not settled by then waits for the next run. */
const MOST_ROUNDS = 5;

/** Plans and carries out everything due; returns whether there was anything. @throws ProviderError @throws FenceLost */
export async function carryOutDue(context: ExecuteContext): Promise<boolean> {
  let carriedOut = false;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const decided = await decide(context);
    if (!decided) break;
    carriedOut = true;
    for (let start = 0; start < decided.plans.length; start += BATCH) {
      await carryOut(context, decided.plans.slice(start, start + BATCH), decided.held);
      context.signal.throwIfAborted();
    }
  }
  return carriedOut;
}

interface Decided {
  /** What does something to a record or a card, or asks a book. */
  plans: Planned[];
  held: Set<ActionClass>;
}

/**
 * Everything due, planned; null when nothing is. The guard sees the whole before any of it is done. What moves nothing but our
 * memory is done at once: whoever waits for a card waits by the time somebody else takes it up, and so hears of it.
 */
async function decide(context: ExecuteContext): Promise<Decided | null> {
  const planned: Census = {};
  const plans: Planned[] = [];
  let [isNothing, isAnyFreed] = [true, false];
  for await (const due of dueBatches(context)) {
    const views = due.filter((view) => !context.shelf.isWaiting(view));
    if (views.length === 0) continue;
    isNothing = false;
    const made = views.map((own): Planned => {
      const under = planContext(context, own.record.kind);
      const view = withOneAgreement(own, under);
      return { view, plan: planLink(view, under) };
    });
    const decided = await withPictures(context, made);
    for (const { view, plan } of decided)
      if (!isApproved(view, plan)) addCensus(planned, censusOf(view, plan));
    await commit(context, decided.filter(isOfMemory), new Set());
    isAnyFreed ||= decided.some(freesCard);
    plans.push(...decided.filter((item) => !isOfMemory(item)));
  }
  if (isNothing) return null;
  const isHarmless = Object.keys(planned).length === 0;
  const held = isHarmless ? [] : heldClasses(planned, await context.store.guardState(context.now()));
  const now = isAnyFreed ? plans.filter((item) => item.plan.type !== 'create' || isPutBack(item)) : plans;
  return { plans: now, held: new Set(held) };
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

const isPutBack = ({ view, plan }: Planned): boolean => plan.type === 'create' && view.link.recordId === null;

/** A card let go of or put back may be who a creation decided beside it would make once more: that is decided again then. */
const freesCard = (item: Planned): boolean =>
  isPutBack(item) || (item.plan.type === 'close' && item.view.card?.state === 'live');

const ASKING = new Set(['resolve', 'look-again', 'repoint']);

const isOfMemory = ({ plan }: Planned): boolean =>
  Object.keys(effectsOf(plan)).length === 0 && !ASKING.has(plan.type);

async function carryOut(context: ExecuteContext, items: Planned[], held: Set<ActionClass>): Promise<void> {
  const goesOn = await commit(context, await withoutFound(context, items), held);
  await resolveCreations(
    context,
    goesOn.filter(({ plan }) => plan.type === 'resolve').map(({ view }) => view),
  );
  for (const { view, plan } of goesOn) if (plan.type === 'look-again') await lookAgain(context, view);
  const sent = goesOn.filter(({ plan }) => isSent(plan));
  await send(context, sent);
}

/** Everything that needs no book, in one transaction. Returns what goes on: it neither waits for a person nor lost a race. */
async function commit(context: ExecuteContext, items: Planned[], held: Set<ActionClass>): Promise<Planned[]> {
  const steps: Step[] = [];
  const goesOn: (Planned & { from: number; to: number })[] = [];
  for (const { view, plan } of items) {
    const name = heldFor(view, plan, held);
    const own = name
      ? [waitingStep(view, plan, name)]
      : stepsOf(view, plan, planContext(context, view.record.kind));
    if (!name) goesOn.push({ view, plan, from: steps.length, to: steps.length + own.length });
    steps.push(...own);
  }
  if (steps.length === 0) return items;
  const results = await context.store.commit(steps);
  const { counts } = context;
  return goesOn.filter(({ plan, from, to }) => {
    if (results.slice(from, to).includes('stale')) return false;
    if (to > from && results[to - 1] === 'passed-over') return false;
    if ((plan.type === 'sync' || plan.type === 'remove') && plan.pull.length > 0) counts.updated += 1;
    if (plan.type === 'sync')
      counts.conflicts += plan.conflicts.filter(({ resolution }) => resolution === null).length;
    return true;
  });
}

/** Creations whose answer was lost: found again by their marker, or certainly not there and due again. */
async function resolveCreations(context: ExecuteContext, views: LinkView[]): Promise<void> {
  const { store, now, shelf, capabilities, look } = context;
  /** In the book where it is: its owner may have put it into another one. */
  const adopt = (view: LinkView, card: Card, bookId: string) => {
    const mapping = context.mapping(view.record.kind);
    const asked = { bookId, mapping, group: shelf.group, now: now(), lookedAt: look.at };
    return store.commit([adopted(view, card, asked)]);
  };
  for (const view of views) if (view.made) await adopt(view, view.made, view.made.bookId);
  const lost = views.filter(({ made }) => !made);
  for (const [bookId, sent] of Map.groupBy(lost, ({ link }) => shelf.makes(link))) {
    if (bookId === null) continue;
    const open = new Map(sent.map((view) => [view.link.marker, view]));
    const found = await shelf.ask(bookId, (book) => Array.fromAsync(book.findByMarker([...open.keys()])));
    if (!found) continue;
    for (const card of found) {
      const view = card.marker === null ? undefined : open.get(card.marker);
      if (!view) continue;
      open.delete(view.link.marker);
      await adopt(view, card, bookId);
    }
    await store.commit(
      [...open.values()].map((view): Step => {
        const doubt = doubtOf(view, { capabilities, now: now(), look });
        return doubt
          ? unanswered(view, doubt.since, doubt.until)
          : { ...stepOf(view), move: { type: 'never-happened' } };
      }),
    );
  }
}

/** Whether our deletion happened is asked of the card itself: a book need not tell of it. */
async function lookAgain({ store, shelf }: ExecuteContext, view: LinkView): Promise<void> {
  const { bookId, remoteId } = view.card!;
  const read = await shelf.ask(bookId, (book) => Array.fromAsync(book.read([remoteId])));
  for (const { card } of read ?? []) await store.commit([card ? seenAgain(view, card) : notThere(view)]);
}
