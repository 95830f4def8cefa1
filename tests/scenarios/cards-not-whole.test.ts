// A card that lost something on its way in is read, says why, and no byte of it is written by anybody.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { explainRecord } from '../../src/plans/explain-record.ts';
import { listHeld } from '../../src/plans/held-cards.ts';
import { setFlag } from '../../src/records/set-flag.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
let alice: Actor;
let accountId: string;
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const OLD = latin1(
  vcard('OLD', 'N:Forlì;Anna;;;', 'FN:Anna Forlì', 'TEL;TYPE=CELL:333 1234567', 'X-OLD:perché'),
);
const NUL = Buffer.from(vcard('NUL', 'N:Neri;Ugo;;;', 'FN:Ugo Neri', 'NOTE:a\0b'));
const LARGE = Buffer.from(
  vcard('LARGE', 'N:Grande;Ida;;;', 'FN:Ida Grande', `PHOTO;ENCODING=b:${'/9j/'.repeat(300_000)}`),
);
const GOOD = vcard('GOOD', 'N:Bianchi;Eva;;;', 'FN:Eva Bianchi', 'TEL;TYPE=CELL:333 7654321');

beforeAll(async () => {
  scenario = await openScenario({ profile: 'bytes', cards: 0 });
  for (const [name, card] of Object.entries({ old: OLD, nul: NUL, large: LARGE, good: GOOD }))
    scenario.phone.put(`${name}.vcf`, card);
  alice = await scenario.user();
  accountId = await scenario.connect(alice, {}, 'carddav');
  await scenario.sync(alice, accountId);
});
afterAll(() => scenario.close());

const bytes = (name: string) => scenario.phone.bytes(`${name}.vcf`)!;
const reasonsOf = async (recordId: string) => {
  const { links } = await scenario.record(alice, recordId);
  const [why] = (await explainRecord(scenario.db, alice, recordId)).accounts;
  const held = (await listHeld(scenario.db, alice, { id: accountId, limit: 50 })).items;
  return [
    [links[0]?.reason, links[0]?.detail],
    why!.reasons.filter(({ check }) => check === 'hold').map(({ code, detail }) => [code, detail])[0],
    held.filter((card) => card.recordId === recordId).map(({ code, detail }) => [code, detail])[0],
  ];
};

test('the queue names every card, and says what is the matter with it', async () => {
  const { items } = await scenario.queue(alice, accountId);
  expect(
    items.map(({ displayName, state, error, loss }) => [displayName, state, error, loss]).sort(),
  ).toEqual([
    ['Anna Forlì', 'pending', null, 'encoding'],
    ['Eva Bianchi', 'pending', null, null],
    ['Ida Grande', 'failed', 'unreadable-card', 'too-large'],
    ['Ugo Neri', 'pending', null, 'damaged'],
  ]);
});

test('it can be brought in; its record, "why" and what waits say the reason before anything is edited', async () => {
  await scenario.importAll(alice, accountId);
  const { id } = await scenario.recordNamed(alice, 'Anna Forlì');
  const reason = ['read-only-card', 'encoding'];
  expect(await reasonsOf(id)).toEqual([reason, reason, reason]);
});

test('an edit stays here, an edit there is taken, what it lacks is no news', async () => {
  const { id } = await scenario.recordNamed(alice, 'Anna Forlì');
  await updateRecord(scenario.db, alice, { id, values: { phone: '0543 111' } });
  const shorter = latin1(
    OLD.toString('latin1')
      .replace('333 1234567', '333 9999999')
      .replace('Anna Forl', 'Ada Forl')
      .replace(';Anna;', ';;'),
  );
  scenario.phone.put('old.vcf', shorter);
  await scenario.sync(alice, accountId);
  await scenario.sync(alice, accountId, { full: true });
  const { values } = await scenario.record(alice, id);
  expect(values).toMatchObject({ firstName: 'Anna', mobile: '333 9999999', phone: '0543 111' });
  expect(bytes('old')).toEqual(shorter);
  const reason = ['read-only-card', 'encoding'];
  expect(await reasonsOf(id)).toEqual([reason, reason, reason]);
});

test('Sync mobile off leaves the card where it is; the others go on', async () => {
  const { id } = await scenario.recordNamed(alice, 'Ugo Neri');
  await setFlag(scenario.db, alice, { id, flagged: false });
  const good = await scenario.recordNamed(alice, 'Eva Bianchi');
  await updateRecord(scenario.db, alice, { id: good.id, values: { mobile: '333 0000000' } });
  await scenario.sync(alice, accountId);
  expect(bytes('nul')).toEqual(NUL);
  expect(bytes('good').toString()).toBe(GOOD.replace('333 7654321', '333 0000000'));
  expect(bytes('large')).toEqual(LARGE);
});

test('saved once elsewhere, it is a card like others: what waited is written', async () => {
  const { id } = await scenario.recordNamed(alice, 'Anna Forlì');
  const saved = vcard('OLD', 'N:Forlì;Anna;;;', 'FN:Anna Forlì', 'TEL;TYPE=CELL:333 9999999', 'X-OLD:perché');
  scenario.phone.put('old.vcf', saved);
  await scenario.sync(alice, accountId);
  expect(bytes('old').toString()).toBe(saved.replace('END:', 'TEL;type=WORK;type=VOICE:0543 111\r\nEND:'));
  expect(await reasonsOf(id)).toEqual([[null, null], undefined, undefined]);
});
