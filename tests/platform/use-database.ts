// Opens the embedded database of a folder, says what it found, and stops it when told.
import { startEmbedded } from '../../src/database/embedded/embedded.ts';

const { pid, adopted, url, stop } = await startEmbedded({ data: process.env.RUBRICA_DATA! });
process.once('SIGTERM', async () => {
  process.stdout.write(`${await stop()}\n`);
  process.exit();
});
process.stdout.write(`${JSON.stringify({ pid, adopted, url })}\n`);
