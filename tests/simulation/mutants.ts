// The rules that matter, each broken once: what the engine would be without it, and a seed at which the simulation notices.
import type { Card, Cursor, RemoteId, Write, WriteResult } from '../../src/providers/provider.ts';
import type { SyncStore } from '../../src/sync/store.ts';
import { type Change, loadMutant } from './load-mutant.ts';
import type { createMemoryCrm } from './memory-crm.ts';
import { type Memory, setLink } from './memory-rows.ts';
import { createMemoryStore } from './memory-store.ts';
import type { createBook } from './simulated-book.ts';
import { type Account, type Engine, PRODUCTION, type World } from './world.ts';

type Book = ReturnType<typeof createBook>;

export interface Mutant {
  /** The engine without the rule, in a few words. */
  name: string;
  seed: number;
  engine: () => Promise<Engine>;
}

const changed =
  (...changes: Change[]): Mutant['engine'] =>
  () =>
    loadMutant(changes);
const withStore =
  (wrap: (store: SyncStore, memory: Memory, account: Account) => Partial<SyncStore>): Mutant['engine'] =>
  async () => ({
    ...PRODUCTION,
    wrapStore: (store, world, account) => replaced(store, wrap(store, memoryOf(world), account)),
  });
const withBook =
  (wrap: (book: Book, account: Account, world: World) => Partial<Book>): Mutant['engine'] =>
  async () => ({
    ...PRODUCTION,
    wrapBook: (book, world, account) => ({ ...book, ...wrap(book, account, world) }),
  });

const memoryOf = (world: World): Memory => (world.crm as ReturnType<typeof createMemoryCrm>).memory;

/** The store is asked for its methods one by one; those named are these. */
const replaced = (store: SyncStore, methods: Partial<SyncStore>): SyncStore =>
  new Proxy(store, {
    get: (target, name) => methods[name as keyof SyncStore] ?? target[name as keyof SyncStore],
  });

/** The card as the server has it at this moment, so that a condition is always met. */
function current({ server, shape }: Account, card: Card): Card {
  const now = server.get(card.id);
  if (!now) return card;
  return { ...card, version: (shape.ordered ? `${now.revision}|${now.etag}` : now.etag) as Card['version'] };
}

async function* eachWrite(
  book: Book,
  writes: Write[],
  change: (write: Write) => Write,
  after: (result: WriteResult, write: Write) => AsyncIterable<WriteResult> | null = () => null,
): AsyncGenerator<WriteResult> {
  for (const write of writes)
    for await (const result of book.write([change(write)])) {
      const instead = after(result, write);
      if (instead) yield* instead;
      else yield result;
    }
}

const blindly = (type: Write['type']): Mutant['engine'] =>
  withBook((book, account) => ({
    write: (writes) =>
      eachWrite(book, writes, (write) =>
        write.type === type && write.type !== 'create'
          ? { ...write, card: current(account, write.card) }
          : write,
      ),
  }));

