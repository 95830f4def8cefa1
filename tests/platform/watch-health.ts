// Asks a server over and over how it is, until its standard input ends; then says what the slowest answer cost: the time,
// or what the server itself computed meanwhile where that is less. A machine that is busy with other things delays
// everybody; only the server can keep its own answers waiting.
import { readFileSync } from 'node:fs';

const [url, pid] = process.argv.slice(2);
const EVERY_MS = 50;
/** Clock ticks of /proc are hundredths of a second everywhere. */
const TICK_MS = 10;

let slowest = 0;
let failures = 0;
let answers = 0;
let isWatched = true;
process.stdin.on('end', () => (isWatched = false)).resume();
while (isWatched) {
  const [start, cpu] = [performance.now(), cpuOf(pid!)];
  const isGood = await fetch(`${url}/health`).then(
    // A database that a busy machine keeps from answering in time is told by a server that is well.
    async (answer) => answer.ok || (await answer.json()).code === 'database-away',
    () => false,
  );
  slowest = Math.max(slowest, Math.min(performance.now() - start, cpuOf(pid!) - cpu));
  if (isGood) answers += 1;
  else failures += 1;
  await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
}
process.stdout.write(JSON.stringify({ slowest: Math.round(slowest), answers, failures }));

/** Milliseconds computed so far. */
function cpuOf(process: string): number {
  const stat = readFileSync(`/proc/${process}/stat`, 'utf8');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) * TICK_MS;
}
