import { reviewEverything } from '../database/copies.ts';
import type { Command } from './command.ts';
import { withStorage } from './with-storage.ts';

export const restored: Command = {
  takes: '',
  summary:
    'After restoring rows into this very database: every account shows what it would write before it writes',
  arity: [0, 0],
  options: {},
  help: ['Copies made by `backup`, pg_restore or of a whole machine know it by themselves.'],
  run: (invocation) =>
    withStorage(invocation, async ({ database }) => {
      await reviewEverything(database.db);
      invocation.answer('Every account previews its next run; approve it on the account’s page.', {
        review: true,
      });
      return 0;
    }),
};
