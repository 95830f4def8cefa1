import { z } from 'zod';
import { createUser as createUserVerb } from '../access/users/create-user.ts';
import { type Command, UsageError } from './command.ts';
import { OPERATOR, withApp } from './with-app.ts';

const SHORTEST_PASSWORD = 10;

export const createUser: Command = {
  name: 'user create',
  takes: 'EMAIL',
  summary: 'Add a user; prints an invitation link, with which they set their password',
  arity: [1, 1],
  options: {
    name: { type: 'string' },
    administrator: { type: 'boolean' },
    'password-stdin': { type: 'boolean' },
  },
  help: [
    '--name NAME        what the user is called (the part before the @ unless told)',
    '--administrator    may do everything',
    '--password-stdin   read the password from standard input instead of making an invitation',
  ],
  async run(invocation) {
    const email = z.email().safeParse(invocation.arguments[0]);
    if (!email.success) throw new UsageError(`${invocation.arguments[0]} is not an e-mail address.`);
    const password = invocation.options['password-stdin'] ? await readPassword() : undefined;
    const role = invocation.options.administrator ? ('administrator' as const) : ('user' as const);
    const name = (invocation.options.name as string | undefined) ?? email.data.split('@')[0]!;
    const url = invocation.config().url ?? 'http://localhost:8080';
    return withApp(invocation, async ({ database }) => {
      const made = await createUserVerb(
        database.db,
        OPERATOR,
        { email: email.data, name, role, password },
        url,
      );
      const next = made.invitationUrl ? `\nThey set their password at ${made.invitationUrl}` : '';
      invocation.answer(`${made.email} may sign in as ${made.role}.${next}`, made);
      return 0;
    });
  },
};

async function readPassword(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
  const password = text.replace(/\r?\n$/, '');
  if (password.length < SHORTEST_PASSWORD)
    throw new UsageError(`A password has at least ${SHORTEST_PASSWORD} characters.`);
  return password;
}
