// Rules of what waits for a person, for an answer or for a listing, each broken once: what the engine would be without it.
import type { RunInput } from '../../../src/sync/run.ts';
import { setLink } from '../crm/memory-rows.ts';
import { PRODUCTION } from '../world/world.ts';
import { changed, type Mutant, withStore } from './sabotage.ts';

export const MUTANTS_OF_WAITING: Mutant[] = [
  {
    name: 'what is asked for no more goes on waiting',
    aspects: ['lists', 'accounts'],
    engine: withStore(() => ({ release: async () => {} })),
  },
  {
    name: 'a change of settings is under review for ever',
    aspects: ['mappings'],
    engine: withStore(() => ({ endReview: async () => {} })),
  },
  {
    name: 'what was left on one side alone is written over in silence',
    aspects: ['accounts'],
    engine: changed({
      file: 'merge.ts',
      from: 'const isUnseen = isApart(base) && local !== null && remote !== null;',
      to: 'const isUnseen = false;',
    }),
  },
  {
    name: 'whoever waits for anything has been refused',
    aspects: ['groups', 'refusals'],
    engine: withStore((store, memory) => ({
      async hold(view, hold, retryAt, journal) {
        await store.hold(view, hold, retryAt, journal);
        const { outbox } = memory.links.get(view.link.id)!;
        setLink(memory, view.link.id, { outbox: outbox.slice(0, -1), intent: null });
      },
    })),
  },
  {
    name: 'a card is imported before it is found again',
    aspects: ['accounts'],
    engine: withStore((store, memory) => ({
      async importReady(limit, create) {
        const missing = [...memory.cards.values()].filter(({ state }) => state === 'missing');
        for (const card of missing) memory.cards.set(card.id, { ...card, state: 'live' });
        const imported = await store.importReady(limit, create);
        for (const card of missing)
          memory.cards.set(card.id, { ...memory.cards.get(card.id)!, state: 'missing' });
        return imported;
      },
    })),
  },
  {
    name: 'a picture found with a lost creation is ours, whatever the record says by now',
    aspects: ['groups', 'photos', 'mappings', 'records', 'refusals'],
    engine: changed({
      file: 'write-out.ts',
      from: 'Object.fromEntries(all.filter(([field]) => !isGivenUp(field)))',
      to: 'Object.fromEntries(all)',
    }),
  },
  {
    name: 'what became due since the guard counted is done with the rest',
    engine: changed({
      file: 'execute.ts',
      from: 'const counted = views.filter(({ link }) => inspected.seen.get(link.id) === link.touched);',
      to: 'const counted = views;',
    }),
  },
  {
    name: 'the doubt about a creation counts from when its batch began',
    engine: changed({ file: 'certain.ts', from: 'link.intent.doubtedAt ?? now', to: 'link.intent.at' }),
  },
  {
    name: 'the cursor is saved before what is missing is marked',
    engine: withStore((store) => ({
      async savePage(bookId, page) {
        if (page.generation === null || page.next === undefined) return store.savePage(bookId, page);
        const saved = await store.savePage(bookId, { ...page, generation: null });
        const rest = { cards: [], removed: [], unchanged: [], groups: [], removedGroups: [] };
        const listed = [...page.unchanged, ...page.cards.map(({ id }) => id)];
        const { generation, next } = page;
        await store.savePage(bookId, { ...rest, unchanged: listed, generation, next });
        return saved;
      },
    })),
  },
  {
    name: 'a field with a direction of its own has another place',
    aspects: ['groups', 'mappings', 'records'],
    engine: async () => ({
      ...PRODUCTION,
      syncAccount: (input: RunInput) =>
        PRODUCTION.syncAccount({
          ...input,
          mapping: (kind) =>
            input.mapping(kind).map((entry) => (entry.own ? { ...entry, moved: true } : entry)),
        }),
    }),
  },
  {
    name: 'of two fields with one value the first takes whatever is there',
    aspects: ['photos', 'lists', 'mappings'],
    engine: changed({
      file: 'bind-values.ts',
      from: 'if (entry && !given.has(field)) give(field, entry);\n  }\n  for (const { field } of unmoved) {',
      to: '}\n  for (const { field } of unmoved) {',
    }),
  },
];
