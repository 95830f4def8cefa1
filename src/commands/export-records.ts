import { writeFileSync } from 'node:fs';
import { EXPORT_FORMATS, type ExportFormat } from '../files/codes.ts';
import { exportRecords as write } from '../files/export-records.ts';
import { type Command, UsageError } from './command.ts';
import { formatOf, kindAsked, listed } from './file-options.ts';
import { OPERATOR, withStorage } from './with-storage.ts';

export const exportRecords: Command = {
  takes: '[FILE]',
  summary: 'Write every record to FILE or to standard output, as JSON, CSV or vCard',
  arity: [0, 1],
  options: { format: { type: 'string' }, kind: { type: 'string' }, photos: { type: 'boolean' } },
  help: [
    '--format FORMAT   json (every field; the default), csv (the same as a table), vcf (what an address book holds) or',
    '                  vcf4 (the same as vCard 4.0; vcf is 3.0, which every program reads)',
    '--kind KIND       only company, contact or lead',
    '--photos          the photos in JSON as well; cards have them anyway, a table has none',
    'What lies in the trash is left out.',
  ],
  async run(invocation) {
    const [file] = invocation.arguments;
    const format = formatOf(invocation, file, EXPORT_FORMATS) ?? (file === undefined ? 'json' : null);
    if (!format)
      throw new UsageError(`${file} does not say what it is to be: give --format ${listed(EXPORT_FORMATS)}.`);
    const photos = invocation.options.photos === true;
    if (photos && format === 'csv')
      throw new UsageError('A table has no photos: give --format json, vcf or vcf4.');
    const filter = { kind: kindAsked(invocation) ?? undefined };
    return withStorage(invocation, async ({ database: { db } }) => {
      const textOf = async (wanted: ExportFormat) => {
        const exported = await write(db, OPERATOR, { format: wanted, photos, filter });
        const pieces = await Array.fromAsync(exported.pieces);
        return { text: pieces.join(''), records: exported.records };
      };
      const { text, records } = await textOf(format);
      if (file === undefined) {
        const all = format === 'json' ? text : (await textOf('json')).text;
        invocation.answer(text.replace(/\n$/, ''), JSON.parse(all));
        return 0;
      }
      // Other people's data: for the eyes of whoever asked for it.
      writeFileSync(file, text, { mode: 0o600 });
      invocation.answer(`${records} records written to ${file}.`, { file, records });
      return 0;
    });
  },
};
