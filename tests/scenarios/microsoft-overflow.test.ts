// What there is no place for at Microsoft stays in Rubrica, comes to the card when there is room, and is never taken for deleted.
import { afterEach, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { type MicrosoftScenario, openMicrosoftScenario } from './open-microsoft-scenario.ts';

let scenario: MicrosoftScenario;
afterEach(() => scenario.close());

const VALUES = {
  ...{ firstName: 'Anna', lastName: 'Rossi', phone: '081 1', mobile: '333 1', fax: '081 9' },
  ...{ birthday: '--05-12', description: 'one\ntwo' },
};

test('a record with more than there is room for: all of it stays, runs write nothing more, and what fits goes both ways', async () => {
  scenario = await openMicrosoftScenario();
  const { phone, db } = scenario;
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  const { id } = await createRecord(db, anna, { kind: 'contact', values: VALUES, flagged: true });
  await scenario.sync(anna, account);
  const [card] = phone.list();
  expect(card).toMatchObject({
    ...{ givenName: 'Anna', surname: 'Rossi', businessPhones: ['081 1'], mobilePhone: '333 1' },
    ...{ birthday: null, personalNotes: 'one\r\ntwo' },
  });
  expect(JSON.stringify(card)).not.toContain('081 9');
  await quiet(anna, account);
  // Another fax has no place either; a year gives the birthday one.
  await updateRecord(db, anna, { id, values: { fax: '081 8', birthday: '1980-05-12' } });
  await scenario.sync(anna, account);
  expect(phone.list()[0]).toMatchObject({ birthday: '1980-05-12T11:59:00Z' });
  await quiet(anna, account);
  scenario.advance(5000);
  phone.edit(card!.id, { jobTitle: 'CEO', mobilePhone: '333 2' });
  await scenario.sync(anna, account);
  const { values } = await scenario.record(anna, id);
  expect(values).toMatchObject({ ...VALUES, fax: '081 8', birthday: '1980-05-12', mobile: '333 2' });
  await quiet(anna, account);
});

test('a company is one on both sides, under whichever name either gives it', async () => {
  scenario = await openMicrosoftScenario();
  const { phone, db } = scenario;
  const anna = await scenario.user('Anna');
  const account = await scenario.connect(anna);
  await scenario.sync(anna, account);
  const { id } = await createRecord(db, anna, { kind: 'company', values: { name: 'ACME' }, flagged: true });
  await scenario.sync(anna, account);
  const [card] = phone.list();
  const named = (name: string) => ({ companyName: name, givenName: name, displayName: name, fileAs: name });
  expect(card).toMatchObject(named('ACME'));
  await quiet(anna, account);
  await updateRecord(db, anna, { id, values: { name: 'Zeta' } });
  await scenario.sync(anna, account);
  expect(phone.list()[0]).toMatchObject(named('Zeta'));
  await quiet(anna, account);
  scenario.advance(5000);
  phone.edit(card!.id, { companyName: 'Omega', displayName: 'Omega' });
  await scenario.sync(anna, account);
  expect((await scenario.record(anna, id)).values).toMatchObject({ name: 'Omega' });
  await quiet(anna, account);
});

/** Nothing is written any more, by an ordinary run or one that looks at everything. */
async function quiet(actor: Actor, account: string): Promise<void> {
  const { requests } = scenario.microsoft;
  requests.reset();
  await scenario.sync(actor, account);
  await scenario.sync(actor, account, { full: true });
  const asked = [...Object.keys(requests.byKind), ...Object.keys(requests.inBatches)];
  expect(asked.filter((kind) => /create|update|delete|put/.test(kind))).toEqual([]);
}
