// What leaves for an address book: what is about to be sent is stored, then the conditional call, then its result.
import type { Book, Card, Photo, Write, WriteResult } from '../../providers/provider.ts';
import { nextSerial } from '../decide/beside.ts';
import { targetGroup } from '../decide/plan.ts';
import type { Intent } from '../link/link.ts';
import type { Step } from '../store.ts';
import { answered } from './answer.ts';
import { afterwards, agreeing, stepOf } from './apply.ts';
import { type ExecuteContext, type Planned, photoSent, pushOf } from './context.ts';

/** Sends what plans write to the books, each book in one go; what a book that fails was to get waits for it. @throws ProviderError @throws FenceLost */
export async function send(context: ExecuteContext, items: Planned[]): Promise<void> {
  const byBook = Map.groupBy(items, ({ view }) => view.card?.bookId ?? context.shelf.target!);
  for (const [bookId, group] of byBook)
    await context.shelf.ask(bookId, (book) => sendTo(context, bookId, book, group));
}

async function sendTo(context: ExecuteContext, bookId: string, book: Book, items: Planned[]): Promise<void> {
  const { store, now, settings, signal } = context;
  const cards = await store.cards(items.flatMap(({ view }) => (view.card ? [view.card.id] : [])));
  const named = items.flatMap(({ plan }) => photoSent(pushOf(plan)) ?? []);
  const photos: Map<string, Photo> = named.length > 0 ? await store.photos(named) : new Map();
  // A picture may have gone since the plan was made: planned again, the rest is sent without it.
  const whole = items.filter(({ plan }) => {
    const id = photoSent(pushOf(plan));
    return id === null || photos.has(id);
  });
  if (whole.length === 0) return;
  const at = now();
  const results = await store.commit(whole.map((item) => sending(item, settings, { at, bookId })));
  const sent = whole.filter((_, index) => results[index] === 'done');
  // What is written alike goes together: a batch that is half of each kind is two.
  if (book.writesAtOnce > 1) sent.sort((one, other) => one.plan.type.localeCompare(other.plan.type));
  for (let start = 0; start < sent.length; start += book.writesAtOnce) {
    signal.throwIfAborted();
    const batch = sent.slice(start, start + book.writesAtOnce);
    const writes = batch.map((item) => ({ item, write: writeOf(item, cards, photos) }));
    await sendTogether(context, bookId, book, writes);
  }
}

/** What is known by the end is kept, however the book fails. @throws ProviderError @throws FenceLost */
async function sendTogether(
  context: ExecuteContext,
  bookId: string,
  book: Book,
  sent: { item: Planned; write: Write }[],
): Promise<void> {
  const byKey = new Map(sent.map(({ item, write }) => [write.key, item]));
  const known: Answer[] = [];
  try {
    for await (const result of book.write(sent.map(({ write }) => write))) {
      const item = byKey.get(result.key);
      if (item) known.push({ ...item, result, at: context.now() });
    }
  } finally {
    if (known.length > 0) await record(context, bookId, known);
  }
}

/** What is about to be sent; a card about to be deleted goes into the trash first. */
export function sending(
  { view, plan }: Planned,
  settings: ExecuteContext['settings'],
  { at, bookId }: { at: number; bookId: string },
): Step {
  const push = pushOf(plan);
  const type = plan.type === 'sync' ? 'update' : plan.type === 'create' ? 'create' : 'remove';
  const diff = plan.type === 'sync' ? { diff: push!.diff } : {};
  const group = plan.type === 'create' ? targetGroup(settings) : null;
  const where = { ...(group !== null && { join: group }), ...(plan.type === 'create' && { book: bookId }) };
  const serial = nextSerial(afterwards(view, plan));
  const intent: Intent = { type, sent: push?.sent ?? {}, ...diff, ...where, at, serial };
  return {
    ...(type === 'update' ? agreeing(view) : { ...stepOf(view), beside: view.beside }),
    move: { type: 'sent', intent, seen: view.link.touched },
    ...(type === 'remove' ? { trash: view.link.recordId === null ? 'second-card' : 'flag-off' } : {}),
  };
}

function writeOf({ view, plan }: Planned, cards: Map<string, Card>, photos: Map<string, Photo>): Write {
  const key = view.link.id;
  const sent = photos.get(photoSent(pushOf(plan)) ?? '');
  const photo = sent ? { photo: sent } : {};
  if (plan.type === 'create')
    return {
      type: 'create',
      key,
      marker: view.link.marker,
      edits: plan.push.edits,
      template: view.trashed?.raw ?? null,
      ...photo,
    };
  const card = cards.get(view.card!.id)!;
  if (plan.type === 'remove') return { type: 'remove', key, card };
  return { type: 'update', key, card, edits: pushOf(plan)!.edits, ...photo };
}

interface Answer extends Planned {
  result: WriteResult;
  at: number;
}

async function record(context: ExecuteContext, bookId: string, known: Answer[]): Promise<void> {
  const { store, counts, shelf } = context;
  const steps = known.map(({ view, plan, result, at }) => {
    const mapping = context.mapping(view.record.kind);
    const asked = { bookId, group: shelf.group, mapping, now: at, lookedAt: context.look.at };
    return answered(afterwards(view, plan), plan, result, asked);
  });
  const results = await store.commit(steps);
  for (const [index, { plan, result }] of known.entries()) {
    if (results[index] !== 'done') continue;
    if (result.outcome === 'refused') counts.failed += 1;
    if (plan.type === 'remove' && steps[index]!.move?.type === 'closed') counts.deleted += 1;
    if (plan.type === 'remove' || result.outcome !== 'done' || !result.card) continue;
    counts.pushed += 1;
    if (plan.type === 'create') counts.created += 1;
  }
}
