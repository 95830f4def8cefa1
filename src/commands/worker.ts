import type { Command } from './command.ts';
import { withAppUntilStopped } from './with-app.ts';

export const worker: Command = {
  takes: '',
  summary: 'Only synchronise: any number of these, on any number of machines, on one database',
  arity: [0, 0],
  options: {},
  help: [],
  run: (invocation) =>
    withAppUntilStopped(invocation, 'worker', async ({ app }) => {
      await app.work();
      invocation.answer('This worker synchronises what is due.', { ready: true });
    }),
};
