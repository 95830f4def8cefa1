// Files taken into a real database: every entry is accounted for, and nothing it says is lost.
import { eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { describe, expect, test } from 'vitest';
import type { Db } from '../../src/database/database.ts';
import * as schema from '../../src/database/schema.ts';
import { exportRecords, fileMappings } from '../../src/files/export-records.ts';
import { deleteRecord } from '../../src/records/delete-records.ts';
import { getRecord } from '../../src/records/get-record.ts';
import { databaseOfFile } from '../database-of-file.ts';
import { filesInto, outcomes, written } from '../files-into.ts';
import { refusal } from '../refusal.ts';
import { aRecord, aUser } from '../rows.ts';

const database = await databaseOfFile();
const { db } = database;

const { take, recordsOf, aWorld } = filesInto(() => db);
const historyOf = async (recordId: string) =>
  (await db.select().from(schema.change).where(eq(schema.change.recordId, recordId)))
    .filter(({ field }) => field === 'inFile')
    .map(({ after }) => after)
    .sort();
const card = (...lines: string[]): string =>
  `BEGIN:VCARD\r\nVERSION:3.0\r\n${lines.join('\r\n')}\r\nEND:VCARD\r\n`;
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const FULL = card(
  'N:Sala;Rita;Pia;Dott.ssa;PhD',
  'FN:Rita Sala',
  'NICKNAME:Ritù',
  ...['WORK:r@sala.example', 'HOME:r2@sala.example', 'OTHER:r3@sala.example'].map(
    (one) => `EMAIL;TYPE=${one}`,
  ),
  'TEL;TYPE=CELL:347 5550001',
  'TEL;TYPE=CELL:347 5550002',
  'TEL;TYPE=CELL:347 5550003',
  'TEL;TYPE=Bottega:02 5550004',
  'NOTE:prima',
  'NOTE:seconda',
  'CATEGORIES:Amici,Clienti',
  'ORG:Sala;Vendite;Estero',
  'IMPP:xmpp:rita@sala.example',
  'BDAY:1975/02/03',
  `PHOTO;ENCODING=b;TYPE=PNG:${PIXEL}`,
);

describe('what an entry says', () => {
  test('is in a field or in the history, picture and notes too, and once more it is here already', async () => {
    const anna = await aWorld();
    const dry = await take(anna, FULL, { dryRun: true });
    expect(await recordsOf(anna)).toEqual([]);
    const done = await take(anna, FULL);
    expect({ ...done, rows: done.rows.map((row) => ({ ...row, recordId: null })) }).toEqual(dry);
    expect(outcomes(done)).toEqual(['added']);
    const [made] = await recordsOf(anna);
    expect(made!.values).toMatchObject({
      firstName: 'Rita',
      lastName: 'Sala',
      salutation: 'Dott.ssa',
      nickname: 'Ritù',
      mobile: '347 5550001',
      description: 'prima\n\nseconda',
      department: 'Vendite',
      birthday: '1975-02-03',
      photo: expect.stringMatching(/^[\w-]{20,}$/),
    });
    expect(await db.$count(schema.photo, eq(schema.photo.id, made!.values.photo!))).toBe(1);
    expect(done.rows[0]!.inactive).toEqual(['nickname']);
    const values = Object.values(made!.values).join('\n');
    const labels = (await getRecord(db, anna, made!.id)).labels.map(({ name }) => name);
    const everything = [values, ...(await historyOf(made!.id)), ...labels].join('\n');
    for (const said of [
      'Pia',
      'PhD',
      'r3@sala.example',
      '347 5550002',
      '347 5550003',
      '02 5550004',
      'Bottega',
      'Amici',
      'Clienti',
      'Estero',
      'xmpp:rita',
    ])
      expect(everything).toContain(said);
    expect(outcomes(await take(anna, FULL))).toEqual(['here-already']);
    expect(await recordsOf(anna)).toHaveLength(1);
  });

  test('that a field refuses does not refuse the person', async () => {
    const anna = await aWorld();
    const json = JSON.stringify([
      {
        kind: 'contact',
        values: {
          lastName: 'Odd',
          email: 'a b@x.example',
          website: 'facebook/odd',
          birthday: 'spring',
          phone: { a: 1 },
          mobile: 3475550010,
        },
      },
      { kind: 'contact', values: { lastName: 'Long', title: 'x'.repeat(1001) } },
      { kind: 'contact' },
      7,
    ]);
    const done = await take(anna, `\ufeff${json}`);
    expect(outcomes(done)).toEqual(['added', 'added', 'refused', 'refused']);
    expect((await recordsOf(anna)).map(({ values }) => values)).toEqual([
      { lastName: 'Odd', mobile: '3475550010' },
      { lastName: 'Long' },
    ]);
    expect(done.rows[0]!.rest.map(({ what, reason }) => `${what} ${reason}`).sort()).toEqual([
      'birthday not-a-date',
      'email not-an-email',
      'phone not-text',
      'website not-a-url',
    ]);
    expect(await historyOf(done.rows[0]!.recordId!)).toContain('phone: {"a":1}');
  });

  test.each(['vcf', 'json'] as const)(
    'what no field has goes out as %s too, is known again, and comes back the same',
    async (format) => {
      const anna = await aWorld();
      await take(
        anna,
        FULL.replace(
          'END:',
          'ROLE:Capo\\, vice\r\nX-MINE:a\\nb\r\nTITLE:uno\r\nTITLE:due\r\nBDAY:ieri\r\nEND:',
        ),
      );
      const [rita] = await recordsOf(anna);
      const kept = await historyOf(rita!.id);
      expect(kept).toContain('ROLE: Capo, vice');
      const { pieces } = await exportRecords(db, anna, { format, filter: {} });
      const file = (await Array.fromAsync(pieces)).join('');
      expect(outcomes(await take(anna, file, { onMatch: 'merge' }))).toEqual(['here-already']);
      await db.execute(sql`truncate record, change cascade`);
      await take(anna, file);
      const [again] = await recordsOf(anna);
      expect(again!.values).toEqual(rita!.values);
      expect(await historyOf(again!.id)).toEqual(kept);
      if (format === 'vcf')
        expect(file.split('\r\n')).toEqual(
          expect.arrayContaining([
            'ROLE:Capo\\, vice',
            'X-MINE:a\\nb',
            'IMPP:xmpp:rita@sala.example',
            'CATEGORIES:Amici,Clienti',
            'X-RUBRICA-KEPT:TITLE: due',
          ]),
        );
    },
  );

  test('keeps the digits of a number that no float holds', async () => {
    const anna = await aWorld();
    await take(anna, '[{"kind":"contact","values":{"lastName":"Lungo","phone":39026701234567890123}}]');
    expect((await recordsOf(anna))[0]!.values.phone).toBe('39026701234567890123');
  });

  test('is refused with its reason where there is nothing to find it by', async () => {
    const anna = await aWorld();
    const done = await take(anna, 'firstName,title,email\n,Direttore,\nAda,,\n');
    expect(outcomes(done)).toEqual(['refused', 'added']);
    expect(done.rows[0]).toMatchObject({
      row: 1,
      line: 2,
      values: { title: 'Direttore' },
      reason: { code: 'nothing-to-find-by' },
    });
  });
});

describe('who is here already', () => {
  test('only an entry that says nothing new; a namesake is added and named', async () => {
    const anna = await aWorld();
    const cards = [
      card('N:Riva;Gino;;;', 'ADR:;;Via A 1;Bari;;;Italia'),
      card('N:Riva;Gino;;;', 'ADR:;;Via B 2;Lecce;;;Italia', 'NOTE:un altro'),
      card('N:Riva;Gino;;;'),
    ].join('');
    const done = await take(anna, cards);
    expect(outcomes(done)).toEqual(['added', 'added', 'here-already']);
    expect(done.rows[1]!.looksLike).toMatchObject({ row: 1, name: 'Gino Riva', reasons: ['name'] });
    expect(outcomes(await take(anna, cards))).toEqual(['here-already', 'here-already', 'here-already']);
  });

  test('a number counts wherever it stands and however it is written', async () => {
    const anna = await aWorld();
    await aRecord(db, anna, { lastName: 'Costa', phone: '+39 02 5550100', email: 'C@costa.example' });
    const done = await take(anna, 'Cognome;Cellulare;Email\nCosta;0039 025550100;c@costa.example\n');
    expect(outcomes(done)).toEqual(['here-already']);
  });

  test('a lead that went out as a card, and a picture that went out by its id, are here already', async () => {
    const anna = await aWorld();
    await aRecord(db, anna, { lastName: 'Neri', mobile: '347 5550500', 'mailing.city': 'Asti' }, 'lead');
    const [lead] = await recordsOf(anna);
    const out = { id: lead!.id, kind: lead!.kind, owner: '', values: lead!.values };
    const cards = written('vcf', [out], await fileMappings(db));
    expect(outcomes(await take(anna, cards))).toEqual(['here-already']);
    await take(anna, FULL);
    const all = (await recordsOf(anna)).map(({ id, kind, values }) => ({ id, kind, owner: '', values }));
    expect(all[1]!.values.photo).toBeDefined();
    for (const format of ['json', 'csv'] as const) {
      const file = written(format, all, await fileMappings(db));
      expect(outcomes(await take(anna, file))).toEqual(['here-already', 'here-already']);
    }
    await deleteRecord(db, anna, all[1]!.id);
    const back = await take(anna, written('json', all, await fileMappings(db)));
    expect(back.rows[1]!.values).toEqual(all[1]!.values);
  });

  test('two entries of one person become one record, and nothing of the second is lost', async () => {
    const anna = await aWorld();
    const done = await take(
      anna,
      [
        card(
          'N:Ferri;Lia;;;',
          'EMAIL:info@ferri.example',
          'TITLE:Vendite',
          'ADR:;;Via A 1;Bari;;;',
          'NOTE:prima',
        ),
        card(
          'N:Ferri;Lia;;;',
          'EMAIL:info@ferri.example',
          'TEL:02 5550200',
          'TITLE:Acquisti',
          'ADR:;;Via B 2;Lecce;;;',
          'NOTE:dopo',
        ),
        card('N:Ferri;Lia;;;', 'TEL:02 5550200', 'EMAIL:lia@ferri.example', 'TEL;TYPE=CELL:347 5550201'),
      ].join(''),
    );
    expect(outcomes(done)).toEqual(['added', 'merged', 'merged']);
    const [lia, ...more] = await recordsOf(anna);
    expect(more).toEqual([]);
    expect(lia!.values).toMatchObject({
      email: 'info@ferri.example',
      secondaryEmail: 'lia@ferri.example',
      phone: '02 5550200',
      mobile: '347 5550201',
      title: 'Vendite',
      'mailing.city': 'Bari',
      description: 'prima\n\ndopo',
    });
    expect(await historyOf(lia!.id)).toEqual(['mailing: Via B 2, Lecce', 'title: Acquisti']);
    expect(done.rows.map(({ recordId }) => recordId)).toEqual([lia!.id, lia!.id, lia!.id]);
  });

  const FILE = 'firstName,lastName,email,mobile,title\nIda,Poli,ida@poli.example,347 5550300,Capo\n';
  test.each([
    ['create', 'added', 2, undefined],
    ['merge', 'merged', 1, '347 5550300'],
    ['refuse', 'refused', 1, undefined],
  ] as const)('told to %s, an entry of the same person is %s', async (onMatch, outcome, count, mobile) => {
    const anna = await aWorld();
    const id = await aRecord(db, anna, {
      firstName: 'Ida',
      lastName: 'Poli',
      email: 'ida@poli.example',
      title: 'Socia',
    });
    const done = await take(anna, FILE, { onMatch });
    expect(outcomes(done)).toEqual([outcome]);
    const found = await recordsOf(anna);
    expect(found).toHaveLength(count);
    expect(found[0]!.values).toMatchObject({ title: 'Socia' });
    expect(found[0]!.values.mobile).toBe(mobile);
    if (onMatch === 'create') expect(done.rows[0]!.looksLike).toMatchObject({ recordId: id });
    if (onMatch === 'refuse')
      expect(done.rows[0]!.reason).toMatchObject({ code: 'looks-like', params: { name: 'Ida Poli' } });
    if (onMatch === 'merge') expect(await historyOf(id)).toEqual(['title: Capo']);
  });

  test('told to merge, whoever is surely the same is merged too, although the name is written otherwise', async () => {
    const anna = await aWorld();
    await aRecord(db, anna, { firstName: 'Giuseppe', lastName: 'Poli', email: 'pino@poli.example' });
    const file = 'firstName,lastName,email,mobile\nPino,Poli,pino@poli.example,347 5550300\n';
    expect(outcomes(await take(anna, file, { onMatch: 'merge' }))).toEqual(['merged']);
    expect((await recordsOf(anna)).map(({ values }) => [values.firstName, values.mobile])).toEqual([
      ['Giuseppe', '347 5550300'],
    ]);
  });

  test('by its id a record is known under another name; from the trash nobody is', async () => {
    const anna = await aWorld();
    const id = await aRecord(db, anna, { lastName: 'Prima' });
    const file = `id,kind,lastName,phone\n${id},contact,Dopo,02 5550400\n`;
    expect(outcomes(await take(anna, file))).toEqual(['merged']);
    expect((await recordsOf(anna))[0]!.values).toEqual({ lastName: 'Prima', phone: '02 5550400' });
    expect(await historyOf(id)).toEqual(['lastName: Dopo']);
    await deleteRecord(db, anna, id);
    expect(outcomes(await take(anna, file))).toEqual(['added']);
  });
});

test('of a file that cannot be told apart nothing is taken', async () => {
  const anna = await aWorld();
  const refused = await refusal(take(anna, 'lastName,description\nAda,ok\nBea,"open\nCia,ok\n'));
  expect(refused).toMatchObject({ code: 'unreadable-file', message: expect.stringContaining('line 3') });
  expect(await recordsOf(anna)).toEqual([]);
});

test('owners are found by their address, whoever is nobody here leaves the record to the importer', async () => {
  const [anna, bruno] = [await aWorld(), await aUser(db)];
  const email = `${bruno.userId}@example.test`;
  await take(anna, `lastName,owner,kind\nUno,${email.toUpperCase()},lead\nDue,x@nowhere.example,lead\n`);
  expect((await recordsOf(bruno)).map(({ displayName }) => displayName)).toEqual(['Uno']);
  expect((await recordsOf(anna)).map(({ displayName }) => displayName)).toEqual(['Due']);
});

test('two thousand people of one name and company are two thousand, in statements that grow as the rows do', async () => {
  const anna = await aWorld();
  let statements = 0;
  const counted = drizzle({
    client: database.pool,
    schema,
    logger: {
      logQuery: () => {
        statements += 1;
      },
    },
  });
  const file = (from: number, to: number): string => {
    const rows = Array.from(
      { length: to - from },
      (_, n) => `Mario,Rossi,Acme Srl,m${from + n}@acme.example,347 ${1_000_000 + from + n}`,
    );
    return `firstName,lastName,companyName,email,mobile\n${rows.join('\n')}\n`;
  };
  const costOf = async (text: string): Promise<number> => {
    statements = 0;
    const { counts } = await take(anna, text, {}, counted as unknown as Db);
    expect(counts.added + counts['here-already']).toBe(text.trim().split('\n').length - 1);
    return statements;
  };
  const [small, large] = [await costOf(file(0, 200)), await costOf(file(200, 2000))];
  expect((await recordsOf(anna)).length).toBe(2000);
  // The first events of a batch are a statement each, whatever its size.
  expect(large / small).toBeLessThan(9 * 1.3);
  const again = await costOf(file(0, 2000));
  expect((await recordsOf(anna)).length).toBe(2000);
  expect(again).toBeLessThan(large);
});