export const MUTANTS: Mutant[] = [
  {
    name: 'a creation without an answer is sent again, without looking for the marker',
    seed: 4,
    engine: changed({
      file: 'plan.ts',
      from: "if (link.state === 'creating') return { type: 'resolve' };",
      to: "if (link.state === 'creating') return planNew(view, context);",
    }),
  },
  {
    name: 'what is not found at once was never created',
    seed: 61,
    engine: changed({ file: 'certain.ts', from: 'if (!link.intent) return 0;', to: 'if (link) return 0;' }),
  },
  { name: 'updates carry no condition', seed: 40, engine: blindly('update') },
  { name: 'deletions carry no condition', seed: 48, engine: blindly('remove') },
  {
    name: 'a lost race is repeated blind',
    seed: 35,
    engine: withBook((book) => ({
      write: (writes) =>
        eachWrite(
          book,
          writes,
          (write) => write,
          (result, write) =>
            result.outcome === 'stale' && write.type === 'update'
              ? book.write([{ ...write, card: result.card }])
              : null,
        ),
    })),
  },
  {
    name: 'edits of a card are not taken before it is deleted',
    seed: 188,
    engine: changed({
      file: 'plan.ts',
      from: 'pull: pull.filter(({ field }) => !contested.has(field)), base }',
      to: 'pull: [], base }',
    }),
  },
  {
    name: 'a card is deleted without a copy in the trash',
    seed: 18,
    engine: withStore((store, memory) => ({
      async intend(moves) {
        const { length } = memory.trash;
        await store.intend(moves);
        memory.trash.length = length;
      },
    })),
  },
  {
    name: 'what a listing does not show is gone',
    seed: 18,
    engine: withBook(() => ({
      async *read(ids: RemoteId[]) {
        for (const id of ids) yield { id, card: null };
      },
    })),
  },
  {
    name: 'what we wrote a moment ago is verified like the rest',
    seed: 23,
    engine: changed({
      file: 'run.ts',
      from: 'visibleBefore: input.now() - input.capabilities.visibleAfterMs',
      to: 'visibleBefore: input.now() + 1',
    }),
  },
  {
    name: 'what is missing for a reason is never verified',
    seed: 178,
    engine: withStore((store, memory) => ({
      async missing(bookId, seenBefore) {
        const missing = await store.missing(bookId, seenBefore);
        for (const card of memory.cards.values())
          if (card.bookId === bookId && card.state === 'missing' && card.seenAt >= seenBefore)
            memory.cards.set(card.id, { ...card, state: 'live' });
        return missing;
      },
    })),
  },
  {
    name: 'older states of a card are taken for news',
    seed: 5,
    engine: withStore(() => ({ known: async () => new Map() })),
  },
  {
    name: 'a card that went a moment ago and is still listed is back',
    seed: 549,
    engine: withStore((store) => ({ known: (ids) => store.known(ids, Number.POSITIVE_INFINITY) })),
  },
  {
    name: 'the base has one side',
    seed: 21,
    engine: changed({
      file: 'plan.ts',
      from: 'fields[field] = { local, remote: ours ? stored : local };',
      to: 'fields[field] = { local, remote: local };',
    }),
  },
  {
    name: 'what a provider cuts short is an edit',
    seed: 21,
    engine: changed({ file: 'merge.ts', from: 'sent.startsWith(stored)', to: 'sent === stored' }),
  },
  {
    name: 'a card is written from what is mapped',
    seed: 5,
    engine: withBook((book, { shape }) => ({
      write: (writes) =>
        eachWrite(book, writes, (write) =>
          write.type === 'update' && shape.writesWholeCard
            ? {
                ...write,
                card: { ...write.card, raw: JSON.stringify({ contact: write.card.contact, unmapped: [] }) },
              }
            : write,
        ),
    })),
  },
  {
    name: 'a card that comes back is made from its fields',
    seed: 18,
    engine: changed({
      file: 'execute.ts',
      from: 'template: view.trashed?.raw ?? null',
      to: 'template: null',
    }),
  },
  {
    name: 'what was sent and in doubt is forgotten',
    seed: 35,
    engine: changed({
      file: 'plan.ts',
      from: 'sent: view.link.outbox.filter((values) => field in values).map((values) => values[field] ?? null)',
      to: 'sent: []',
    }),
  },
  {
    name: 'what was sent and in doubt stays known for ever',
    seed: 0,
    engine: withStore((store) => ({
      settle: (items) => store.settle(items.map((item) => ({ ...item, certain: false }))),
    })),
  },
  {
    name: 'a value that arrived after all takes the slot it pleases',
    seed: 115,
    engine: changed({
      file: 'plan.ts',
      from: 'const known = recognising(link.base, link.outbox, record.values, contact, context.mapping);',
      to: 'const known = recognising(link.base, [], record.values, contact, context.mapping);',
    }),
  },
  {
    name: 'the base is what the record says by now, not what was sent',
    seed: 37,
    engine: withStore((store, memory) => ({
      written(view, card, bookId, base, settled, journal) {
        const { values } = memory.records.get(view.record.id)!;
        const fields = Object.fromEntries(
          Object.entries(base.fields).map(([field, { remote }]) => [
            field,
            { local: values[field] ?? null, remote },
          ]),
        );
        return store.written(view, card, bookId, { ...base, fields }, settled, journal);
      },
    })),
  },
  {
    name: 'a pull does not look at the version of the record',
    seed: 402,
    engine: withStore((store, memory) => ({
      pull: (move) => {
        const { version } = memory.records.get(move.view.record.id)!;
        return store.pull({ ...move, view: { ...move.view, record: { ...move.view.record, version } } });
      },
    })),
  },
  {
    name: 'settling forgets what was touched meanwhile',
    seed: 0,
    engine: withStore((store, memory) => ({
      settle: (items) =>
        store.settle(items.map((item) => ({ ...item, touched: memory.links.get(item.linkId)!.touched }))),
    })),
  },
  {
    name: 'closing does not look whether the link is wanted again',
    seed: 146,
    engine: withStore((store, memory) => ({
      close: (view, reason, effects) => {
        const { touched } = memory.links.get(view.link.id)!;
        return store.close({ ...view, link: { ...view.link, touched } }, reason, effects);
      },
    })),
  },
  {
    name: 'a record wanted again while its card is deleted stays without one',
    seed: 177,
    engine: withStore((store, memory) => ({
      async removed(view, journal) {
        const known = new Set(memory.links.keys());
        await store.removed(view, journal);
        for (const id of memory.links.keys()) if (!known.has(id)) memory.links.delete(id);
      },
    })),
  },
  {
    name: 'a refused card waits for its time alone',
    seed: 401,
    engine: withStore((store, memory) => ({
      async due(after, limit, now) {
        const views = await store.due(after, limit, now);
        return views.filter(
          ({ link }) => link.hold?.code !== 'refused' || (memory.links.get(link.id)!.retryAt ?? 0) <= now,
        );
      },
    })),
  },
  {
    name: 'the cursor is saved before the pages',
    seed: 291,
    engine: withBook((book, account, world) => ({
      async *changes(cursor, known) {
        const pages = await Array.fromAsync(book.changes(cursor, known));
        const next = pages.at(-1)?.next as Cursor;
        const { books } = memoryOf(world);
        for (const row of books.values())
          if (row.accountId === account.id) books.set(row.id, { ...row, cursor: next });
        yield* pages;
      },
    })),
  },
  {
    name: 'a run whose account was taken over goes on writing',
    seed: 146,
    engine: async () => ({
      ...PRODUCTION,
      wrapClaim: (claim, world, account) => {
        const memory = memoryOf(world);
        const runId = [...memory.runs.keys()].at(-1)!;
        const unfenced = {
          accountId: account.id,
          userId: account.userId,
          runId,
          get fence() {
            return memory.accounts.get(account.id)!.fence;
          },
        };
        return { ...claim, store: createMemoryStore(memory, unfenced) };
      },
    }),
  },
  {
    name: 'nothing waits for a person',
    seed: 244,
    engine: changed({
      file: 'guard.ts',
      from: 'if (limit && (planned[name] ?? 0) > 0 && sum >',
      to: 'if (limit && sum < 0 && sum >',
    }),
  },
  {
    name: 'what was held is counted anew',
    seed: 297,
    engine: changed({
      file: 'guard.ts',
      from: 'const held = new Set<ActionClass>(state.waiting);',
      to: 'const held = new Set<ActionClass>();',
    }),
  },
  {
    name: 'what became due since the guard counted is done with the rest',
    seed: 0,
    engine: changed({
      file: 'execute.ts',
      from: 'inspected.seen.get(link.id) === link.touched',
      to: 'inspected.seen.size >= 0 && link.touched >= 0',
    }),
  },
  {
    name: 'a field switched on again takes the book’s value',
    seed: 60,
    engine: changed({
      file: 'merge.ts',
      from: "return { action: 'ask', base: undefined, conflict: true };",
      to: "return { action: 'pull', base: undefined, conflict: false };",
    }),
  },
  {
    name: 'a field switched off leaves its values to the others',
    seed: 50,
    engine: changed({
      file: 'slots.ts',
      from: 'Object.values(base?.bound ?? {}).flatMap((bound) => bound?.key ?? [])',
      to: 'slots.flatMap(({ field }) => base?.bound[field]?.key ?? [])',
    }),
  },
  {
    name: 'a slot that was emptied is filled with what was there before',
    seed: 50,
    engine: changed({
      file: 'slots.ts',
      from: '!entry.taken && (!mappedBefore || isNew(entry))',
      to: '!entry.taken && (!mappedBefore || !isNew(entry) || isNew(entry))',
    }),
  },
  {
    name: 'a card that is to stay is deleted',
    seed: 14,
    engine: changed({ file: 'plan.ts', from: 'if (link.keepCard || ', to: 'if (' }),
  },
  {
    name: 'a deleted card takes its record with it',
    seed: 8,
    engine: changed({
      file: 'plan.ts',
      from: "trashRecord: context.settings.remoteDelete === 'trash'",
      to: 'trashRecord: true',
    }),
  },
  {
    name: 'a deleted card is made again',
    seed: 8,
    engine: changed({
      file: 'plan.ts',
      from: "return close('card-deleted', { flagOff: true,",
      to: "return close('card-deleted', { flagOff: false,",
    }),
  },
  {
    name: 'a moved card is a deleted one',
    seed: 10,
    engine: changed({
      file: 'plan.ts',
      from: "if (view.replacement) return { type: 'repoint', cardId: view.replacement };",
      to: '',
    }),
  },
  {
    name: 'a card that is not where it was is gone',
    seed: 10,
    engine: withStore((store, memory) => ({
      async gone(view) {
        await store.gone(view);
        const card = view.card && memory.cards.get(view.card.id);
        if (card) memory.cards.set(card.id, { ...card, state: 'gone' });
      },
    })),
  },
  {
    name: 'the loser of a conflict is not written down',
    seed: 3,
    engine: changed({
      file: 'execute.ts',
      from: 'if (plan.pull.length === 0 && conflicts.length === 0 && push) return true;',
      to: 'if (plan.pull.length === 0 && push) return true;',
    }),
  },
  {
    name: 'a removal outlives an edit',
    seed: 84,
    engine: changed({
      file: 'merge.ts',
      from: 'if (remote === null) return { ...push, base };\n  if (local',
      to: 'if (remote === null) return { ...pull, base };\n  if (local',
    }),
  },
  {
    name: 'whoever wrote last in the book wins without a word',
    seed: 3,
    engine: changed({
      file: 'merge.ts',
      from: "return { action: input.policy === 'crm' ? 'push' : 'pull', base, conflict: true };",
      to: "return { action: 'pull', base, conflict: false };",
    }),
  },
  {
    name: 'a deletion that nobody wants any more is believed to have failed',
    seed: 0,
    engine: withStore((store, memory) => ({
      async stale(view, card) {
        await store.stale(view, card);
        setLink(memory, view.link.id, { state: view.link.state });
      },
    })),
  },
  {
    name: 'numbers are compared as typed',
    seed: 1,
    engine: changed({
      file: 'slots.ts',
      from: 'return KEYS[property](a) === KEYS[property](b);',
      to: 'return a === b;',
    }),
  },
];
