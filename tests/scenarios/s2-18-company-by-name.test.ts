// S2.18: a company noted on a card is linked with the company that is here, by whatever name it goes.
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { updateAccount } from '../../src/accounts/update-account.ts';
import { undoRun } from '../../src/plans/undo-run.ts';
import { listCompanyNames } from '../../src/records/companies/company-names.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
let alice: Actor;
beforeEach(async () => {
  scenario = await openScenario();
  alice = await scenario.user();
});
afterEach(() => scenario.close());

const card = (name: string, organisation: string, ...more: string[]): string =>
  vcard(name, `N:${name};Ada;;;`, `FN:Ada ${name}`, `ORG:${organisation}`, ...more);
const put = (name: string, organisation: string, ...more: string[]) =>
  scenario.phone.put(`${name}.vcf`, card(name, organisation, ...more));
const company = async (name: string, more = {}) =>
  (await createRecord(scenario.db, alice, { kind: 'company', values: { name, ...more } })).id;
const companyOf = async (name: string) => (await scenario.recordNamed(alice, `Ada ${name}`)).companyName;
const names = async () =>
  (await listCompanyNames(scenario.db, { limit: 50 })).items.map(({ name, state }) => [name, state]);
const texts = () => scenario.phone.list().map(({ href }) => scenario.phone.get(href)!.vcard);

async function imported(settings = {}) {
  const before = texts();
  const account = await scenario.connect(alice, settings);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  await scenario.sync(alice, account);
  expect(texts()).toEqual(before);
  return account;
}

test('by its name however it is written, by another name, by the mail domain; several of a name are asked about, and no card is touched', async () => {
  await company('Castelli & Figli di Giovanni S.n.c.');
  await company('International Business Machines', { aliases: 'IBM Italia' });
  await company('Verdi', { website: 'https://www.verdi.example' });
  await company('Rossi S.r.l.');
  await company('Rossi S.p.A.');
  put('Uno', 'CASTELLI E FIGLI DI GIOVANNI SNC');
  put('Due', 'I.B.M. Italia S.p.A.');
  put('Tre', 'Verdi Costruzioni', 'EMAIL:tre@mail.verdi.example');
  put('Quattro', 'Rossi');
  put('Cinque', 'Rossi spa');
  put('Sei', 'Nowhere');
  await imported();
  const found = await Promise.all(['Uno', 'Due', 'Tre', 'Quattro', 'Cinque', 'Sei'].map(companyOf));
  expect(found).toEqual([
    'Castelli & Figli di Giovanni S.n.c.',
    'International Business Machines',
    'Verdi',
    null,
    'Rossi S.p.A.',
    null,
  ]);
  expect(await names()).toEqual([
    ['Nowhere', 'missing'],
    ['Rossi', 'ambiguous'],
  ]);
});

test('where the account says so, a company that is nowhere is made and says that a sync made it; one that may be here is asked about', async () => {
  await company('Rossi S.r.l.');
  await company('Rossi S.p.A.');
  put('Uno', 'Nuova S.r.l.');
  put('Due', 'NUOVA SRL');
  put('Tre', 'Rossi');
  const account = await imported({ companies: 'create' });
  expect([await companyOf('Uno'), await companyOf('Due'), await companyOf('Tre')]).toEqual([
    'Nuova S.r.l.',
    'Nuova S.r.l.',
    null,
  ]);
  // Nobody asked for a card of it.
  expect(await scenario.recordNamed(alice, 'Nuova S.r.l.')).toMatchObject({
    madeBySync: true,
    flagged: false,
    links: [],
  });
  scenario.phone.edit('Tre.vcf', (text) => text.replace('ORG:Rossi', 'ORG:Altra'));
  await scenario.sync(alice, account);
  expect(await companyOf('Tre')).toBe('Altra');
});

test('an import that is undone takes the companies along that it made, but for those that somebody else is in', async () => {
  put('Uno', 'Nuova S.r.l.');
  put('Due', 'Altra S.r.l.');
  await imported({ companies: 'create' });
  const values = { lastName: 'Neri', companyName: 'Altra' };
  await createRecord(scenario.db, alice, { kind: 'contact', values });
  const { rows } = await scenario.db.execute<{ id: string }>(
    sql`select distinct run_id as id from run_action where type = 'import'`,
  );
  await undoRun(scenario.db, alice, { id: rows[0]!.id });
  const nuova = await scenario.recordNamed(alice, 'Nuova S.r.l.');
  const altra = await scenario.recordNamed(alice, 'Altra S.r.l.');
  expect([nuova.deletedAt, altra.deletedAt]).toEqual([expect.any(String), null]);
});

test('where the account says never, it is text alone, also when another is written', async () => {
  await company('Acme');
  await company('Beta');
  put('Uno', 'Acme');
  const account = await imported({ companies: 'never' });
  scenario.phone.edit('Uno.vcf', (text) => text.replace('ORG:Acme', 'ORG:Beta'));
  await scenario.sync(alice, account);
  expect(await scenario.recordNamed(alice, 'Ada Uno')).toMatchObject({
    companyId: null,
    values: { companyName: 'Beta' },
  });
  expect(await names()).toEqual([]);
  // It is a setting of how records are kept: nothing is planned anew for it.
  await updateAccount(scenario.deps, alice, { id: account, settings: { companies: 'ask' } });
  scenario.phone.edit('Uno.vcf', (text) => text.replace('ORG:Beta', 'ORG:Acme'));
  expect(await scenario.sync(alice, account)).toMatchObject({ state: 'done' });
  expect(await companyOf('Uno')).toBe('Acme');
});
