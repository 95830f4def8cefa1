// A file by the browser: chosen, looked at, its columns said, taken in, accounted for and taken back, in three languages.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, type OpenRubrica, openRubrica } from './open-rubrica.ts';
import { faultsOf, rawWordsOn } from './screens.ts';

let rubrica: OpenRubrica;
beforeAll(async () => {
  rubrica = await openRubrica();
});
afterAll(() => rubrica.close());

const LANGUAGES = {
  'en-GB': {
    choose: 'Choose files',
    run: /^Import 3 entries$/,
    download: 'Download as CSV',
    line: '1,persone.csv,2,Contact,Ada Rossi,Added,',
    undo: 'Undo the import',
    undone: 'Undone',
  },
  'it-IT': {
    choose: 'Scegli i file',
    run: /^Importa 3 righe$/,
    download: 'Scarica come CSV',
    line: '1,persone.csv,2,Contatto,Ada Rossi,Aggiunta,',
    undo: 'Ripristina tutto',
    undone: 'Ripristinata',
  },
  'es-MX': {
    choose: 'Elegir archivos',
    run: /^Importar 3 filas$/,
    download: 'Descargar como CSV',
    line: '1,persone.csv,2,Contacto,Ada Rossi,Agregada,',
    undo: 'Deshacer todo',
    undone: 'Deshecha',
  },
};

const TABLE = [
  'Nome;Cognome;Azienda;dove scriverle;Nato il;Squadra preferita',
  'Ada;Rossi;Rossi Srl;ada@rossi.example;4/5/1980;Genoa',
  'Bea;Bruni;;bea@bruni.example;;',
  'Cia;Conti;Conti Spa;cia@conti.example;;Sampdoria',
  ';;;;;Torino',
].join('\n');

const choose = async (page: Page, button: string, files: { name: string; content: string | Buffer }[]) => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button }).click(),
  ]);
  await chooser.setFiles(
    files.map(({ name, content }) => ({
      name,
      mimeType: 'text/plain',
      buffer: Buffer.from(content as string),
    })),
  );
};
/** A look of one's own: `SCREENSHOTS=folder`. */
const look = async (page: Page, name: string) => {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};
const sound = async (page: Page, name: string) => {
  await look(page, name);
  await expectAccessible(page);
  expect(await faultsOf(page), name).toEqual([]);
  expect(await rawWordsOn(page), name).toEqual([]);
};

test.each(Object.entries(LANGUAGES))(
  '%s: chosen, looked at, taken in and taken back',
  async (locale, words) => {
    const page = await rubrica.visitSignedIn({
      locale,
      viewport: locale === 'it-IT' ? { width: 390, height: 844 } : { width: 1280, height: 900 },
      colorScheme: locale === 'es-MX' ? 'dark' : 'light',
    });
    await page.goto('/imports');
    await page.getByRole('button', { name: words.choose }).waitFor();
    await sound(page, `${locale}-1-choose`);
    await choose(page, words.choose, [{ name: 'persone.csv', content: TABLE }]);
    await page.locator('[data-entry="1"]').waitFor();
    await page.locator('[data-entry="1"] summary').click();
    await sound(page, `${locale}-2-look`);
    await page.getByRole('button', { name: words.run }).click();
    await page.getByRole('button', { name: words.undo }).waitFor();
    await page.locator('[data-entry="4"]').waitFor();
    await sound(page, `${locale}-3-account`);
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: words.download }).click(),
    ]);
    expect(await readFile(await table.path(), 'utf8')).toContain(words.line);
    const { items } = await rubrica.call('listRecords', { query: { kind: 'contact' } });
    expect(items.map(({ displayName, values }) => [displayName, values.email]).sort()).toEqual([
      ['Ada Rossi', 'ada@rossi.example'],
      ['Bea Bruni', 'bea@bruni.example'],
      ['Cia Conti', 'cia@conti.example'],
    ]);
    await page.getByRole('button', { name: words.undo }).click();
    await page.getByRole('dialog').getByRole('button', { name: words.undo }).click();
    await page.getByText(words.undone, { exact: false }).first().waitFor();
    expect((await rubrica.call('listRecords', { query: { kind: 'contact' } })).total).toBe(0);
    await page.goto('/imports');
    await page.locator('main ol li').first().waitFor();
    await sound(page, `${locale}-4-imports`);
  },
);

test('a column is sent to a field, and the preview follows', async () => {
  const page = await rubrica.visitSignedIn({ viewport: { width: 1280, height: 900 } });
  await page.goto('/contacts');
  await page.getByRole('button', { name: 'Import, export, labels' }).click();
  await page.getByRole('menuitem', { name: 'Import…' }).click();
  await choose(page, 'Choose files', [{ name: 'b.csv', content: 'who;x\nNeri;4711\nVerdi;4712\n' }]);
  await page.getByText('Nothing here is new').waitFor();
  const column = page.getByRole('combobox', { name: '“who” goes to' });
  await column.click();
  await page.getByRole('option', { name: 'Last name', exact: true }).click();
  await page.getByRole('button', { name: 'Import 2 entries' }).waitFor();
  await page.locator('[data-entry="2"]', { hasText: 'Verdi' }).waitFor();
  await page.getByRole('button', { name: 'Do not import' }).click();
  await page.getByRole('button', { name: 'Choose files' }).waitFor();
  expect((await rubrica.call('listRecords', { query: { kind: 'contact' } })).total).toBe(0);
});

