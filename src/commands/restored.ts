import { reviewEverything } from '../database/restore-mark.ts';
import type { Command } from './command.ts';
import { withApp } from './with-app.ts';

export const restored: Command = {
  name: 'restored',
  takes: '',
  summary:
    'After restoring a backup made by other tools: every account shows what it would write before it writes',
  arity: [0, 0],
  options: {},
  help: ['Copies made by `backup` know it by themselves.'],
  run: (invocation) =>
    withApp(invocation, async (app) => {
      await reviewEverything(app.database.db);
      invocation.answer('Every account previews its next run; approve it on the account’s page.', {
        review: true,
      });
      return 0;
    }),
};
