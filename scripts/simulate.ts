// Runs histories of the simulated world and tells the story of those that fail:
// npm run simulate -- --seeds 10000 --from 1
import { parseArgs } from 'node:util';
import { shrink, storyOf } from '../tests/simulation/shrink.ts';
import { simulate } from '../tests/simulation/simulate.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    /** Stop after this many failures; each is shrunk. */
    failures: { type: 'string', default: '3' },
    /** Only say which seeds fail, by what is wrong. */
    list: { type: 'boolean', default: false },
    /** Every line of every history. */
    story: { type: 'boolean', default: false },
  },
});
const from = Number(values.from);
const seeds = Number(values.seeds);
const MINUTE_MS = 60_000;

const began = Date.now();
let told = began;
let requests = 0;
let crashes = 0;
let done = 0;
const failing = new Map<string, number[]>();
for (let seed = from; seed < from + seeds; seed += 1) {
  const history = await simulate(seed);
  requests += history.requests;
  crashes += history.crashes;
  done += 1;
  if (values.story) console.log([...history.story, ...history.wrong].join('\n'));
  for (const kind of new Set(history.wrong.map((text) => text.replace(/\S*\d\S*/g, '#').slice(0, 70))))
    failing.set(kind, [...(failing.get(kind) ?? []), seed]);
  if (history.wrong.length > 0 && !values.list) {
    console.log(storyOf(await shrink(history)));
    if (new Set([...failing.values()].flat()).size >= Number(values.failures)) break;
  }
  if (Date.now() - told > MINUTE_MS) {
    told = Date.now();
    console.log(`${done} histories, ${new Set([...failing.values()].flat()).size} failed`);
  }
}

const seconds = (Date.now() - began) / 1000;
const { user, system } = process.cpuUsage();
const failed = new Set([...failing.values()].flat()).size;
for (const [kind, list] of failing) console.log(`${list.length} × ${kind}: ${list.slice(0, 8).join(' ')}`);
console.log(
  `${done} histories from seed ${from}: ${failed} failed, ${crashes} processes killed, ${requests} requests; ` +
    `${(done / seconds).toFixed(1)} histories/s, ${(done / ((user + system) / 1e6)).toFixed(1)} per second of CPU`,
);
process.exitCode = failed > 0 ? 1 : 0;
