import { readFileSync } from 'node:fs';
import { asc, eq, isNull, sql, TransactionRollbackError } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import { normaliseEmail } from '../access/users/insert-user.ts';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';
import { user } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import { createRecord } from '../records/create-record.ts';
import { derive } from '../records/derive.ts';
import { StartError } from '../start-error.ts';
import { type Command, UsageError } from './command.ts';
import { type FileRecord, readRecords } from './exchange/file-record.ts';
import { fileMappings, formatOf, kindAsked } from './exchange/options.ts';
import { OPERATOR, withApp } from './with-app.ts';

interface Refused {
  entry: number;
  name: string;
  reason: string;
}

interface Imported {
  imported: number;
  /** Records that are here already, or look exactly like one. */
  here: number;
  refused: Refused[];
}

export const importRecords: Command = {
  name: 'import',
  takes: 'FILE',
  summary: 'Add the records of a JSON, CSV or vCard file; what is here already is passed over',
  arity: [1, 1],
  options: {
    format: { type: 'string' },
    kind: { type: 'string' },
    owner: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  help: [
    '--format FORMAT   json, csv or vcf, where the name of the file does not say it',
    '--kind KIND       company, contact or lead, where the file does not say it (cards: guessed unless told)',
    '--owner EMAIL     whose records they become, where the file names nobody here; the first administrator unless told',
    '--dry-run         only say what would be added',
    'The columns of a CSV file are the keys of fields, as `export` writes them. Ends with 1 when an entry is refused.',
  ],
  async run(invocation) {
    const file = invocation.arguments[0]!;
    const format = formatOf(invocation, file);
    const kind = kindAsked(invocation);
    const bytes = contentOf(file);
    const dry = invocation.options['dry-run'] === true;
    return withApp(invocation, async ({ database: { db } }) => {
      const owner = await ownerOf(db, invocation.options.owner as string | undefined);
      const records = readRecords(format, bytes, await fileMappings(db), kind);
      const done = await importAll(db, owner, records, dry);
      if (!dry) await noteAudit(db, OPERATOR.userId, 'records.imported');
      invocation.answer(told(done, dry), done);
      return done.refused.length > 0 ? 1 : 0;
    });
  },
};

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

async function importAll(db: Db, owner: Actor, records: FileRecord[], dry: boolean): Promise<Imported> {
  const done: Imported = { imported: 0, here: 0, refused: [] };
  for (const [at, one] of records.entries()) {
    try {
      if (await isHere(db, one)) done.here += 1;
      else {
        await addOne(db, owner, one, dry);
        done.imported += 1;
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const name = derive(one.kind, one.values).displayName;
      done.refused.push({ entry: at + 1, name, reason: error.message });
    }
  }
  return done;
}

/** The same id, or the same name with the same e-mail address or number: a file imported twice doubles nobody. */
async function isHere(db: Db, { id, kind, values }: FileRecord): Promise<boolean> {
  const { displayName, sortName, matchKeys } = derive(kind, values);
  const known = z.uuid().safeParse(id).success ? sql`id = ${id}::uuid or` : sql``;
  const found = await rows(
    db,
    sql`select 1 from record where ${known} (deleted_at is null and kind = ${kind} and sort_name = ${sortName} and display_name = ${displayName}
      and (match_keys && ${sql.param(matchKeys)}::text[] or (cardinality(match_keys) = 0 and ${matchKeys.length === 0}))) limit 1`,
  );
  return found.length > 0;
}

/** Dry, it is written and taken back, so that what is refused is found. */
async function addOne(db: Db, owner: Actor, one: FileRecord, dry: boolean): Promise<void> {
  const [named] = one.owner
    ? await db
        .select({ id: user.id })
        .from(user)
        .where(eq(user.email, normaliseEmail(one.owner)))
    : [];
  const input = { kind: one.kind, values: one.values, ownerId: named?.id };
  if (!dry) {
    await createRecord(db, owner, input);
    return;
  }
  await db
    .transaction(async (tx) => {
      await createRecord(tx, owner, input);
      tx.rollback();
    })
    .catch((error) => {
      if (!(error instanceof TransactionRollbackError)) throw error;
    });
}

function told({ imported, here, refused }: Imported, dry: boolean): string {
  const lines = [
    `${imported} ${dry ? 'would be added' : 'added'}, ${here} here already, ${refused.length} refused`,
    ...refused.map(({ entry, name, reason }) => `  entry ${entry}${name ? ` (${name})` : ''}: ${reason}`),
  ];
  return lines.join('\n');
}
