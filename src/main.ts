// The command line. Answers go to stdout, everything else to stderr; exit codes are 0 (done), 1 (failed), 2 (called
// the wrong way). Expected failures are sentences, never stacks.
import './quick-imports.ts';
import { parseArgs } from 'node:util';
import { type Command, demandText, type Invocation, UsageError } from './commands/command.ts';
import { readConfig } from './config.ts';
import { AppError, ERRORS } from './errors.ts';
import { logToStderr } from './log.ts';
import { StartError } from './start-error.ts';

/** By the words that are typed. Each is loaded when it is called: none waits for what only others need. */
const COMMANDS = new Map<string, () => Promise<Command>>([
  ['serve', async () => (await import('./commands/serve.ts')).serve],
  ['worker', async () => (await import('./commands/worker.ts')).worker],
  ['user create', async () => (await import('./commands/create-user.ts')).createUser],
  ['token', async () => (await import('./commands/create-token.ts')).createToken],
  ['sync', async () => (await import('./commands/sync-account.ts')).syncAccount],
  ['export', async () => (await import('./commands/export-records.ts')).exportRecords],
  ['import', async () => (await import('./commands/import-records.ts')).importRecords],
  ['undo', async () => (await import('./commands/undo-import.ts')).undoImport],
  ['doctor', async () => (await import('./commands/doctor.ts')).doctor],
  ['health', async () => (await import('./commands/health.ts')).health],
  ['backup', async () => (await import('./commands/backup.ts')).backup],
  ['restored', async () => (await import('./commands/restored.ts')).restored],
  ['key rotate', async () => (await import('./commands/rotate-key.ts')).rotateKey],
]);

const LINGER_MS = 2_000;

async function main(words: string[]): Promise<number> {
  const [name, load] =
    [...COMMANDS].find(([name]) => name === words.slice(0, name.split(' ').length).join(' ')) ?? [];
  if (!name || !load) {
    const asked = words.length === 0 || words.includes('--help') || words[0] === 'help';
    (asked ? process.stdout : process.stderr).write(await overview(asked ? null : words[0]!));
    return asked ? 0 : 2;
  }
  const command = await load();
  const rest = words.slice(name.split(' ').length);
  if (rest.includes('--help')) {
    process.stdout.write(helpFor(name, command));
    return 0;
  }
  try {
    return await command.run(invocationOf(command, rest));
  } catch (error) {
    return explain(error, name, command);
  }
}

function invocationOf(command: Command, words: string[]): Invocation {
  const { values, positionals } = parsed(command, words);
  const [least, most] = command.arity;
  if (positionals.length < least) throw new UsageError(`${command.takes} is missing.`);
  if (positionals.length > most) throw new UsageError(`${positionals[most]} is one word too many.`);
  for (const word of positionals) demandText(word, command.takes);
  const { json, ...options } = values;
  for (const [name, value] of Object.entries(options))
    if (typeof value === 'string') demandText(value, `--${name}`);
  return {
    arguments: positionals,
    options: options as Invocation['options'],
    json: json === true,
    config: () => readConfig(process.env),
    log: (config) => logToStderr(config.log),
    answer: (text, data) => void process.stdout.write(`${json ? JSON.stringify(data) : text}\n`),
  };
}

function parsed(command: Command, args: string[]) {
  try {
    return parseArgs({
      args,
      options: { ...command.options, json: { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function explain(error: unknown, name: string, command: Command): Promise<number> {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${helpFor(name, command)}`);
    return 2;
  }
  const { databaseProblem } = await import('./database/database-problem.ts');
  const known = error instanceof AppError ? error : databaseProblem(error);
  if (error instanceof StartError) process.stderr.write(`${error.message}\n`);
  else if (known) process.stderr.write(`${known.message} ${ERRORS[known.code].action}\n`);
  else logToStderr('error').error(`${name} failed unexpectedly`, { error });
  return 1;
}

async function overview(unknown: string | null): Promise<string> {
  const all = await Promise.all([...COMMANDS].map(async ([name, load]) => ({ name, ...(await load()) })));
  const width = Math.max(...all.map(({ name, takes }) => name.length + takes.length)) + 3;
  const lines = all.map(({ name, takes, summary }) => `  ${`${name} ${takes}`.padEnd(width)}${summary}`);
  const head =
    unknown === null
      ? 'Rubrica, an address book in two-way sync with everybody’s phone.'
      : `There is no command "${unknown}".`;
  return [
    head,
    '',
    'npm run rubrica -- COMMAND',
    ...lines,
    '',
    '--help after a command tells more, --json answers for machines.',
    '',
  ].join('\n');
}

function helpFor(name: string, { takes, summary, help }: Command): string {
  const options = [...help, '--json   answer as JSON'].map((line) => `  ${line}`);
  return [
    `npm run rubrica -- ${[name, takes].filter(Boolean).join(' ')}`,
    '',
    summary,
    '',
    ...options,
    '',
  ].join('\n');
}

/** Nobody reads on: a pipe whose other end was closed, a terminal that is gone. */
const UNHEARD = ['EPIPE', 'EIO'];
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // What was asked for goes on; a full disk, say, is told.
    if (!UNHEARD.includes(error.code ?? '')) throw error;
  });

process.exitCode = await main(process.argv.slice(2));
// It is done: whatever still holds on does not keep it.
setTimeout(() => process.exit(), LINGER_MS).unref();
