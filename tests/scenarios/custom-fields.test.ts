// A field that an administrator adds is like any other, whatever the address book: found among the labels of the cards, mapped,
// taken from them and written to them, merged, converted, deleted without a card losing anything, and brought back.
import { afterEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import { changeMapping } from '../../src/accounts/mapping/change-mapping.ts';
import { previewMapping } from '../../src/accounts/mapping/preview-mapping.ts';
import type { Slot } from '../../src/fields/field.ts';
import { createRecord } from '../../src/records/create-record.ts';
import { deleteField } from '../../src/records/fields/delete-field.ts';
import { convertRecord } from '../../src/records/kinds/convert-record.ts';
import { mergeRecords } from '../../src/records/merge/merge-records.ts';
import { updateRecord } from '../../src/records/update-record.ts';
import { add } from './fields-of.ts';
import { kindOf, syncApproving } from './mapping-of.ts';
import { openGoogleScenario } from './open-google-scenario.ts';
import { openScenario, type Scenario, vcard } from './open-scenario.ts';

const KEY = 'custom.switchboard';
const LABEL = 'Centralino';
const PEOPLE = ['Ada', 'Bea', 'Cleo'];

/** An address book with three people who have a switchboard and a nickname, and what a phone does to them. */
interface Book {
  scenario: Pick<
    Scenario,
    'db' | 'deps' | 'user' | 'sync' | 'importAll' | 'record' | 'recordNamed' | 'close'
  >;
  connect(actor: Actor): Promise<string>;
  /** The number under the label, of the person called so. */
  numberOf(name: string): string | undefined;
  /** Null takes it away. */
  setNumber(name: string, value: string | null): void;
  /** Of the person who was made here. */
  nicknameOf(name: string): string | undefined;
}

async function onCardDav(): Promise<Book> {
  const scenario = await openScenario();
  const { phone } = scenario;
  const lines = (number: string): string => `item1.TEL:${number}\r\nitem1.X-ABLabel:${LABEL}\r\n`;
  PEOPLE.forEach((name, at) => {
    phone.put(
      `${name}.vcf`,
      vcard(name, `N:Rossi;${name};;;`, `FN:${name} Rossi`, ...lines(`02 00${at}`).trim().split('\r\n')),
    );
  });
  const cardOf = (name: string): string =>
    phone
      .list()
      .flatMap(({ href }) => phone.get(href)!.vcard)
      .find((text) => text.includes(name))!;
  return {
    scenario,
    connect: (actor) => scenario.connect(actor),
    numberOf: (name) => {
      const card = cardOf(name);
      const item = new RegExp(`(item\\d+)\\.X-ABLabel:${LABEL}`).exec(card)?.[1];
      return item && new RegExp(`${item}\\.TEL[^:]*:(.*)\\r`).exec(card)?.[1];
    },
    setNumber: (name, value) =>
      phone.edit(`${name}.vcf`, (text) =>
        value === null
          ? text.replace(/item1\.(?:TEL|X-ABLabel).*\r\n/g, '')
          : text.replace(/(item1\.TEL[^:]*:).*\r\n/, `$1${value}\r\n`),
      ),
    nicknameOf: (name) => /NICKNAME:(.*)\r/.exec(cardOf(name))?.[1],
  };
}

async function onGoogle(): Promise<Book> {
  const scenario = await openGoogleScenario();
  const { phone } = scenario;
  PEOPLE.forEach((name, at) => {
    phone.create({
      names: [{ givenName: name, familyName: 'Rossi' }],
      phoneNumbers: [{ value: `02 00${at}`, type: LABEL }],
    });
  });
  const personOf = (name: string) => phone.list().find(({ names }) => names?.[0]?.givenName === name)!;
  return {
    scenario,
    connect: (actor) => scenario.connect(actor),
    numberOf: (name) => personOf(name).phoneNumbers?.find(({ type }) => type === LABEL)?.value ?? undefined,
    setNumber: (name, value) =>
      void phone.edit(personOf(name).resourceName, {
        phoneNumbers: value === null ? [] : [{ value, type: LABEL }],
      }),
    nicknameOf: (name) => personOf(name).nicknames?.[0]?.value ?? undefined,
  };
}

let book: Book;
afterEach(() => book.scenario.close());

describe.each([
  ['a CardDAV server', onCardDav],
  ['Google', onGoogle],
])('with %s', (_, open) => {
  /** Connected and imported, with fields for a number and a word; the number's label is proposed and taken. */
  async function mapped() {
    book = await open();
    const { scenario } = book;
    const [alice, boss] = [await scenario.user('Alice'), await scenario.user('Boss', 'administrator')];
    const account = await book.connect(alice);
    await scenario.sync(alice, account);
    await scenario.importAll(alice, account);
    await scenario.sync(alice, account);
    const number = await add(scenario, boss, KEY, { name: LABEL, type: 'phone' });
    await add(scenario, boss, 'custom.tier', { name: 'Tier', type: 'choice', options: ['gold', 'iron'] });
    const { entries, proposal, fields } = await kindOf(scenario, alice, account);
    expect(proposal).toMatchObject([{ field: KEY, slot: { property: 'phones', wish: [LABEL] }, cards: 3 }]);
    expect(fields.find(({ field }) => field === KEY)!.label!.en).toBe(LABEL);
    const slot: Slot = { property: 'nickname' };
    const wished = [
      ...entries.map(({ field, slot, direction }) => ({ field, slot, direction })),
      ...proposal.map(({ field, slot, direction }) => ({ field, slot, direction })),
      { field: 'custom.tier', slot, direction: 'both' as const },
    ];
    const { subject } = await previewMapping(scenario.deps, alice, {
      id: account,
      kind: 'contact',
      entries: wished,
    });
    expect(subject!.fields).toContainEqual(expect.objectContaining({ field: KEY, label: LABEL }));
    await changeMapping(scenario.deps, alice, { id: account, kind: 'contact', entries: wished });
    await syncApproving(scenario, alice, account);
    return { scenario, alice, boss, account, number };
  }

  test('its values come from the cards, go to them, and are edited and taken away on both sides', async () => {
    const { scenario, alice, account } = await mapped();
    const ada = await scenario.recordNamed(alice, 'Ada Rossi');
    expect(ada.values[KEY]).toBe('02 000');
    await updateRecord(scenario.db, alice, { id: ada.id, values: { [KEY]: '02 111' } });
    book.setNumber('Bea', '02 222');
    book.setNumber('Cleo', null);
    await scenario.sync(alice, account);
    expect(book.numberOf('Ada')).toBe('02 111');
    expect((await scenario.recordNamed(alice, 'Bea Rossi')).values[KEY]).toBe('02 222');
    expect((await scenario.recordNamed(alice, 'Cleo Rossi')).values[KEY]).toBeUndefined();
    await updateRecord(scenario.db, alice, { id: ada.id, values: { [KEY]: null } });
    await createRecord(scenario.db, alice, {
      kind: 'contact',
      values: { firstName: 'Dora', lastName: 'Rossi', [KEY]: '02 444', 'custom.tier': 'gold' },
      flagged: true,
    });
    await scenario.sync(alice, account);
    await scenario.sync(alice, account);
    expect(book.numberOf('Ada')).toBeUndefined();
    expect([book.numberOf('Dora'), book.nicknameOf('Dora')]).toEqual(['02 444', 'gold']);
    expect(await scenario.sync(alice, account)).toMatchObject({ counts: { pushed: 0, updated: 0 } });
  });

  test('merged and converted it stays, deleted it changes no card, and brought back it goes on where it was', async () => {
    const { scenario, alice, boss, account, number } = await mapped();
    const ada = await scenario.recordNamed(alice, 'Ada Rossi');
    const other = await createRecord(scenario.db, alice, {
      kind: 'contact',
      values: { firstName: 'Ada', lastName: 'Rossi', 'custom.tier': 'iron' },
    });
    const merged = await mergeRecords(scenario.db, alice, { id: ada.id, recordId: other.id });
    expect(merged.values).toMatchObject({ [KEY]: '02 000', 'custom.tier': 'iron' });
    await convertRecord(scenario.db, alice, { id: ada.id, kind: 'lead' });
    await scenario.sync(alice, account);
    await convertRecord(scenario.db, alice, { id: ada.id, kind: 'contact' });
    await scenario.sync(alice, account);
    expect((await scenario.record(alice, ada.id)).values[KEY]).toBe('02 000');
    expect(book.numberOf('Ada')).toBe('02 000');

    await deleteField(scenario.db, boss, number.id);
    book.setNumber('Bea', '02 222');
    await scenario.sync(alice, account);
    expect(PEOPLE.map(book.numberOf)).toEqual(['02 000', '02 222', '02 002']);
    await expect(
      updateRecord(scenario.db, alice, { id: ada.id, values: { [KEY]: '1' } }),
    ).rejects.toMatchObject({ fields: { [KEY]: 'unknown-field' } });
    const again = await add(scenario, boss, KEY, { name: LABEL, type: 'phone' });
    expect(again.id).toBe(number.id);
    await scenario.sync(alice, account);
    expect((await scenario.record(alice, ada.id)).values[KEY]).toBe('02 000');
    expect(PEOPLE.map(book.numberOf)).toEqual(['02 000', '02 222', '02 002']);
  });
});
