// A label tied to a group of an account: who has the one has the other, whichever side says so, and nobody is made or lost by it.
import { afterEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { getAccount } from '../../src/accounts/get-account.ts';
import { listGroups } from '../../src/accounts/groups/list-groups.ts';
import { tieLabel } from '../../src/accounts/groups/tie-label.ts';
import { discardRun } from '../../src/plans/decide-run.ts';
import { undoRun } from '../../src/plans/undo-run.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { listChanges } from '../../src/records/history/list-changes.ts';
import { createLabel, deleteLabel, updateLabel } from '../../src/records/labels/change-label.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { refusal } from '../refusal.ts';
import { syncApproving } from './mapping-of.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

let scenario: Scenario;
afterEach(() => scenario.close());

const person = (uid: string, name: string, ...lines: string[]): string =>
  vcard(uid, `N:${name};Anna;;;`, `FN:Anna ${name}`, ...lines);
const groupCard = (...members: string[]): string =>
  vcard(
    'G-1',
    'N:Clients;;;;',
    'FN:Clients',
    'X-ADDRESSBOOKSERVER-KIND:group',
    ...members.map((uid) => `X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:${uid}`),
  );

/** How a book says who is in "Clients": words on cards, or a card that lists them. */
const SPELLINGS = ['categories', 'a group card'] as const;

/** Bianchi is a client on the phone, Rossi is not; both are records, and a label is there. */
async function begun(spelling: (typeof SPELLINGS)[number]) {
  scenario = await openScenario();
  const { phone, db } = scenario;
  const alice = await scenario.user();
  const isListed = spelling === 'a group card';
  phone.put('bianchi.vcf', person('C-1', 'Bianchi', ...(isListed ? [] : ['CATEGORIES:Clients,Friends'])));
  phone.put('rossi.vcf', person('C-2', 'Rossi'));
  if (isListed) phone.put('group.vcf', groupCard('C-1'));
  const account = await scenario.connect(alice);
  await scenario.sync(alice, account);
  await scenario.importAll(alice, account);
  await syncApproving(scenario, alice, account);
  const label = await createLabel(db, alice, { name: 'Client' });
  const group = (await listGroups(db, alice, account)).items.find(({ name }) => name === 'Clients')!.id;
  const tie = (to: string | null) =>
    tieLabel(scenario.deps, alice, { id: account, labelId: label.id, group: to });
  const [bianchi, rossi] = [
    await scenario.recordNamed(alice, 'Anna Bianchi'),
    await scenario.recordNamed(alice, 'Anna Rossi'),
  ];
  /** Names of those the phone has in the group. */
  const inGroup = () =>
    isListed
      ? [...phone.get('group.vcf')!.vcard.matchAll(/MEMBER:urn:uuid:(\S+)/g)].map(([, uid]) => uid).sort()
      : phone
          .list()
          .flatMap(({ href }) => {
            const { vcard: text } = phone.get(href)!;
            return /^CATEGORIES:.*Clients/m.test(text) ? [/^UID:(\S+)/m.exec(text)![1]] : [];
          })
          .sort();
  const regroup = (uid: string, isIn: boolean) => {
    if (isListed) {
      const others = inGroup().filter((one) => one !== uid) as string[];
      phone.edit('group.vcf', () => groupCard(...others, ...(isIn ? [uid] : [])));
      return;
    }
    const href = uid === 'C-1' ? 'bianchi.vcf' : 'rossi.vcf';
    phone.edit(href, (text) =>
      isIn
        ? text.replace('END:VCARD', 'CATEGORIES:Clients\r\nEND:VCARD')
        : text.replace(/CATEGORIES:Clients(,Friends)?\r\n/, 'CATEGORIES:Friends\r\n'),
    );
  };
  return { alice, account, label, group, tie, bianchi: bianchi.id, rossi: rossi.id, inGroup, regroup };
}

const labelsOf = async (alice: Actor, id: string) =>
  (await scenario.record(alice, id)).labels.map(({ name }) => name);

test.each(SPELLINGS)('both sides get what one of them has, shown first, with %s', async (spelling) => {
  const { alice, account, label, group, tie, bianchi, rossi, inGroup } = await begun(spelling);
  await updateRecord(scenario.db, alice, { id: rossi, labels: [label.id] });
  const { items } = await tie(group);
  expect(items.find(({ id }) => id === group)).toMatchObject({ labelId: label.id });
  await scenario.sync(alice, account);
  expect([await labelsOf(alice, bianchi), inGroup()]).toEqual([[], ['C-1']]);
  expect(await syncApproving(scenario, alice, account)).toBe(true);
  expect([await labelsOf(alice, bianchi), await labelsOf(alice, rossi)]).toEqual([['Client'], ['Client']]);
  expect(inGroup()).toEqual(['C-1', 'C-2']);
  const { items: changes } = await listChanges(scenario.db, alice, { id: bianchi, limit: 1 });
  expect(changes).toMatchObject([{ field: 'label', after: 'Client', actor: 'sync' }]);
  const quiet = await scenario.sync(alice, account, { full: true });
  expect(quiet.counts).toMatchObject({ pushed: 0, updated: 0 });
  expect(scenario.phone.count()).toBe(spelling === 'categories' ? 2 : 3);
});

test.each(SPELLINGS)('what one side puts on or takes off the other follows, with %s', async (spelling) => {
  const { alice, account, label, group, tie, bianchi, rossi, inGroup, regroup } = await begun(spelling);
  await tie(group);
  await syncApproving(scenario, alice, account);
  expect(await labelsOf(alice, bianchi)).toEqual(['Client']);
  // The record.
  await updateRecord(scenario.db, alice, { id: bianchi, labels: [] });
  await updateRecord(scenario.db, alice, { id: rossi, labels: [label.id] });
  await scenario.sync(alice, account);
  expect(inGroup()).toEqual(['C-2']);
  // The phone.
  regroup('C-1', true);
  regroup('C-2', false);
  await scenario.sync(alice, account);
  expect([await labelsOf(alice, bianchi), await labelsOf(alice, rossi)]).toEqual([['Client'], []]);
  expect(inGroup()).toEqual(['C-1']);
  // A record that is made with both.
  await createRecord(scenario.db, alice, {
    kind: 'contact',
    values: { lastName: 'Neri' },
    labels: [label.id],
    flagged: true,
  });
  await scenario.sync(alice, account);
  expect(inGroup()).toHaveLength(2);
  await scenario.sync(alice, account);
  expect(await labelsOf(alice, (await scenario.recordNamed(alice, 'Neri')).id)).toEqual(['Client']);
  const quiet = await scenario.sync(alice, account, { full: true });
  expect(quiet.counts).toMatchObject({ pushed: 0, updated: 0 });
  if (spelling === 'categories') expect(scenario.phone.get('bianchi.vcf')!.vcard).toContain('Friends');
});

test.each(SPELLINGS)('what is undone or discarded is as before, with %s', async (spelling) => {
  const { alice, account, label, group, tie, bianchi, rossi, inGroup, regroup } = await begun(spelling);
  await tie(group);
  await scenario.sync(alice, account);
  const { waiting } = await getAccount(scenario.db, alice, account);
  await discardRun(scenario.db, alice, { id: waiting!.runId });
  await scenario.sync(alice, account);
  expect([await labelsOf(alice, bianchi), inGroup()]).toEqual([[], ['C-1']]);
  expect((await listGroups(scenario.db, alice, account)).items.every(({ labelId }) => labelId === null)).toBe(
    true,
  );

  await tie(group);
  await syncApproving(scenario, alice, account);
  regroup('C-2', true);
  const taken = await scenario.sync(alice, account);
  expect(await labelsOf(alice, rossi)).toEqual(['Client']);
  expect(await undoRun(scenario.db, alice, { id: taken.id })).toMatchObject({ undone: 1, skipped: [] });
  expect(await labelsOf(alice, rossi)).toEqual([]);
  await scenario.sync(alice, account);
  expect(inGroup()).toEqual(['C-1']);

  await updateRecord(scenario.db, alice, { id: rossi, labels: [label.id] });
  const put = await scenario.sync(alice, account);
  expect(inGroup()).toEqual(['C-1', 'C-2']);
  await undoRun(scenario.db, alice, { id: put.id });
  await scenario.sync(alice, account);
  expect([await labelsOf(alice, rossi), inGroup()]).toEqual([[], ['C-1']]);
});

test.each(SPELLINGS)(
  'a tie that ends, a label that is deleted: both sides keep what they have, with %s',
  async (spelling) => {
    const { alice, account, label, group, tie, bianchi, inGroup } = await begun(spelling);
    await tie(group);
    await syncApproving(scenario, alice, account);
    await deleteLabel(scenario.db, alice, label.id);
    await scenario.sync(alice, account, { full: true });
    expect(inGroup()).toEqual(['C-1']);
    await updateLabel(scenario.db, alice, { id: label.id, deleted: false });
    await scenario.sync(alice, account);
    expect([await labelsOf(alice, bianchi), inGroup()]).toEqual([['Client'], ['C-1']]);
    await tie(null);
    await updateRecord(scenario.db, alice, { id: bianchi, labels: [] });
    await syncApproving(scenario, alice, account);
    expect([await labelsOf(alice, bianchi), inGroup()]).toEqual([[], ['C-1']]);
  },
);

test('a group that is deleted takes no label away, and one made anew gives none before it is tied', async () => {
  const { alice, account, group, tie, bianchi, rossi } = await begun('a group card');
  scenario.phone.put(
    'other.vcf',
    groupCard('C-2').replace('UID:G-1', 'UID:G-2').replaceAll('Clients', 'Choir'),
  );
  await tie(group);
  await syncApproving(scenario, alice, account);
  expect(await labelsOf(alice, bianchi)).toEqual(['Client']);
  scenario.phone.remove('group.vcf');
  await syncApproving(scenario, alice, account);
  await scenario.sync(alice, account, { full: true });
  expect(await labelsOf(alice, bianchi)).toEqual(['Client']);
  expect((await listGroups(scenario.db, alice, account)).items).toContainEqual(
    expect.objectContaining({ id: group, exists: false }),
  );

  // Made anew under its name it is another one: nobody gets the label, or loses it, until somebody says that it is meant.
  scenario.phone.put('again.vcf', groupCard('C-2').replace('UID:G-1', 'UID:G-3'));
  await syncApproving(scenario, alice, account);
  await scenario.sync(alice, account, { full: true });
  expect([await labelsOf(alice, bianchi), await labelsOf(alice, rossi)]).toEqual([['Client'], []]);
  const again = (await listGroups(scenario.db, alice, account)).items.find(
    ({ name, exists }) => name === 'Clients' && exists,
  )!;
  expect([again.labelId, again.id === group]).toEqual([null, false]);
  await tie(again.id);
  await syncApproving(scenario, alice, account);
  expect([await labelsOf(alice, bianchi), await labelsOf(alice, rossi)]).toEqual([['Client'], ['Client']]);
});

test('a label is tied to a group there is, and a group has one label', async () => {
  const { alice, account, group, tie } = await begun('categories');
  const other = await createLabel(scenario.db, alice, { name: 'Other' });
  await tie(group);
  const tieOther = (labelId: string, to: string) =>
    refusal(tieLabel(scenario.deps, alice, { id: account, labelId, group: to }));
  expect((await tieOther(other.id, group)).fields).toEqual({ group: 'taken' });
  expect((await tieOther(other.id, 'Nobody')).fields).toEqual({ group: 'unknown' });
  expect((await tieOther(account, 'Friends')).code).toBe('not-found');
  const bob = await scenario.user('Bob');
  expect(
    (await refusal(tieLabel(scenario.deps, bob, { id: account, labelId: other.id, group: null }))).code,
  ).toBe('not-found');
});
