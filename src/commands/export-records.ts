import { writeFileSync } from 'node:fs';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { noteAudit } from '../access/audit.ts';
import type { Db } from '../database/database.ts';
import { record, user } from '../database/schema.ts';
import { type FileRecord, writeRecords } from '../files/write-file.ts';
import type { RecordKind } from '../sync/model.ts';
import { type Command, UsageError } from './command.ts';
import { fileMappings, formatOf, kindAsked } from './file-options.ts';
import { OPERATOR, withStorage } from './with-storage.ts';

export const exportRecords: Command = {
  takes: '[FILE]',
  summary: 'Write every record to FILE or to standard output, as JSON, CSV or vCard',
  arity: [0, 1],
  options: { format: { type: 'string' }, kind: { type: 'string' } },
  help: [
    '--format FORMAT   json (every field; the default), csv (the same as a table) or vcf (what an address book holds)',
    '--kind KIND       only company, contact or lead',
    'What lies in the trash is left out.',
  ],
  async run(invocation) {
    const [file] = invocation.arguments;
    const format = formatOf(invocation, file) ?? (file === undefined ? 'json' : null);
    if (!format)
      throw new UsageError(`${file} does not say what it is to be: give --format json, csv or vcf.`);
    const kind = kindAsked(invocation);
    return withStorage(invocation, async ({ database: { db } }) => {
      const records = await recordsOf(db, kind);
      const text = writeRecords(format, records, await fileMappings(db));
      await noteAudit(db, OPERATOR.userId, 'records.exported');
      if (file === undefined) {
        invocation.answer(text.replace(/\n$/, ''), records);
        return 0;
      }
      // Other people's data: for the eyes of whoever asked for it.
      writeFileSync(file, text, { mode: 0o600 });
      invocation.answer(`${records.length} records written to ${file}.`, { file, records: records.length });
      return 0;
    });
  },
};

/** Companies first, so that people find theirs when the file is imported. */
async function recordsOf(db: Db, kind: RecordKind | null): Promise<FileRecord[]> {
  return db
    .select({ id: record.id, kind: record.kind, owner: user.email, values: record.values })
    .from(record)
    .innerJoin(user, eq(user.id, record.ownerId))
    .where(and(isNull(record.deletedAt), kind ? eq(record.kind, kind) : undefined))
    .orderBy(asc(record.kind), asc(record.sortName), asc(record.id));
}
