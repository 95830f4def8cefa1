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
] as const;

export type Aspect = (typeof ASPECTS)[number];

export function drawAspects(seed: number): Set<Aspect> {
  const chance = random(seed, 8);
  return new Set(ASPECTS.filter(() => chance.chance(0.4)));
}
