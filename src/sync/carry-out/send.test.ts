// What is stored before anything is sent, and what of its answers.
import { expect, test } from 'vitest';
import { view } from '../../../tests/builders/a-link.ts';
import { type Book, ProviderError, type Write } from '../../providers/provider.ts';
import type { LinkPlan } from '../decide/plan.ts';
import { DEFAULT_SETTINGS } from '../model.ts';
import type { Step } from '../store.ts';
import type { ExecuteContext } from './context.ts';
import { send, sending } from './send.ts';

const created: LinkPlan = { type: 'create', push: { edits: [], sent: { phone: '02 1' }, diff: [] } };
const intentIn = (targetGroup: string | null) =>
  sending({ view: view({}), plan: created }, { ...DEFAULT_SETTINGS, targetGroup }, { at: 1, bookId: 'b' })
    .move;

test('a creation whose answer may be lost remembers the book and the group its card is meant for', () => {
  expect(intentIn('friends')).toMatchObject({ intent: { type: 'create', join: 'friends', book: 'b' } });
  expect(intentIn(null)).not.toHaveProperty('intent.join');
});

/** Sends five creations to a book that takes two at a time and refuses them; what was stored, in order. */
async function sentTo(answering: (nth: number) => void) {
  const stored: string[] = [];
  let asked = 0;
  const book = {
    writesAtOnce: 2,
    async *write(writes: Write[]) {
      stored.push(`asked ${writes.length}`);
      for (const { key } of writes) {
        asked += 1;
        answering(asked);
        yield { key, outcome: 'refused', reason: 'full' };
      }
    },
  };
  const context = {
    store: {
      cards: async () => new Map(),
      async commit(steps: Step[]) {
        stored.push(steps.map(({ move }) => move!.type).join(' '));
        return steps.map(() => 'done');
      },
    },
    shelf: {
      target: 'b',
      group: null,
      ask: (_: string, work: (book: Book) => Promise<unknown>) => work(book as unknown as Book),
    },
    settings: DEFAULT_SETTINGS,
    mapping: () => [],
    now: () => 1,
    look: { at: 1 },
    signal: new AbortController().signal,
    counts: { failed: 0 },
  } as unknown as ExecuteContext;
  const items = ['1', '2', '3', '4', '5'].map((id) => {
    const one = view({});
    return { view: { ...one, card: null, link: { ...one.link, id } }, plan: created };
  });
  const error = await send(context, items).catch((thrown: unknown) => thrown);
  return { stored, error };
}

test('all is stored as sent before any of it is, and answers are stored by what goes out together', async () => {
  expect(await sentTo(() => {})).toEqual({
    error: undefined,
    stored: [
      'sent sent sent sent sent',
      ...['asked 2', 'held held', 'asked 2', 'held held', 'asked 1', 'held'],
    ],
  });
});

test('where a book fails, what is known by then is stored, and nothing more is asked', async () => {
  const failure = new ProviderError('unavailable', 'gone');
  const { stored, error } = await sentTo((nth) => {
    if (nth === 4) throw failure;
  });
  expect(error).toBe(failure);
  expect(stored).toEqual(['sent sent sent sent sent', 'asked 2', 'held held', 'asked 2', 'held']);
});
