// Chance, from a seed: every stream is its own, so that leaving one operation out of a history does not change what the
// others draw.
import { seededRandom } from '../../../sandbox/seed/seeded-random.ts';

export interface Random {
  next(): number;
  /** From 0 up to and without `limit`. */
  int(limit: number): number;
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
}

export function random(seed: number, stream: number): Random {
  const next = seededRandom(seed, stream);
  const int = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    int,
    between: (least, most) => least + int(most - least + 1),
    chance: (probability) => probability > 0 && next() < probability,
    pick: (list) => list[int(list.length)]!,
  };
}
