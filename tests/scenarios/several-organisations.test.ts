// A card of several organisations: the fields stand for one of them by what it is, wherever it stands; the others are shown
// beside it and never touched.
import { afterEach, expect, test } from 'vitest';
import { updateRecord } from '../../src/records/update-record.ts';
import { type GoogleScenario, openGoogleScenario } from './open-google-scenario.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario | GoogleScenario;
afterEach(() => scenario.close());

const ALFA = ['item1.ORG:Alfa', 'item1.TITLE:Capo'];
const BETA = ['item2.TITLE:Socia', 'item2.ORG:Beta;Vendite'];
const ada = (...lines: string[]) =>
  vcard('ADA', 'N:Rossi;Ada;;;', 'FN:Ada Rossi', 'TEL;TYPE=CELL:333 1234567', ...lines);

async function onCardDav(...lines: string[]) {
  const opened = await openScenario({ cards: 0, profile: 'standard' });
  scenario = opened;
  opened.phone.put('ada.vcf', ada(...lines));
  const alice = await opened.user();
  const account = await opened.connect(alice, {}, 'carddav');
  await opened.sync(alice, account);
  await opened.importAll(alice, account);
  const { id } = await opened.recordNamed(alice, 'Ada Rossi');
  const record = async () => {
    const { values, links } = await opened.record(alice, id);
    const also = links[0]!.alsoOnCard.flatMap(({ property, value }) =>
      property.startsWith('organization') ? [value] : [],
    );
    return [values.companyName ?? null, values.title ?? null, ...also];
  };
  const edit = async (values: Record<string, string | null>) => {
    await updateRecord(opened.db, alice, { id, values });
    await opened.sync(alice, account);
    await opened.sync(alice, account);
  };
  const own = () => opened.phone.get('ada.vcf')!.vcard.match(/^.*(?:ORG|TITLE)[^\r]*/gm)!;
  return { ...opened, alice, account, record, edit, own };
}

test('titles belong to the organisation of their group, in whatever order the lines come', async () => {
  const { alice, account, record, phone, sync } = await onCardDav(...ALFA, ...BETA);
  expect(await record()).toEqual(['Alfa', 'Capo', 'Beta, Vendite, Socia']);
  for (const lines of [
    [...BETA, ...ALFA],
    [BETA[0]!, ALFA[1]!, BETA[1]!, ALFA[0]!],
  ]) {
    phone.put('ada.vcf', ada(...lines));
    expect((await sync(alice, account)).counts).toMatchObject({ updated: 0, pushed: 0, conflicts: 0 });
    expect(await record()).toEqual(['Alfa', 'Capo', 'Beta, Vendite, Socia']);
  }
});

test('an edit goes to the line of its organisation, also after the phone put another one first', async () => {
  const { alice, account, record, phone, sync, edit, own } = await onCardDav(...ALFA, ...BETA);
  phone.put('ada.vcf', ada(...BETA, ...ALFA));
  await sync(alice, account);
  await edit({ companyName: 'Alfa & Figli', title: null });
  expect(own()).toEqual([...BETA, 'item1.ORG:Alfa & Figli', 'item1.TITLE:']);
  expect(await record()).toEqual(['Alfa & Figli', null, 'Beta, Vendite, Socia']);
  await edit({ title: 'Presidente' });
  expect(own()).toEqual([...BETA, 'item1.ORG:Alfa & Figli', 'item1.TITLE:Presidente']);
  await edit({ companyName: null, title: null });
  expect(own()).toEqual([...BETA, 'item1.ORG:', 'item1.TITLE:']);
  expect(await record()).toEqual([null, null, 'Beta, Vendite, Socia']);
});

test('one that the phone takes away leaves its fields empty, and what is typed then stands beside the other', async () => {
  const { alice, account, record, phone, sync, edit, own } = await onCardDav(...ALFA, ...BETA);
  phone.put('ada.vcf', ada(...BETA));
  await sync(alice, account);
  expect(await record()).toEqual([null, null, 'Beta, Vendite, Socia']);
  await edit({ companyName: 'Gamma', title: 'Capo' });
  const [orgs, titles] = [
    own().filter((line) => /ORG/.test(line)),
    own().filter((line) => /TITLE/.test(line)),
  ];
  expect([orgs, titles]).toEqual([
    ['item2.ORG:Beta;Vendite', expect.stringMatching(/^item\d+\.ORG:Gamma$/)],
    ['item2.TITLE:Socia', expect.stringMatching(/^item\d+\.TITLE:Capo$/)],
  ]);
  expect(await record()).toEqual(['Gamma', 'Capo', 'Beta, Vendite, Socia']);
});

test('at Google neither the order of an answer nor an emptied organisation brings another one into the fields', async () => {
  const opened = await openGoogleScenario();
  scenario = opened;
  const anna = await opened.user('Anna');
  const alfa = { name: 'Alfa', title: 'Capo' };
  const beta = { name: 'Beta', title: 'Socia', type: 'work' };
  const { resourceName: name } = opened.phone.create({
    names: [{ givenName: 'Ada', familyName: 'Neri' }],
    organizations: [alfa, beta],
  });
  const account = await opened.connect(anna);
  await opened.sync(anna, account);
  await opened.importAll(anna, account);
  const { id } = await opened.recordNamed(anna, 'Ada Neri');
  const values = async () => {
    const { companyName = null, title = null } = (await opened.record(anna, id)).values;
    return [companyName, title];
  };
  const orgs = () =>
    opened.phone.get(name)!.organizations!.map(({ name: called, title, type }) => ({ called, title, type }));
  opened.phone.edit(name, { organizations: [beta, alfa] });
  await opened.sync(anna, account);
  expect(await values()).toEqual(['Alfa', 'Capo']);
  await updateRecord(opened.db, anna, { id, values: { title: 'Presidente' } });
  await opened.sync(anna, account);
  await opened.sync(anna, account);
  expect(orgs()).toEqual([
    { called: 'Beta', title: 'Socia', type: 'work' },
    { called: 'Alfa', title: 'Presidente', type: undefined },
  ]);
  await updateRecord(opened.db, anna, { id, values: { companyName: null, title: null } });
  await opened.sync(anna, account);
  await opened.sync(anna, account);
  expect(orgs()).toEqual([{ called: 'Beta', title: 'Socia', type: 'work' }]);
  expect(await values()).toEqual([null, null]);
});
