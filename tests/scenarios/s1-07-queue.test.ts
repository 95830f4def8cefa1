// S1.7: the queue shows every contact retrieved from the account, as its owner sees it.
import { afterEach, expect, test } from 'vitest';
import { listQueue, type QueueQuery } from '../../src/import-queue/list-queue.ts';
import { updateQueue } from '../../src/import-queue/update-queue.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

test('every card is there with its values, labels and groups; group cards are not cards', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put(
    'anna.vcf',
    vcard(
      'A-1',
      'N:Bianchi;Anna;;;',
      'FN:Anna Bianchi',
      'ORG:Acme S.r.l.;',
      'item1.TEL:081 5551234',
      'item1.X-ABLabel:Centralino',
    ),
  );
  scenario.phone.put(
    'group.vcf',
    vcard(
      'G-1',
      'N:Clienti',
      'FN:Clienti',
      'X-ADDRESSBOOKSERVER-KIND:group',
      'X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:A-1',
    ),
  );
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const queue = await scenario.queue(alice, account);
  expect(queue.items).toMatchObject([
    {
      displayName: 'Anna Bianchi',
      groupNames: ['Clienti'],
      suggestedKind: 'contact',
      state: 'pending',
      contact: {
        organization: { name: 'Acme S.r.l.' },
        phones: [{ label: 'Centralino', value: '081 5551234' }],
      },
    },
  ]);
});

test('a card edited or removed before it is imported is edited or removed in the queue', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  scenario.phone.put('anna.vcf', vcard('A-1', 'N:Bianchi;Anna;;;', 'FN:Anna Bianchi'));
  scenario.phone.put('luca.vcf', vcard('L-1', 'N:Neri;Luca;;;', 'FN:Luca Neri'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  scenario.phone.edit('anna.vcf', (text) =>
    text.replace('FN:Anna Bianchi', 'FN:Anna Rossi').replace('N:Bianchi', 'N:Rossi'),
  );
  scenario.phone.remove('luca.vcf');
  await scenario.sync(alice, account);
  expect((await scenario.queue(alice, account)).items.map(({ displayName }) => displayName)).toEqual([
    'Anna Rossi',
  ]);
});

test('cards are told apart by what they say, put in order, and counted by what becomes of them', async () => {
  scenario = await openScenario();
  const alice = await scenario.user();
  const put = (uid: string, name: string, ...lines: string[]) =>
    scenario.phone.put(`${uid}.vcf`, vcard(uid, `N:${name};Ada;;;`, `FN:Ada ${name}`, ...lines));
  put(
    '1',
    'Uno',
    'ORG:Zeta S.r.l.',
    'EMAIL:uno@zeta.example',
    'ADR:;;Via A 1;Bari;;;Italien',
    'CATEGORIES:Fiera',
  );
  put('2', 'Due', 'ORG:Alfa', 'EMAIL:due@mail.example', 'ADR:;;Rue B;Lyon;;;France');
  put('3', 'Tre', 'TEL;TYPE=CELL:0039 348 1234567');
  scenario.phone.put('4.vcf', vcard('4', 'N:;;;;', 'FN:Omega', 'ORG:Omega', 'X-ABSHOWAS:COMPANY'));
  await createRecord(scenario.db, alice, {
    kind: 'contact',
    values: { firstName: 'Ada', lastName: 'Tre', mobile: '348 1234567' },
  });
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  const found = async (query: Partial<QueueQuery>) =>
    (await listQueue(scenario.db, alice, { id: account, limit: 50, sort: 'name', ...query })).items.map(
      ({ displayName }) => displayName.replace('Ada ', ''),
    );
  const told: [Partial<QueueQuery>, string[]][] = [
    [{}, ['Due', 'Tre', 'Uno', 'Omega']],
    [{ sort: '-company' }, ['Tre', 'Uno', 'Omega', 'Due']],
    [{ group: 'Fiera' }, ['Uno']],
    [{ company: 'zeta srl' }, ['Uno']],
    [{ domain: 'zeta.example' }, ['Uno']],
    [{ country: 'IT' }, ['Uno']],
    [{ hasCompany: true }, ['Due', 'Uno', 'Omega']],
    [{ hasName: false }, ['Omega']],
    [{ hasMatch: true }, ['Tre']],
    [{ suggestedKind: 'company' }, ['Omega']],
    [{ q: 'lyon' }, ['Due']],
    [{ hasCompany: true, country: 'france' }, ['Due']],
  ];
  for (const [query, names] of told) expect([query, await found(query)]).toEqual([query, names]);

  const set = async (query: Partial<QueueQuery>, what: Parameters<typeof updateQueue>[2]['set']) =>
    updateQueue(scenario.db, alice, { id: account, filter: query, set: what });
  await set({ q: 'uno' }, { kind: 'lead' });
  await set({ hasMatch: true }, { suggested: true });
  await set({ suggestedKind: 'company' }, { state: 'ignored' });
  expect(await scenario.queue(alice, account)).toMatchObject({
    counts: { pending: 1, ready: 2, ignored: 1, imported: 0, failed: 0 },
    ready: { lead: 1, merge: 1 },
  });
});
