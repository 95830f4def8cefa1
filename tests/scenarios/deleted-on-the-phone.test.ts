// An account that asks what a deletion on the phone means: nothing moves before a person says it, of one record or of all.
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { decideDeletions } from '../../src/plans/decide-deletion.ts';
import { explainRecord } from '../../src/plans/explain-record.ts';
import { listHeld } from '../../src/plans/held-cards.ts';
import { listTrashedCards, restoreTrashedCard } from '../../src/plans/trashed-cards.ts';
import { restoreRecord } from '../../src/records/restore-record.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { refusal } from '../refusal.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const CARDS = {
  'olga.vcf': vcard('O-1', 'N:Neri;Olga;;;', 'FN:Olga Neri', 'TEL;type=CELL:348 1', 'NOTE:hers'),
  'piero.vcf': vcard('P-2', 'N:Gallo;Piero;;;', 'FN:Piero Gallo', 'TEL;type=CELL:333 2'),
  'rosa.vcf': vcard('R-3', 'N:Villa;Rosa;;;', 'FN:Rosa Villa', 'TEL;type=CELL:320 3'),
};

/** Three linked cards, of which those named are deleted on the phone and found gone. */
async function deleted(...hrefs: (keyof typeof CARDS)[]) {
  scenario = await openScenario();
  const alice = await scenario.user();
  for (const [href, card] of Object.entries(CARDS)) scenario.phone.put(href, card);
  const account = await scenario.connect(alice, { remoteDelete: 'ask' });
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  const id = (await scenario.recordNamed(alice, 'Olga Neri')).id;
  for (const href of hrefs) scenario.phone.remove(href);
  await scenario.sync(alice, account);
  return { alice, account, id };
}

const decide = (
  { alice, account }: Pick<Awaited<ReturnType<typeof deleted>>, 'alice' | 'account'>,
  rest: Omit<Parameters<typeof decideDeletions>[2], 'accountId'>,
) => decideDeletions(scenario.db, alice, { accountId: account, ...rest });

const cardsOf = (): string[] => scenario.phone.list().map(({ href }) => scenario.phone.get(href)!.vcard);
const inTrash = async (id: string): Promise<boolean> =>
  (await scenario.db.execute(sql`select 1 from record where id = ${id} and deleted_at is not null`))
    .rowCount === 1;

test('it waits, is counted, and further looks change nothing', async () => {
  const world = await deleted('olga.vcf', 'rosa.vcf');
  const { alice, account, id } = world;
  await scenario.sync(alice, account, { full: true });
  expect(await listHeld(scenario.db, alice, { id: account, limit: 10 })).toMatchObject({
    total: 2,
    deletions: 2,
    items: [{ code: 'card-deleted' }, { code: 'card-deleted' }],
  });
  expect(await scenario.record(alice, id)).toMatchObject({ flagged: true });
  expect(await inTrash(id)).toBe(false);
});

test('the record follows: into the trash with the card as it was; restored, both are back', async () => {
  const world = await deleted('olga.vcf');
  const { alice, account, id } = world;
  expect(await decide(world, { recordId: id, decision: 'follow' })).toEqual({ decided: 1 });
  expect(await inTrash(id)).toBe(true);
  await scenario.sync(alice, account);
  expect(cardsOf()).toHaveLength(2);

  await restoreRecord(scenario.db, alice, id);
  const [kept] = (await listTrashedCards(scenario.db, alice, { recordId: id, limit: 5 })).items;
  expect(kept).toMatchObject({ reason: 'card-deleted' });
  await restoreTrashedCard(scenario.db, alice, kept!.id);
  await scenario.sync(alice, account);
  expect(cardsOf()).toContainEqual(expect.stringContaining('NOTE:hers'));
});

test('the record stays, off the phone: "why" says who deleted the card, and it can be put back', async () => {
  const world = await deleted('olga.vcf');
  const { alice, account, id } = world;
  await decide(world, { recordId: id, decision: 'keep' });
  await scenario.sync(alice, account);
  expect(await scenario.record(alice, id)).toMatchObject({ flagged: false, values: { mobile: '348 1' } });
  const { accounts } = await explainRecord(scenario.db, alice, id);
  expect(accounts[0]!.reasons.filter(({ ok }) => !ok).map(({ code }) => code)).toEqual([
    'deleted-on-phone',
    'card-deleted',
  ]);
  expect(cardsOf()).toHaveLength(2);
  const [kept] = (await listTrashedCards(scenario.db, alice, { recordId: id, limit: 5 })).items;
  await restoreTrashedCard(scenario.db, alice, kept!.id);
  await scenario.sync(alice, account);
  expect(cardsOf()).toContainEqual(expect.stringContaining('NOTE:hers'));
});

test('the card is put back whole, and the record has not moved', async () => {
  const world = await deleted('olga.vcf');
  const { alice, account, id } = world;
  const before = await scenario.record(alice, id);
  await decide(world, { recordId: id, decision: 'restore' });
  await scenario.sync(alice, account);
  expect(cardsOf()).toContainEqual(expect.stringContaining('NOTE:hers'));
  expect(await scenario.record(alice, id)).toMatchObject({
    flagged: true,
    version: before.version,
    values: before.values,
  });
});

test('of all that wait: exactly as many as were shown, and nobody else', async () => {
  const world = await deleted('olga.vcf', 'rosa.vcf');
  const { alice, account } = world;
  expect(await refusal(decide(world, { decision: 'follow', count: 1 }))).toMatchObject({
    code: 'plan-changed',
  });
  expect(await decide(world, { decision: 'follow', count: 2 })).toEqual({ decided: 2 });
  await scenario.sync(alice, account);
  expect(cardsOf()).toHaveLength(1);
  const { rows } = await scenario.db.execute(sql`select display_name from record where deleted_at is null`);
  expect(rows).toEqual([{ display_name: 'Piero Gallo' }]);
  expect(await refusal(decide(world, { decision: 'follow' }))).toMatchObject({ code: 'nothing-waits' });
});

test('a card that its owner has put back, or a record changed since, is planned again first', async () => {
  const world = await deleted('olga.vcf', 'rosa.vcf');
  const { alice, account, id } = world;
  await updateRecord(scenario.db, alice, { id, values: { title: 'Direttrice' } });
  expect(await refusal(decide(world, { recordId: id, decision: 'follow' }))).toMatchObject({
    code: 'nothing-waits',
  });
  scenario.phone.put('rosa.vcf', CARDS['rosa.vcf']);
  await scenario.sync(alice, account);
  const { items, deletions } = await listHeld(scenario.db, alice, { id: account, limit: 10 });
  expect(items.map(({ recordName }) => recordName)).toEqual(['Olga Neri']);
  expect(deletions).toBe(1);
  expect(await decide(world, { decision: 'keep', count: 1 })).toEqual({ decided: 1 });
});

test('somebody else’s account does not exist for whoever asks', async () => {
  const { account, id } = await deleted('olga.vcf');
  const bob = await scenario.user('Bob');
  expect(await refusal(decide({ alice: bob, account }, { recordId: id, decision: 'restore' }))).toMatchObject(
    { code: 'not-found' },
  );
});
