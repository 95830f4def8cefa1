import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { asc, isNull } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { normaliseEmail } from '../access/users/insert-user.ts';
import type { Db } from '../database/database.ts';
import { user } from '../database/schema.ts';
import { DATE_ORDERS, FORMATS, ON_MATCH } from '../files/codes.ts';
import { type ImportResult, planFile, resultOf } from '../files/import-file.ts';
import { type FileAtOnce, importAtOnce } from '../files/imports/import-at-once.ts';
import { sentenceOf } from '../files/remark.ts';
import { StartError } from '../start-error.ts';
import { type Command, UsageError } from './command.ts';
import { formatOf, kindAsked, oneOf } from './file-options.ts';
import { importedWords } from './imported-words.ts';
import { listenForStop } from './until-stopped.ts';
import { OPERATOR, withStorage } from './with-storage.ts';

export const importRecords: Command = {
  takes: 'FILE',
  summary: 'Add the records of a vCard, CSV or JSON file; every entry is accounted for by its number',
  arity: [1, 1],
  options: {
    format: { type: 'string' },
    kind: { type: 'string' },
    owner: { type: 'string' },
    encoding: { type: 'string' },
    dates: { type: 'string' },
    'on-match': { type: 'string' },
    'no-labels': { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  help: [
    '--format FORMAT   json, csv or vcf, where neither the name of the file nor its content says it',
    '--kind KIND       company, contact or lead, for entries that do not say it themselves; guessed unless told',
    '--owner EMAIL     whose records they become, where the file names nobody here; the first administrator unless told',
    '--encoding NAME   as utf-8, utf-16le, windows-1252, shift_jis; found out unless told',
    '--dates ORDER     dmy or mdy, for dates as 4/5/1980 whose order the file does not show',
    '--on-match WAY    an entry that looks like a record here: create (the default) adds it and names the record,',
    '                  merge fills the empty fields of the same person, refuse leaves it out',
    '--no-labels       leave out the labels that the file brings; --dry-run says which',
    '--dry-run         only say what would happen',
    'Read are the exports of Google Contacts, Outlook, Thunderbird and Roundcube, tables with a head, cards, and what',
    '`export` writes. Ends with 1 when an entry is refused. docs/reference/files.md says what becomes of each value.',
    'The import is listed with those of the browser, entry by entry, and `undo` takes it back.',
  ],
  async run(invocation) {
    const file = invocation.arguments[0]!;
    const dryRun = invocation.options['dry-run'] === true;
    const options = {
      format: formatOf(invocation, file, FORMATS),
      kind: kindAsked(invocation),
      encoding: (invocation.options.encoding as string | undefined) ?? null,
      dates: oneOf(invocation, 'dates', DATE_ORDERS, 'dmy or mdy'),
      onMatch: oneOf(invocation, 'on-match', ON_MATCH, 'create, merge or refuse') ?? 'create',
      ...(invocation.options['no-labels'] === true && { withoutLabels: 'all' as const }),
    };
    const bytes = contentOf(file);
    return withStorage(invocation, async ({ database: { db } }) => {
      const owner = await ownerOf(db, invocation.options.owner as string | undefined);
      const done = dryRun
        ? resultOf(await planFile(db, owner, { ...options, files: [bytes] }))
        : await take(db, owner, { ...options, files: [{ name: basename(file), bytes }] });
      const { added, merged, refused } = done.counts;
      invocation.answer(importedWords(done, dryRun), {
        imported: added,
        merged,
        here: done.counts['here-already'],
        refused: done.rows
          .filter(({ outcome }) => outcome === 'refused')
          .map(({ row, line, name, reason }) => ({
            entry: row,
            line,
            name,
            reason: reason && sentenceOf(reason),
          })),
        ...done,
        rows: done.rows.map((row) => ({
          ...row,
          reason: row.reason && sentenceOf(row.reason),
          warning: row.warning && sentenceOf(row.warning),
        })),
      });
      return refused > 0 ? 1 : 0;
    });
  },
};

async function take(db: Db, owner: Actor, input: FileAtOnce): Promise<ImportResult & { id: string }> {
  const { signal } = listenForStop();
  try {
    const ordered = { ...input, orderedBy: OPERATOR.userId };
    const { id, stopped, result } = await importAtOnce(db, owner, ordered, signal);
    if (!stopped) return { id, ...result };
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new StartError(
      'Stopped. What was written stays; Rubrica goes on with the rest when it is started, and the page of imports says how far it is.',
    );
  }
  throw new StartError(
    'Somebody stopped this import in the browser. What was written stays; the page of imports says what became of every entry.',
  );
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

async function ownerOf(db: Db, email: string | undefined): Promise<Actor> {
  const active = await db.select().from(user).where(isNull(user.disabledAt)).orderBy(asc(user.createdAt));
  const found = email
    ? active.find((one) => one.email === normaliseEmail(email))
    : active.find(({ role }) => role === 'administrator');
  if (!found)
    throw new StartError(
      email ? `There is no active user ${email}.` : 'There is no administrator yet: give --owner EMAIL.',
    );
  return { userId: found.id, role: found.role };
}
