// How often what goes wrong. Every seed draws its own rates (swarm): most faults are off in most histories, and those
// that are on are on in earnest.
import type { Random } from './random.ts';

/** Highest probability of each fault, per occasion. */
const MOST = {
  /** The request never arrives. */
  lostBefore: 0.15,
  /** It is carried out, and the answer never arrives. */
  lostAfter: 0.2,
  throttled: 0.1,
  failed: 0.1,
  /** Half a minute to the server, or back. */
  slow: 0.1,
  /** At an await of a run: nothing of it goes on. */
  crash: 0.012,
  /** A second run starts although the first still lives. */
  zombie: 0.25,
  /** The next thing somebody does happens at this very await. */
  stolen: 0.12,
  cursorExpired: 0.15,
  /** A full listing shows nothing, or half. */
  emptyListing: 0.3,
  shrunkenListing: 0.3,
  /** An incremental listing repeats what it told before. */
  replayed: 0.4,
  /** A removal is not told. */
  tombstoneLost: 0.5,
  /** The whole listing is asked for. */
  full: 0.2,
} as const;

/** Those of the aspect 'refusals', drawn apart from the others. */
const MOST_REFUSALS = {
  /** The sign-in is not good any more: expired, revoked, its renewal lost. */
  signInNeeded: 0.05,
  /** Something else answers: a page of a hotel, another server, a redirect to one. */
  strangeAnswer: 0.05,
} as const;

export type Fault = keyof typeof MOST | keyof typeof MOST_REFUSALS;
export type Rates = Record<Fault, number>;

const USUAL = Object.keys(MOST) as (keyof typeof MOST)[];
const REFUSALS = Object.keys(MOST_REFUSALS) as (keyof typeof MOST_REFUSALS)[];
export const FAULTS: Fault[] = [...USUAL, ...REFUSALS];
export const NO_FAULTS = Object.fromEntries(FAULTS.map((fault) => [fault, 0])) as Rates;

/** Half of the faults, at most at their highest rates. */
export function drawRates(chance: Random): Rates {
  const rates = { ...NO_FAULTS };
  for (const fault of USUAL) {
    const on = chance.chance(0.5);
    const strength = chance.next() ** 2;
    if (on) rates[fault] = MOST[fault] * strength;
  }
  return rates;
}

export function drawRefusals(rates: Rates, chance: Random): void {
  for (const fault of REFUSALS) rates[fault] = MOST_REFUSALS[fault] * chance.next();
}
