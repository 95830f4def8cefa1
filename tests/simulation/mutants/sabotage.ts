// Ways to break one rule of the engine for a test: a line of a copy changed, or a port in between that does it wrong.

import type { Card, Write, WriteResult } from '../../../src/providers/provider.ts';
import type { LinkRow } from '../../../src/sync/link/link.ts';
import type { LinkMove } from '../../../src/sync/link/move.ts';
import type { MappingEntry } from '../../../src/sync/model.ts';
import type { Step, SyncStore } from '../../../src/sync/store.ts';
import type { createMemoryCrm } from '../crm/memory-crm.ts';
import type { Memory } from '../crm/memory-entries.ts';
import type { Aspect } from '../world/aspects.ts';
import type { createBook } from '../world/simulated-book.ts';
import { type Account, type Engine, PRODUCTION, type World } from '../world/world.ts';
import { type Change, loadMutant, loadMutantOfBoth } from './load-mutant.ts';
import type { VerbPromise } from './promises.ts';

type Rules = typeof import('../../../src/sync/decide/bind/rules.ts');
type Merging = typeof import('../../../src/sync/decide/merge.ts');

type Book = ReturnType<typeof createBook>;

export interface Mutant {
  /** The engine without the rule, in a few words. */
  name: string;
  /** Parts of the world it is looked for in; none for a rule that needs none. */
  aspects?: readonly Aspect[];
  engine: () => Promise<Engine>;
  /** What does not hold without the rule, where histories that tell so are too rare to be looked for. */
  promise?: VerbPromise;
}

export const changed =
  (...changes: Change[]): Mutant['engine'] =>
  () =>
    loadMutant(changes);
/** Without one of the rules by which fields find their values, or with another in its place. */
export const withoutRule =
  (name: string, instead?: (rules: Rules) => Rules['RULES'][number]['gives']): Mutant['engine'] =>
  () =>
    loadMutant([], {
      file: 'bind/rules.ts',
      change(rules: Rules) {
        const at = rules.RULES.findIndex((rule) => rule.name === name);
        if (at < 0) throw new Error(`There is no rule ${name}.`);
        rules.RULES.splice(at, 1, ...(instead ? [{ name, gives: instead(rules) }] : []));
      },
    });

/** With another outcome in the last row of the table of fields that is about these two sides. */
export const withRow =
  (
    record: Merging['TABLE'][number]['record'],
    card: Merging['TABLE'][number]['card'],
    does: (merging: Merging) => Merging['TABLE'][number]['does'],
  ): Mutant['engine'] =>
  () =>
    loadMutant([], {
      file: 'decide/merge.ts',
      change(merging: Merging) {
        const row = merging.TABLE.findLast((each) => each.record === record && each.card === card);
        if (!row) throw new Error(`The table has no row for ${record} and ${card}.`);
        row.does = does(merging);
      },
    });

type Moving = typeof import('../../../src/sync/link/move.ts');
type Columns = Partial<LinkRow>;

/** Leaves columns as they are that a move changes. */
export const without =
  (...names: (keyof LinkRow)[]) =>
  (columns: Columns): Columns =>
    Object.fromEntries(Object.entries(columns).filter(([name]) => !names.includes(name as keyof LinkRow)));

/** With something else made of a link by one kind of move, whoever moves it. @param change of the columns that would change */
export const withMove =
  <Type extends LinkMove['type']>(
    type: Type,
    change: (columns: Columns, link: LinkRow, move: Extract<LinkMove, { type: Type }>) => Columns | null,
  ): Mutant['engine'] =>
  () =>
    loadMutantOfBoth({
      file: 'link/move.ts',
      change({ MOVES }: Moving) {
        const original = MOVES[type];
        MOVES[type] = ((link, move) => {
          const columns = original(link, move);
          return columns && change(columns, link, move);
        }) as typeof original;
      },
    });

/** With fields that go to other places of a card, or hold more or less there. */
export const withMapping =
  (change: (entry: MappingEntry) => MappingEntry): Mutant['engine'] =>
  async () => ({
    ...PRODUCTION,
    syncAccount: (input) =>
      PRODUCTION.syncAccount({ ...input, mapping: (kind) => input.mapping(kind).map(change) }),
  });
export const withStore =
  (wrap: (store: SyncStore, memory: Memory, account: Account) => Partial<SyncStore>): Mutant['engine'] =>
  async () => ({
    ...PRODUCTION,
    wrapStore: (store, world, account) => replaced(store, wrap(store, memoryOf(world), account)),
  });
/** Every step as the store is to have it. */
export const withSteps = (change: (step: Step, memory: Memory) => Step): Mutant['engine'] =>
  withStore((store, memory) => ({
    commit: (steps) => store.commit(steps.map((step) => change(step, memory))),
  }));
/** What is done to the rows after a step. */
export const afterSteps = (change: (step: Step, memory: Memory) => void): Mutant['engine'] =>
  withStore((store, memory) => ({
    async commit(steps) {
      const results = await store.commit(steps);
      for (const [index, step] of steps.entries()) if (results[index] === 'done') change(step, memory);
      return results;
    },
  }));
export const withBook =
  (wrap: (book: Book, account: Account, world: World) => Partial<Book>): Mutant['engine'] =>
  async () => ({
    ...PRODUCTION,
    wrapBook: (book, world, account) => ({ ...book, ...wrap(book, account, world) }),
  });

export const memoryOf = (world: World): Memory => (world.crm as ReturnType<typeof createMemoryCrm>).memory;

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

export async function* eachWrite(
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

export const blindly = (type: Write['type']): Mutant['engine'] =>
  withBook((book, account) => ({
    write: (writes) =>
      eachWrite(book, writes, (write) =>
        write.type === type && write.type !== 'create'
          ? { ...write, card: current(account, write.card) }
          : write,
      ),
  }));
