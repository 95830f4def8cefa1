// What leaves for an address book: intent stored, conditional call, result stored.
import { emptyContact } from '../../contact/contact.ts';
import type { Book, Capabilities, Card, Photo, Write, WriteResult } from '../../providers/provider.ts';
import { baseAfterWrite, type LinkPlan, type Push, targetGroup } from '../decide/plan.ts';
import type { Base } from '../link/link.ts';
import type { LinkView } from '../link/view.ts';
import { observe } from '../look/observe.ts';
import { fieldsOf, photoFields } from '../mapping.ts';
import type { AccountSettings, Mapping, RecordKind, Rights, RunCounts } from '../model.ts';
import { expecting, project, recognising } from '../slots.ts';
import type { Journal, SyncStore } from '../store.ts';

export interface ExecuteContext {
  store: SyncStore;
  /** Books by our id of them; new cards go to `target`. */
  books: Map<string, Book>;
  target: string | null;
  settings: AccountSettings;
  rights: Rights;
  capabilities: Capabilities;
  /** The picture of a raw card, wherever it lies; null where there is none to be had. */
  photo(raw: string): Promise<Photo | null>;
  mapping(kind: RecordKind): Mapping;
  now(): number;
  /** When the run began to look: what it knows of the book is as old as this at most. */
  lookedAt: number;
  counts: RunCounts;
  signal: AbortSignal;
}

/** Pictures to be sent, by `photoId`. */
export type Photos = Map<string, Photo>;

export interface Planned {
  view: LinkView;
  plan: LinkPlan;
}

/** How long to wait before what was refused or lost is tried again, by number of failures in a row. */
const BACK_OFF_MS = [30_000, 120_000, 600_000, 3_600_000, 86_400_000];

/** Carries out what has to be written to the books, each book in one go. @throws ProviderError @throws FenceLost */
export async function writeOut(context: ExecuteContext, items: Planned[], photos: Photos): Promise<void> {
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
  for (const [bookId, group] of byBook) await writeToBook(context, bookId, group, photos);
}

async function writeToBook(
  context: ExecuteContext,
  bookId: string,
  items: Planned[],
  photos: Photos,
): Promise<void> {
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
        ...(plan.type === 'sync' ? { diff: pushOf(plan)!.diff } : {}),
        at,
      },
    })),
  );
  const writes = items.map(({ view, plan }) => writeOf(view, plan, cards, photos));
  const byKey = new Map(items.map((item) => [item.view.link.id, item]));
  for await (const result of context.books.get(bookId)!.write(writes)) {
    const item = byKey.get(result.key);
    if (item) await recordResult(context, item, bookId, result);
  }
}

export const pushOf = (plan: LinkPlan): Push | null =>
  plan.type === 'sync' || plan.type === 'create' ? plan.push : null;

/** The picture a write is to put on the card. */
export const photoSent = (push: Push | null): string | null =>
  push?.edits.find((edit) => edit.property === 'photo')?.value ?? null;

function writeOf(view: LinkView, plan: LinkPlan, cards: Map<string, Card>, photos: Photos): Write {
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

async function recordResult(
  context: ExecuteContext,
  { view, plan }: Planned,
  bookId: string,
  result: WriteResult,
): Promise<void> {
  const { store, counts, now } = context;
  const diff = pushOf(plan)?.diff ?? [];
  const type = plan.type === 'create' || plan.type === 'remove' ? plan.type : 'update';
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
  journal: Journal,
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
  // A card found again may have been made before it was put into its group.
  const group = journal.outcome === 'adopted' ? targetGroup(context.settings) : null;
  if (group !== null && !card.contact.groups.includes(group)) base.join = group;
  // What the card shows beyond the agreement is somebody's edit in between: the link stays due.
  const settled =
    base.join === undefined &&
    Object.entries(projection.values).every(
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

/** A card found again by its marker: the creation had happened. */
export async function adopt(
  context: ExecuteContext,
  view: LinkView,
  card: Card,
  bookId: string,
): Promise<void> {
  const pictures = photoFields(context.mapping(view.record.kind));
  // Nobody can tell a provider's own copy of a picture from another one. Of a picture that the record has no more, the one
  // on the card is taken for somebody's: it is brought into the record, not taken away.
  const isGivenUp = (field: string): boolean => pictures.has(field) && !view.record.values[field];
  const all = Object.entries(view.link.intent?.sent ?? {});
  const sent = Object.fromEntries(all.filter(([field]) => !isGivenUp(field)));
  await recordWritten(context, view, card, bookId, sent, { type: 'create', diff: [], outcome: 'adopted' });
}
