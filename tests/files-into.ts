// Files taken into a test's own database, and what is there afterwards.
import { eq, sql } from 'drizzle-orm';
import type { Actor } from '../src/access/actor.ts';
import type { Db } from '../src/database/database.ts';
import * as schema from '../src/database/schema.ts';
import type { ExportFormat } from '../src/files/codes.ts';
import { type FileToPlan, type ImportResult, planFile, resultOf } from '../src/files/import-file.ts';
import { importAtOnce } from '../src/files/imports/import-at-once.ts';
import { type FileRecord, fileWriter, type Mappings } from '../src/files/write-file.ts';
import { aUser } from './rows.ts';

const DEFAULTS = {
  format: null,
  kind: null,
  encoding: null,
  dates: null,
  onMatch: 'create',
} as const;

interface More extends Partial<Omit<FileToPlan, 'files'>> {
  dryRun?: boolean;
}

/** `database` is asked at each call: it opens before the tests begin. */
export const filesInto = (database: () => Db) => ({
  async take(
    actor: Actor,
    file: string | Uint8Array,
    { dryRun = false, ...more }: More = {},
    on: Db = database(),
  ): Promise<ImportResult> {
    const bytes = Buffer.from(file as string);
    const options = { ...DEFAULTS, ...more };
    if (dryRun) return resultOf(await planFile(on, actor, { ...options, files: [bytes] }));
    return (await importAtOnce(on, actor, { ...options, files: [{ name: 'file', bytes }] })).result;
  },
  recordsOf: (owner: Actor) =>
    database()
      .select()
      .from(schema.record)
      .where(eq(schema.record.ownerId, owner.userId))
      .orderBy(schema.record.id),
  /** A world of its own: names of other tests are nobody's namesakes. */
  async aWorld(): Promise<Actor> {
    await database().execute(sql`truncate record, change cascade`);
    return aUser(database());
  },
});

export const outcomes = ({ rows }: ImportResult) => rows.map(({ outcome }) => outcome);

/** The records as a file, without their pictures. */
export function written(format: ExportFormat, records: FileRecord[], mappings: Mappings): string {
  const keys = [...new Set(records.flatMap(({ values }) => Object.keys(values)))].sort();
  const writer = fileWriter(format, mappings, keys);
  return writer.start + records.map((one) => writer.one(one)).join(writer.between) + writer.end;
}
