// Says its number, then waits to be told to end, and ends with a code of its own.
process.once('SIGTERM', () => process.exit(7));
setInterval(() => {}, 60_000);
process.stdout.write(`waiting as ${process.pid}\n`);
