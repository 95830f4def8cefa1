// S2.8: the labels really used in an address book are found, in whatever language; defaults work without any of them set.

import { afterEach, expect, test } from 'vitest';
import { kindOf } from './mapping-of.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const withLabels = (uid: string, ...labels: string[]): string =>
  vcard(
    uid,
    `N:Rossi;${uid};;;`,
    `FN:${uid} Rossi`,
    ...labels.flatMap((label, at) => [`item${at}.TEL:34${uid.length} ${at}`, `item${at}.X-ABLabel:${label}`]),
  );

async function imported(cards: Record<string, string[]>) {
  scenario = await openScenario();
  const alice = await scenario.user();
  for (const [uid, labels] of Object.entries(cards))
    scenario.phone.put(`${uid}.vcf`, withLabels(uid, ...labels));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  return { alice, account };
}

test('Móvil, Cellulare and a coded label of the phone land in their fields with nothing set up', async () => {
  const { alice } = await imported({
    Ana: ['Móvil'],
    Anna: ['Cellulare'],
    Ann: ['_$!<Mobile>!$_', '_$!<Home>!$_'],
  });
  for (const name of ['Ana Rossi', 'Anna Rossi', 'Ann Rossi'])
    expect((await scenario.recordNamed(alice, name)).values.mobile).toMatch(/^34/);
  expect((await scenario.recordNamed(alice, 'Ann Rossi')).values.homePhone).toMatch(/^34/);
});

test('they are counted with an example, what they stand for and where they go; one used on many cards is proposed', async () => {
  const { alice, account } = await imported({
    Ana: ['Móvil', 'Ufficio 2'],
    Anna: ['Cellulare', 'ufficio 2', 'Citofono'],
    Ann: ['_$!<Mobile>!$_', 'Ufficio 2'],
  });
  const { found, proposal, untaken } = await kindOf(scenario, alice, account);
  expect(found.phones).toMatchObject([
    { label: 'Ufficio 2', builtIn: null, cards: 3, takenBy: [{ field: 'otherPhone', values: 3 }] },
    { label: 'Cellulare', builtIn: 'mobile', cards: 1, takenBy: [{ field: 'mobile' }], sample: '344 0' },
    { label: 'Citofono', builtIn: null, cards: 1, untaken: 1 },
    { label: 'mobile', builtIn: 'mobile', cards: 1 },
    { label: 'Móvil', builtIn: 'mobile', cards: 1 },
  ]);
  expect(untaken).toBe(1);
  expect(proposal).toMatchObject([{ field: 'otherPhone', label: 'Ufficio 2', cards: 3 }]);
});
