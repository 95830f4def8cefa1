// Asks a server over and over how it is, until its standard input ends; then says how long the slowest answer took. What
// this process itself was kept waiting for by the machine is not counted.
const url = process.argv[2]!;
const EVERY_MS = 50;

let slowest = 0;
let failures = 0;
let answers = 0;
let late = 0;
let expected = performance.now() + EVERY_MS;
const ownTime = setInterval(() => {
  late = Math.max(late, performance.now() - expected);
  expected = performance.now() + EVERY_MS;
}, EVERY_MS);

let isWatched = true;
process.stdin.on('end', () => (isWatched = false)).resume();
while (isWatched) {
  late = 0;
  const start = performance.now();
  const isGood = await fetch(`${url}/health`).then(
    async (answer) => (await answer.json()).status === 'ok',
    () => false,
  );
  await new Promise((resolve) => setImmediate(resolve));
  slowest = Math.max(slowest, performance.now() - start - late);
  if (isGood) answers += 1;
  else failures += 1;
  await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
}
clearInterval(ownTime);
process.stdout.write(JSON.stringify({ slowest: Math.round(slowest), answers, failures }));
