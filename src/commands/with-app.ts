// A command that needs the whole program: builds the program, hands it over, ends it whatever happens.
import { type App, createApp } from '../app.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { StartError } from '../start-error.ts';
import type { Invocation } from './command.ts';
import { listenForStop } from './until-stopped.ts';

export async function withApp<T>(invocation: Invocation, work: (app: App) => Promise<T>): Promise<T> {
  const config = invocation.config();
  const app = await createApp(config, invocation.log(config));
  try {
    return await work(app);
  } finally {
    await app.stop();
  }
}

interface Living {
  app: App;
  config: Config;
  log: Log;
}

/** A command that lives until it is told to stop, at whatever moment that comes: `start` gets it going. */
export async function withAppUntilStopped(
  invocation: Invocation,
  what: string,
  start: (living: Living) => Promise<void>,
): Promise<number> {
  const stopping = listenForStop();
  const config = invocation.config();
  const log = invocation.log(config);
  try {
    const app = await createApp(config, log, stopping.signal);
    try {
      await start({ app, config, log });
      app.beat(what);
      await stopping.asked;
    } finally {
      await app.stop();
    }
  } catch (error) {
    // What was under way when the signal came fails for it.
    if (!stopping.signal.aborted || error instanceof StartError) throw error;
  }
  return 0;
}
