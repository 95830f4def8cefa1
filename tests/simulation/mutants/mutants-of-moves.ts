// Rows of the table of what happens to a link, each broken once, for the engine and for people alike.
import { NOTHING_AGREED } from '../../../src/sync/link/link.ts';
import { type Mutant, withMove, without } from './sabotage.ts';

const OF_SENDING: Mutant[] = [
  {
    name: 'a creation that was sent leaves the link as new',
    engine: withMove('sent', (columns, { state }) => ({ ...columns, state })),
  },
  {
    name: 'an answer settles what is on the card besides',
    engine: withMove('answered', (columns, { touched }) => ({ ...columns, settled: touched })),
  },
];

const OF_DOUBT: Mutant[] = [
  {
    name: 'a creation that did not happen is not tried again',
    engine: withMove('never-happened', without('touched')),
  },
  {
    name: 'a creation that did not happen is looked for all the same',
    engine: withMove('never-happened', without('state')),
  },
  { name: 'what is in doubt is never asked again', engine: withMove('in-doubt', without('retryAt')) },
  { name: 'what is held is planned again at once', engine: withMove('held', without('settled')) },
];

const OF_PEOPLE: Mutant[] = [
  {
    name: 'what is approved is not planned again',
    aspects: ['bulk'],
    engine: withMove('approved', without('touched')),
  },
  {
    name: 'what nobody is asked about any more waits to be asked',
    aspects: ['bulk', 'mappings'],
    engine: withMove('unasked', () => null),
  },
  {
    name: 'what was approved in the original of a copy stays on its list there',
    aspects: [
      'groups',
      'records',
      'losses',
      'repairs',
      'users',
      'history',
      'copies',
      'deletions',
      'shared-book',
      'microsoft',
    ],
    engine: withMove('asked-again', (columns) => ({ ...columns, hold: null })),
  },
  { name: 'nobody can keep a card', engine: withMove('kept', () => null) },
];

const OF_ENDS: Mutant[] = [
  { name: 'what both sides agree on is forgotten', engine: withMove('agreed', () => null) },
  { name: 'what is settled was agreed on long ago', engine: withMove('settled', without('base')) },
  {
    name: 'a creation that an account is left with is no card that a colleague waits for',
    aspects: ['photos', 'lists', 'accounts', 'repairs', 'shared-book', 'microsoft'],
    engine: withMove('closed', ({ base, ...columns }) => {
      const { agreedAt: _, ...agreed } = base ?? NOTHING_AGREED;
      return base ? { ...columns, base: agreed } : columns;
    }),
  },
];

export const MUTANTS_OF_MOVES: Mutant[] = [...OF_SENDING, ...OF_DOUBT, ...OF_PEOPLE, ...OF_ENDS];
