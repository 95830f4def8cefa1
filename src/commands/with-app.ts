// A command that needs the database for a moment: builds the program, hands it over, ends it whatever happens.
import type { Actor } from '../access/actor.ts';
import { type App, createApp } from '../app.ts';
import type { Invocation } from './command.ts';

/** Whoever may start this program on this machine: not a user, so the journal shows nobody's id. */
export const OPERATOR: Actor = { userId: '00000000-0000-0000-0000-000000000000', role: 'administrator' };

export async function withApp<T>(invocation: Invocation, work: (app: App) => Promise<T>): Promise<T> {
  const config = invocation.config();
  const app = await createApp(config, invocation.log(config));
  try {
    return await work(app);
  } finally {
    await app.stop();
  }
}
