// Parts of the world that a history has or has not (swarm): each seed draws its own, so that what is tested together changes,
// and what was found without a part is found again without it.
import { random } from './random.ts';

export const ASPECTS = [
  /** Groups, the scope they make, and the group new cards are put into. */
  'groups',
  'photos',
  /** Several values of a property, labels of one's own, the preferred one. */
  'lists',
  /** Mappings of an account's own. */
  'mappings',
  /** Records converted and merged. */
  'records',
  /** Accounts disconnected and connected again. */
  'accounts',
  /** Sign-ins that end, and strangers that answer. */
  'refusals',
  /** What people may do to records taken away and given back. */
  'rights',
  /** One person on several cards and in several records. */
  'doubles',
  /** Cards that do not arrive whole, and do again. */
  'losses',
  /** Texts that lose their last line, values that are edited and change places at once. */
  'retouches',
  /** Values of several lines, and edits that shorten them, also between a write and its reading back. */
  'lines',
  /** Cards that vanish and are put back by hand. */
  'repairs',
  /** A clock that is wrong and right again. */
  'clocks',
  /** People who are disabled for a while. */
  'users',
  /** Many records and cards, and much gone from them at once. */
  'bulk',
  /** Runs and imports undone, cards taken out of the trash. */
  'undo',
  /** A second book in each account, which may be read and not written. */
  'books',
  /** What people take back of a record's history: a change, a merge. */
  'history',
  /** Accounts left without the cards that were made for them, and connected again. */
  'leaving',
  /** The database turns out to be a copy. */
  'copies',
  /** Accounts that ask what a card deleted on the phone means, and the answers. */
  'deletions',
  /** Cards linked to records that are there, with a choice of whose values stand. */
  'choices',
  /** Second cards of somebody deleted from the queue, and put back. */
  'second-cards',
  /** Colleagues who have connected the address book of somebody else as well. */
  'shared-book',
  /** Some of the accounts are at Microsoft 365. */
  'microsoft',
  /** Labels of records, tied to groups of accounts. */
  'labels',
  /** Books that take several writes at once: what became of them is kept together. */
  'batches',
] as const;

export type Aspect = (typeof ASPECTS)[number];

/** Those that make a history long. */
const RARE: ReadonlySet<Aspect> = new Set(['bulk']);

export function drawAspects(seed: number): Set<Aspect> {
  const chance = random(seed, 8);
  return new Set(ASPECTS.filter((aspect) => chance.chance(RARE.has(aspect) ? 0.04 : 0.4)));
}
