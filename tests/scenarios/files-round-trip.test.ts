// Any records sent round through a file of each format, and files cut at every byte.
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../src/contact/text.ts';
import { EXPORT_FORMATS } from '../../src/files/codes.ts';
import { fileMappings } from '../../src/files/export-records.ts';
import { keptText } from '../../src/files/kept/kept-text.ts';
import type { FileRecord } from '../../src/files/write-file.ts';
import { insertRecords } from '../../src/records/write-record.ts';
import { databaseOfFile } from '../database-of-file.ts';
import { filesInto, outcomes, written } from '../files-into.ts';

const { db } = await databaseOfFile();

const { take, recordsOf, aWorld } = filesInto(() => db);
describe('any records', () => {
  const text = fc.oneof(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      '=1+1',
      "'+39 02 1",
      '-',
      'a\n\nb',
      'x"y',
      ', ;\t|',
      'Zoë 😀',
      "''",
      '@x',
      '"',
      'null',
      '\\,',
      '\\n',
      'ὈΔΥΣΣΕΎΣ',
      '王',
      '小明',
    ),
  );
  const anEmail = fc.nat(1e6).map((n) => `p${n}@x.example`);
  const aPhone = fc.integer({ min: 1e7, max: 1e9 }).map((n) => `+39 ${n}`);
  const values = fc.record(
    {
      lastName: text,
      firstName: text,
      companyName: text,
      title: text,
      email: anEmail,
      mobile: aPhone,
      phone: aPhone,
      description: text,
      birthday: fc.constantFrom('1980-05-12', '--02-29'),
      nickname: text,
      anniversary: fc.constantFrom('2001-06-01', '--12-31'),
      'mailing.street': text,
      'mailing.city': text,
    },
    { requiredKeys: ['lastName', 'email'] },
  );

  /** What imports and cards leave beside the fields, a text each. */
  const word = text.map(cleanText).filter(Boolean);
  const what = fc.oneof(
    word,
    fc.constantFrom(
      ...[
        'END',
        'VERSION',
        'UID',
        'N',
        'FN',
        'BDAY',
        'ADR',
        'TEL',
        'X-MINE',
        'ROLE',
        'X-RUBRICA-KEPT',
        'related',
      ],
      ...[
        'X-ABDATE',
        'ANNIVERSARY',
        'CATEGORIES',
        'PHOTO',
        'note',
        'photo',
        'X-ABLabel',
        'item1.X-ABLabel',
        'group',
      ],
    ),
  );
  const texts = fc.uniqueArray(
    fc
      .tuple(what, word)
      .map(([head, value]) => cleanText(`${head}: ${value}`))
      .filter((one) => one.includes(': ')),
    { maxLength: 4 },
  );

  test.each(EXPORT_FORMATS)('go out as %s, are known again, and come back the same', async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(values, { minLength: 1, maxLength: 6 }), texts, async (all, extras) => {
        const anna = await aWorld();
        // As people's: through the same door, so that what no record can hold is gone before.
        await take(anna, JSON.stringify(all.map((each) => ({ kind: 'contact', values: each }))));
        const before = await recordsOf(anna);
        const records = before.map(
          ({ id, kind, values: held }): FileRecord => ({
            id,
            kind,
            owner: '',
            values: held,
            ...(format === 'csv' ? {} : { extras }),
          }),
        );
        const file = written(format, records, await fileMappings(db));
        if (format !== 'csv') await take(anna, file, { kind: 'contact' });
        const again = await take(anna, file, { kind: 'contact' });
        expect(outcomes(again)).toEqual(records.map(() => 'here-already'));
        await db.execute(sql`truncate record, change cascade`);
        const back = await take(anna, file, { kind: 'contact' });
        expect(back.rows.map(({ rest }) => rest.map(keptText).sort())).toEqual(
          records.map((one) => (one.extras ?? []).toSorted()),
        );
        expect((await recordsOf(anna)).map((one) => one.values)).toEqual(before.map((one) => one.values));
      }),
      { numRuns: 25 },
    );
  });

  test('of a file cut anywhere every person is taken, refused by number, or the file is', async () => {
    const anna = await aWorld();
    const people: Record<string, string>[] = [
      { lastName: 'Forlì', email: 'a@x.example', description: 'una\n"due", tre' },
      { lastName: 'Ångström', email: 'b@x.example', 'mailing.city': 'Umeå' },
      { lastName: 'Rossi', email: 'c@x.example' },
    ];
    await insertRecords(
      db,
      people.map((each) => ({ kind: 'contact', values: each, ownerId: anna.userId })),
      { actor: 'user' },
    );
    const records = (await recordsOf(anna)).map(
      ({ id, kind, values: held }): FileRecord => ({ id, kind, owner: '', values: held }),
    );
    for (const format of ['csv', 'vcf', 'json'] as const) {
      const whole = Buffer.from(written(format, records, await fileMappings(db)));
      for (let cut = 1; cut < whole.length; cut += 1) {
        const part = whole.subarray(0, cut);
        const done = await take(anna, part, { format, kind: 'contact', dryRun: true }).catch(
          (error: { code?: string }) => {
            expect(error.code).toBe('unreadable-file');
            return null;
          },
        );
        if (!done) continue;
        const begun = people.filter(({ email }) => part.includes(email!)).length;
        expect(done.rows.length, `${format} cut at ${cut}`).toBeGreaterThanOrEqual(begun);
        const sound = done.rows.filter(({ outcome, warning }) => outcome !== 'refused' && !warning);
        for (const row of sound.slice(0, -1)) expect(row.outcome).toBe('here-already');
      }
    }
  });
});
