import { isSetUpNeeded, setUp } from '../access/set-up.ts';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { AppError, ERRORS } from '../errors.ts';
import { StartError } from '../start-error.ts';
import type { Command } from './command.ts';
import { withAppUntilStopped } from './with-app.ts';

export const serve: Command = {
  takes: '',
  summary: 'Serve the web interface and the API, and synchronise (this is what `npm start` does)',
  arity: [0, 0],
  options: {},
  help: [],
  run: (invocation) =>
    withAppUntilStopped(invocation, 'serve', async ({ app, config, log }) => {
      for (const setting of config.unknown)
        log.warn('this is not a setting of Rubrica; is it misspelt?', { setting });
      await createFirstAdministrator(app, config);
      const url = await app.serve();
      if (config.workers === 'inline') await app.work();
      const hint = (await isSetUpNeeded(app.database.db)) ? ' – open it to create the administrator' : '';
      const place = app.note ? `\n(${app.note})` : '';
      invocation.answer(`Rubrica is ready at ${url}${hint}${place}`, { url });
    }),
};

/** From the environment, when there is no user yet. */
async function createFirstAdministrator({ database }: App, config: Config): Promise<void> {
  const password = config.secrets.adminPassword();
  const email = config.adminEmail;
  if (!email || !password) return;
  try {
    await setUp(database.db, { name: email.split('@')[0]!, email, password });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'common-password')
      throw new StartError(`RUBRICA_ADMIN_PASSWORD: ${error.message} ${ERRORS[error.code].action}`);
    if (error.code !== 'set-up-done') throw error;
  }
}
