import { startDemo } from './world/demo.ts';
import { USERS } from './world/fill-rubrica.ts';

// npm run demo
console.log('The demo is being prepared: three address books, two users, three hundred people …');
const demo = await startDemo().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
console.log(`
  Phones    ${demo.deskUrl}
  Rubrica   ${demo.url}
${Object.values(USERS)
  .map(({ name, email, password }) => `            ${name}: ${email} / ${password}`)
  .join('\n')}

Put both pages side by side: what is edited on one is on the other a moment later. Nothing is kept: Ctrl-C ends it.`);

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await demo.stop();
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
process.once('disconnect', () => void stop());
await demo.ended;
await stop();
