import { createUser as createUserVerb } from '../access/users/create-user.ts';
import { api } from '../http/contract/contract.ts';
import { type Command, demandForm, demandText } from './command.ts';
import { OPERATOR, withStorage } from './with-storage.ts';

export const createUser: Command = {
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
    const [email] = invocation.arguments;
    const { administrator, 'password-stdin': fromStdin, name = email!.split('@')[0] } = invocation.options;
    const password = fromStdin ? await readPassword() : undefined;
    const role = administrator ? 'administrator' : 'user';
    const input = demandForm(api.createUser.body, { email, name, role, password }, 'This user');
    const url = invocation.config().url ?? 'http://localhost:8080';
    return withStorage(invocation, async ({ database }) => {
      const made = await createUserVerb(database.db, OPERATOR, input, url);
      const next = made.invitationUrl ? `\nThey set their password at ${made.invitationUrl}` : '';
      invocation.answer(`${made.email} may sign in as ${made.role}.${next}`, made);
      return 0;
    });
  },
};

async function readPassword(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const password = Buffer.concat(chunks)
    .toString()
    .replace(/\r?\n$/, '');
  demandText(password, 'The password');
  return password;
}
