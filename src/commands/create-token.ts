import { eq } from 'drizzle-orm';
import { createToken as createTokenVerb } from '../access/tokens/create-token.ts';
import { normaliseEmail } from '../access/users/insert-user.ts';
import { user } from '../database/schema.ts';
import { StartError } from '../start-error.ts';
import type { Command } from './command.ts';
import { withApp } from './with-app.ts';

export const createToken: Command = {
  name: 'token',
  takes: 'EMAIL',
  summary: 'Print a personal access token of a user, and nothing else',
  arity: [1, 1],
  options: { name: { type: 'string' } },
  help: ['--name NAME   what the token is for, as the profile page shows it'],
  run: (invocation) =>
    withApp(invocation, async ({ database }) => {
      const email = normaliseEmail(invocation.arguments[0]!);
      const [found] = await database.db.select().from(user).where(eq(user.email, email));
      if (!found || found.disabledAt) throw new StartError(`There is no active user ${email}.`);
      const name = (invocation.options.name as string | undefined) ?? 'command line';
      const made = await createTokenVerb(database.db, { userId: found.id, role: found.role }, { name });
      invocation.answer(made.token, made);
      return 0;
    }),
};
