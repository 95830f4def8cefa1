// What became of each write of a call, whatever requests carried it.
import { ProviderError, type Write, type WriteResult } from '../provider.ts';
import type { AnswerLost } from './failures.ts';

type WithoutKey<T> = T extends unknown ? Omit<T, 'key'> : never;
export type Outcome = WithoutKey<WriteResult>;

/** A write and its place in the call. */
export interface Item<One extends Write = Write> {
  index: number;
  write: One;
}

export interface Told {
  index: number;
  outcome: Outcome;
}

export const refused = ({ index }: { index: number }, reason: string): Told => ({
  index,
  outcome: { outcome: 'refused', reason },
});

/**
 * Says of each that nobody knows. After a request that was not answered at all nothing more is sent: it may be under way
 * yet, and writes of one account must not overlap.
 * @throws ProviderError
 */
export function* inDoubt(items: { index: number }[], lost: AnswerLost): Generator<Told> {
  for (const { index } of items) yield { index, outcome: { outcome: 'unknown', reason: lost.message } };
  if (lost.silent) throw new ProviderError('unavailable', lost.message, { cause: lost });
}

/** In slices of at most `size`. */
export function slices<T>(items: T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

export function itemsOf<Type extends Write['type']>(
  writes: Write[],
  type: Type,
): Item<Extract<Write, { type: Type }>>[] {
  return writes.flatMap((write, index) =>
    write.type === type ? [{ index, write: write as Extract<Write, { type: Type }> }] : [],
  );
}

/**
 * Results in the order in which their writes were asked for, however they are told.
 * A failure of the whole book is thrown after the results that are known.
 */
export async function* inOrder(writes: Write[], told: AsyncIterable<Told>): AsyncGenerator<WriteResult> {
  const results: (WriteResult | undefined)[] = writes.map(() => undefined);
  let next = 0;
  let failure: { error: unknown } | undefined;
  try {
    for await (const { index, outcome } of told) {
      results[index] = { key: writes[index]!.key, ...outcome };
      for (let result = results[next]; result; result = results[next]) {
        next += 1;
        yield result;
      }
    }
  } catch (error) {
    failure = { error };
  }
  for (const result of results.slice(next)) if (result) yield result;
  if (failure) throw failure.error;
}

/** All of what several tell, as they are under way together; a failure is thrown once nothing more is to be told. */
export async function* together(tellers: AsyncIterable<Told>[]): AsyncGenerator<Told> {
  const all = await Promise.all(tellers.map(listened));
  for (const { told } of all) yield* told;
  for (const { failure } of all) if (failure) throw failure.error;
}

async function listened(teller: AsyncIterable<Told>) {
  const told: Told[] = [];
  try {
    for await (const each of teller) told.push(each);
    return { told };
  } catch (error) {
    return { told, failure: { error } };
  }
}
