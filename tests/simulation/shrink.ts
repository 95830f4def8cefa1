// A failing history made as short as it gets while it fails in the same way: fewer operations, then fewer faults, then
// fewer records to begin with.

import { type History, type SimulateOptions, simulate } from './simulate.ts';
import { ASPECTS, drawAspects } from './world/aspects.ts';
import { FAULTS, type Fault } from './world/faults.ts';

export interface Shrunk {
  history: History;
  options: SimulateOptions;
  tries: number;
}

/** What a fault is about, without numbers and names: two histories fail alike when they share one. */
const kindsOf = ({ wrong }: History): Set<string> =>
  new Set(wrong.map((text) => text.replace(/\S*\d\S*/g, '#').slice(0, 60)));

/** Tries at most `most` histories. */
export async function shrink(failing: History, options: SimulateOptions = {}, most = 400): Promise<Shrunk> {
  const kinds = kindsOf(failing);
  let best = { history: failing, options };
  let tries = 0;
  const attempt = async (changed: SimulateOptions): Promise<boolean> => {
    if (tries >= most) return false;
    tries += 1;
    const history = await simulate(failing.seed, changed);
    if (kindsOf(history).isDisjointFrom(kinds)) return false;
    best = { history, options: changed };
    return true;
  };

  const aspects = new Set(options.aspects ?? drawAspects(failing.seed));
  for (const aspect of ASPECTS) {
    const fewer = [...aspects].filter((each) => each !== aspect);
    if (aspects.has(aspect) && (await attempt({ ...best.options, aspects: fewer }))) aspects.delete(aspect);
  }
  const faultsOff = new Set<Fault>(options.faultsOff);
  for (const fault of FAULTS)
    if (await attempt({ ...best.options, faultsOff: new Set([...faultsOff, fault]) })) faultsOff.add(fault);
  for (let most = 0; most < 3; most += 1) if (await attempt({ ...best.options, atStart: most })) break;

  const operations = best.history.numbers;
  let left = await withoutChunks(operations, (without) =>
    attempt({ ...best.options, without: new Set(without) }),
  );
  // Once more: what was needed for what is gone by now is not needed any more.
  left = await withoutChunks(left, (without) => {
    const kept = new Set(left);
    const gone = operations.filter((number) => !kept.has(number));
    return attempt({ ...best.options, without: new Set([...gone, ...without]) });
  });
  const fired = Array.from({ length: best.history.fired }, (_, index) => index + 1);
  await withoutChunks(fired, (muted) => attempt({ ...best.options, muted: new Set(muted) }));
  return { ...best, tries };
}

/** Leaves out halves, quarters and so on down to single ones, where `attempt` agrees; returns what is left. */
async function withoutChunks(
  all: number[],
  attempt: (without: number[]) => Promise<boolean>,
): Promise<number[]> {
  const gone = new Set<number>();
  for (let size = Math.max(1, all.length >> 1); ; size >>= 1) {
    for (let start = 0; start < all.length; start += size) {
      const chunk = all.slice(start, start + size).filter((number) => !gone.has(number));
      if (chunk.length > 0 && (await attempt([...gone, ...chunk])))
        for (const number of chunk) gone.add(number);
    }
    if (size <= 1) return all.filter((number) => !gone.has(number));
  }
}

/** As somebody would tell it. */
export function storyOf({ history, tries }: Shrunk): string {
  return [
    `Seed ${history.seed} fails, shrunk in ${tries} tries to ${history.story.length} lines:`,
    ...history.story.map((line) => `  ${line}`),
    ...history.wrong.map((text) => `  => ${text}`),
  ].join('\n');
}
