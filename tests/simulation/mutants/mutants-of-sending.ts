// Rules of what is sent, seen and believed, each broken once: what the engine would be without it.
import type { RemoteId } from '../../../src/providers/provider.ts';
import type { Step } from '../../../src/sync/store.ts';
import { FIRST_LINE } from '../operations/retouch-operations.ts';
import {
  blindly,
  changed,
  eachWrite,
  type Mutant,
  withBook,
  withMapping,
  withSteps,
  withStore,
} from './sabotage.ts';

const withoutTrash = ({ trash: _, ...step }: Step): Step => step;

export const MUTANTS_OF_SENDING: Mutant[] = [
  {
    name: 'a creation without an answer is sent again, without looking for the marker',
    engine: changed({
      file: 'plan.ts',
      from: "if (link.state === 'creating') return { type: 'resolve' };",
      to: "if (link.state === 'creating') return planNew(view, context);",
    }),
  },
  {
    name: 'what is not found at once was never created',
    engine: changed({ file: 'doubt.ts', from: 'if (!intent) return null;', to: 'if (look) return null;' }),
  },
  { name: 'updates carry no condition', engine: blindly('update') },
  { name: 'deletions carry no condition', engine: blindly('remove') },
  {
    name: 'a lost race is repeated blind',
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
    engine: changed({
      file: 'plan.ts',
      from: "return { type: 'remove', pull: unseen, base };",
      to: "return { type: 'remove', pull: [], base };",
    }),
  },
  {
    name: 'a card is deleted without a copy in the trash',
    engine: withSteps((step) => (step.move?.type === 'sent' ? withoutTrash(step) : step)),
  },
  {
    name: 'what a listing does not show is gone',
    engine: withBook(() => ({
      async *read(ids: RemoteId[]) {
        for (const id of ids) yield { id, card: null };
      },
    })),
  },
  {
    name: 'what we wrote a moment ago is verified like the rest',
    engine: changed({
      file: 'doubt.ts',
      from: 'clock.leastWithin(capabilities.visibleAfterMs)',
      to: 'clock.now() + 1',
    }),
  },
  {
    name: 'a clock that is set ahead makes what was written a moment ago verified',
    aspects: ['clocks'],
    engine: changed({
      file: 'doubt.ts',
      from: 'clock.leastWithin(capabilities.visibleAfterMs)',
      to: 'clock.now() - capabilities.visibleAfterMs',
    }),
  },
  {
    name: 'a clock that is set ahead makes certain what is in doubt',
    aspects: ['lists', 'records', 'refusals', 'doubles', 'losses', 'lines', 'repairs', 'clocks'],
    engine: changed({
      file: 'doubt.ts',
      from: 'clock.leastWithin(doubtMs(capabilities))',
      to: 'clock.now() - doubtMs(capabilities)',
    }),
  },
  {
    name: 'a card that a first listing left out is made again unasked',
    aspects: ['photos', 'accounts', 'losses', 'retouches', 'lines', 'repairs', 'clocks', 'users'],
    engine: changed({ file: 'round.ts', from: 'await withoutFound(context, items)', to: 'items' }),
  },
  {
    name: 'a value sent to another field has arrived where it was',
    aspects: ['records', 'refusals', 'doubles', 'undo', 'books', 'history'],
    engine: changed({ file: 'edits.ts', from: ' && !(isAsBefore && isAnothers(entry))', to: '' }),
  },
  {
    name: 'what was sent without an answer, and will not be heard of, is not told',
    aspects: ['records', 'refusals', 'books', 'choices'],
    engine: changed({
      file: 'apply.ts',
      from: "if (unheard) tell(unheard, lastOfEach(unheard), 'unanswered');",
      to: '',
    }),
  },
  {
    name: 'an answer knows nothing of the groups that list the card',
    aspects: ['groups', 'rights', 'doubles', 'choices', 'labels'],
    engine: changed({
      file: 'answer.ts',
      from: 'const { view, mapping } = withTies(given, all);',
      to: 'const [view, mapping] = [given, all];',
    }),
  },
  {
    name: 'older states of a card are taken for news',
    engine: withStore(() => ({ known: async () => new Map() })),
  },
  {
    name: 'the base has one side',
    engine: changed({
      file: 'three-way.ts',
      from: 'fields[field] = { ...agreed, local, remote: ours ? stored : local };',
      to: 'fields[field] = { local, remote: local };',
    }),
  },
  {
    name: 'what a provider cuts short is an edit',
    engine: withMapping(({ longest: _, ...entry }) => entry),
  },
  {
    name: 'what somebody shortened was cut by the provider',
    aspects: ['retouches'],
    engine: withMapping((entry) =>
      entry.field === 'description' ? { ...entry, longest: FIRST_LINE } : entry,
    ),
  },
  {
    name: 'a card is written from what is mapped',
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
    engine: changed({
      file: 'send.ts',
      from: 'template: view.trashed?.raw ?? null',
      to: 'template: null',
    }),
  },
];
