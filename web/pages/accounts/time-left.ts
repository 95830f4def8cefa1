// How long a run will still take, from what it has done so far.

/** Too little has happened to speak of a pace before this much time and work. */
const LEAST_MS = 2000;
const LEAST_DONE = 20;

/** Milliseconds; null while nobody can know. */
export function timeLeftMs(
  progress: { done: number; expected: number | null },
  startedAt: string,
  now: number,
): number | null {
  const { done, expected } = progress;
  const passedMs = now - new Date(startedAt).getTime();
  if (expected === null || expected <= done || done < LEAST_DONE || passedMs < LEAST_MS) return null;
  return ((expected - done) * passedMs) / done;
}