test('the labels that cards bring are said, one is left out, and the others are on whoever was imported', async () => {
  const page = await rubrica.visitSignedIn({ viewport: { width: 1280, height: 900 } });
  await page.goto('/imports');
  const content = ['Ida Poli', 'Ugo Sala']
    .map((name) => `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nCATEGORIES:Fair,Old\nEND:VCARD\n`)
    .join('');
  await choose(page, 'Choose files', [{ name: 'l.vcf', content }]);
  const labels = page.getByRole('region', { name: 'Labels' });
  await labels.getByText('2 entries · new in Rubrica').first().waitFor();
  await sound(page, 'labels');
  await labels.getByRole('checkbox', { name: 'Old' }).uncheck();
  await page.getByRole('button', { name: 'Import 2 entries' }).click();
  await page.getByText('Imported').first().waitFor();
  const { items } = await rubrica.call('listRecords', { query: { q: 'Ida' } });
  expect(items.map(({ labels: all }) => all.map(({ name }) => name))).toEqual([['Fair']]);
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).click();
  await page.getByText('Undone').first().waitFor();
  expect((await rubrica.call('listLabels', {})).items).toEqual([]);
});

test('another encoding is chosen, before the first look where the bytes do not show it, and the preview follows', async () => {
  const page = await rubrica.visitSignedIn({ viewport: { width: 1280, height: 900 } });
  const pick = async (encoding: string) => {
    await page.getByRole('combobox', { name: 'Encoding' }).click();
    await page.getByRole('option', { name: encoding, exact: true }).click();
  };
  await page.goto('/imports');
  const kana = Buffer.from([0x83, 0x41, 0x83, 0x93, 0x83, 0x69, 0x0a, 0x83, 0x81, 0x0a]);
  await choose(page, 'Choose files', [
    { name: 'k.csv', content: Buffer.concat([Buffer.from('Last name\n'), kana]) },
  ]);
  await page.getByText('It is neither UTF-8 nor Windows-1252').waitFor();
  await sound(page, 'encoding-not-found');
  await pick('SHIFT_JIS');
  await page.locator('[data-entry="1"]', { hasText: 'アンナ' }).waitFor();
  await page.reload();
  await page.locator('[data-entry="2"]', { hasText: 'メ' }).waitFor();
  await pick('UTF-8');
  await page.getByText('It is not utf-8').waitFor();
  await pick('SHIFT_JIS');
  await page.locator('[data-entry="1"]', { hasText: 'アンナ' }).waitFor();
  await sound(page, 'encoding-chosen');
  await page.getByRole('button', { name: 'Do not import' }).click();
  await page.getByRole('button', { name: 'Choose files' }).waitFor();
});

test('a list goes out as a file of the browser', async () => {
  await rubrica.call('createRecord', {
    body: { kind: 'contact', values: { firstName: 'Dora', lastName: 'Neri' } },
  });
  const page = await rubrica.visitSignedIn({ viewport: { width: 1280, height: 900 } });
  await page.goto('/contacts?q=dora');
  await page.locator('[data-index="0"]').waitFor();
  await page.getByRole('button', { name: 'Import, export, labels' }).click();
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  await page.getByRole('heading', { name: 'Export 1 record' }).waitFor();
  await sound(page, 'export');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('rubrica.vcf');
  expect(await readFile(await file.path(), 'utf8')).toContain('N:Neri;Dora;;;');
});

test('what was ticked goes out as a file, however many there are', async () => {
  for (const lastName of ['Uno', 'Due', 'Tre'])
    await rubrica.call('createRecord', { body: { kind: 'lead', values: { firstName: 'Elio', lastName } } });
  const page = await rubrica.visitSignedIn({ viewport: { width: 1280, height: 900 } });
  await page.goto('/leads?q=elio');
  for (const name of ['Due', 'Uno'])
    await page.getByRole('checkbox', { name: `Select Elio ${name}` }).check();
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('heading', { name: 'Export 2 records' }).waitFor();
  await page.getByRole('combobox', { name: 'Format' }).click();
  await page.getByRole('option', { name: 'JSON' }).click();
  await page.getByRole('switch', { name: 'With the photos' }).waitFor();
  await sound(page, 'export-ticked');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('rubrica.json');
  const records = JSON.parse(await readFile(await file.path(), 'utf8')) as { values: { lastName: string } }[];
  expect(records.map(({ values }) => values.lastName)).toEqual(['Due', 'Uno']);
});

test.each([
  ['en-GB', 'This file cannot be read as it is.', 'A quote opens in line 2'],
  ['it-IT', 'Questo file non si può leggere così com’è.', 'Alla riga 2 si apre una virgoletta'],
  ['es-MX', 'Este archivo no se puede leer tal como está.', 'En la línea 2 se abre una comilla'],
] as const)('%s: a file that cannot be read says why, and nothing was taken', async (locale, title, why) => {
  const page = await rubrica.visitSignedIn({ locale, viewport: { width: 1280, height: 900 } });
  await page.goto('/imports');
  await choose(page, LANGUAGES[locale].choose, [{ name: 'c.csv', content: 'lastName\n"open\n' }]);
  await page.getByText(title).waitFor();
  await page.getByText(why).waitFor();
  await sound(page, `${locale}-unreadable`);
});
