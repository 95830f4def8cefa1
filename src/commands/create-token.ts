import { eq } from 'drizzle-orm';
import { createToken as createTokenVerb } from '../access/tokens/create-token.ts';
import { normaliseEmail } from '../access/users/insert-user.ts';
import { user } from '../database/schema.ts';
import { api } from '../http/contract/contract.ts';
import { StartError } from '../start-error.ts';
import { type Command, demandForm } from './command.ts';
import { withStorage } from './with-storage.ts';

export const createToken: Command = {
  takes: 'EMAIL',
  summary: 'Print a personal access token of a user, and nothing else',
  arity: [1, 1],
  options: { name: { type: 'string' }, expires: { type: 'string' } },
  help: [
    '--name NAME      what the token is for, as the profile page shows it',
    '--expires DAYS   after how many days it ends by itself, or never (90 unless told)',
  ],
  async run(invocation) {
    const { name = 'command line', expires } = invocation.options;
    const expiresInDays = expires === 'never' ? null : expires === undefined ? undefined : Number(expires);
    const input = demandForm(api.createToken.body, { name, expiresInDays }, 'This token');
    return withStorage(invocation, async ({ database }) => {
      const email = normaliseEmail(invocation.arguments[0]!);
      const [found] = await database.db.select().from(user).where(eq(user.email, email));
      if (!found || found.disabledAt) throw new StartError(`There is no active user ${email}.`);
      const made = await createTokenVerb(database.db, { userId: found.id, role: found.role }, input);
      invocation.answer(made.token, made);
      return 0;
    });
  },
};
