// The mapping of an account as its owner reads, changes and tries it, against a real database.
import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { databaseOfFile } from '../../../tests/database-of-file.ts';
import { refusal } from '../../../tests/refusal.ts';
import { aContact, aLink, anAccount, aRecord, aUser, someCards } from '../../../tests/rows.ts';
import type { Contact, Label } from '../../contact/contact.ts';
import { account, card, field, link } from '../../database/schema.ts';
import { createMemoryAccount } from '../../providers/memory/memory-account.ts';
import { memoryProvider } from '../../providers/memory/provider.ts';
import { defaultMapping } from '../../sync/mapping.ts';
import type { AccountDeps } from '../account-deps.ts';
import { changeMapping } from './change-mapping.ts';
import { getMapping } from './get-mapping.ts';
import type { ChosenEntry } from './own-mapping.ts';
import { previewMapping } from './preview-mapping.ts';

const { db } = await databaseOfFile();
const provider = memoryProvider(createMemoryAccount());
const deps = { db, providers: () => provider } as unknown as AccountDeps;

const withPhones = (...phones: [label: Label, value: string][]): Contact =>
  aContact({
    name: { given: 'Anna', family: 'Rossi' },
    phones: phones.map(([label, value]) => ({ label, value })),
  });

async function anAddressBook(contacts: Contact[]) {
  const owner = await aUser(db);
  const where = await anAccount(db, owner);
  const cards = await someCards(db, where, contacts);
  return { owner, where, cards, id: where.accountId };
}

/** What the screen sends when nothing was changed: the active defaults. */
async function usual(owner: Awaited<ReturnType<typeof aUser>>, id: string): Promise<ChosenEntry[]> {
  const { kinds } = await getMapping(deps, owner, id);
  return kinds.find(({ kind }) => kind === 'contact')!.defaults;
}
const replacing = (entries: ChosenEntry[], ...others: ChosenEntry[]): ChosenEntry[] => [
  ...entries.filter(({ field }) => others.every((other) => other.field !== field)),
  ...others,
];
const phone = (field: string, ...wish: string[]): ChosenEntry => ({
  field,
  slot: { property: 'phones', wish },
  direction: 'both',
});
const ownOf = async (id: string) =>
  (await db.select({ own: account.mapping }).from(account).where(eq(account.id, id)))[0]!.own;

describe('what is found', () => {
  test('labels as the cards have them, with counts, a sample, what takes them and what nothing does', async () => {
    const { owner, cards, id } = await anAddressBook([
      withPhones(['Móvil', '600 1'], ['Ufficio 2', '02 1']),
      withPhones(['Ufficio 2', '02 2'], ['Ufficio 2', '02 3']),
      withPhones(['work', '02 4'], ['ufficio 2', '02 5']),
      { ...withPhones(), addresses: [{ label: 'home', street: 'Via Roma 1', city: 'Napoli' }], notes: 'x' },
      aContact({
        isCompany: true,
        organization: { name: 'Acme' },
        phones: [{ label: 'main', value: '081' }],
      }),
    ]);
    await db.update(card).set({ suggestedKind: 'company' }).where(eq(card.id, cards[4]!));
    const { kinds, provider } = await getMapping(deps, owner, id);
    const [contacts, companies] = kinds;
    expect(contacts).toMatchObject({
      kind: 'contact',
      cards: 4,
      untaken: 1,
      untakenThen: 1,
      proposal: [
        { field: 'otherPhone', label: 'Ufficio 2', cards: 3, slot: { wish: ['Ufficio 2', 'other', '*'] } },
      ],
    });
    expect(contacts!.found.phones).toEqual([
      {
        label: 'Ufficio 2',
        builtIn: null,
        cards: 3,
        values: 4,
        takenBy: [{ field: 'otherPhone', values: 3 }],
        untaken: 1,
        sample: expect.stringMatching(/^02 /),
      },
      {
        label: 'Móvil',
        builtIn: 'mobile',
        cards: 1,
        values: 1,
        takenBy: [{ field: 'mobile', values: 1 }],
        untaken: 0,
        sample: '600 1',
      },
      expect.objectContaining({ label: 'work', builtIn: 'work', sample: '02 4' }),
    ]);
    expect(contacts!.found.addresses).toMatchObject([{ label: 'home', sample: 'Via Roma 1, Napoli' }]);
    expect(companies).toMatchObject({ kind: 'company', cards: 1, found: { phones: [{ label: 'main' }] } });
    expect(provider).toMatchObject({ labels: 'custom', notes: true });
  });

  test('what stands in a place that no field takes is counted too', async () => {
    const { owner, id } = await anAddressBook([
      { ...withPhones(), name: { given: 'A', middle: 'M' }, nickname: 'Nini' },
      { ...withPhones(), nickname: 'Lulu' },
    ]);
    const [contacts] = (await getMapping(deps, owner, id)).kinds;
    expect(contacts!.leftOut).toEqual(
      expect.arrayContaining([
        { place: 'nickname', cards: 2 },
        { place: 'name.middle', cards: 1 },
      ]),
    );
    expect(contacts!.leftOut).toHaveLength(2);
  });

  test('a field may stand in places of its own family; a last name is a family name and nothing else', async () => {
    const { owner, id } = await anAddressBook([]);
    const [contacts] = (await getMapping(deps, owner, id)).kinds;
    const places = Object.fromEntries(contacts!.fields.map(({ field, places }) => [field, places]));
    expect(places.lastName).toEqual([{ property: 'name', part: 'family' }]);
    expect(places.firstName).toEqual([{ property: 'name', part: 'given' }]);
    expect(places.mobile).toEqual([{ property: 'phones' }]);
    expect(places.mailing).toEqual([{ property: 'addresses' }]);
    expect(places.title![0]).toEqual({ property: 'organization', part: 'title' });
    expect(places.nickname).toBeUndefined();
    expect((await refusal(getMapping(deps, await aUser(db), id))).code).toBe('not-found');
  });
});

describe('changing it', () => {
  test('only what differs from the defaults is kept, and nothing at all when nothing does', async () => {
    const { owner, id } = await anAddressBook([]);
    const entries = await usual(owner, id);
    await changeMapping(deps, owner, { id, kind: 'contact', entries });
    expect(await ownOf(id)).toEqual({});
    const chosen = replacing(entries, phone('mobile', 'Cell 2'), {
      ...phone('fax', 'workFax'),
      direction: 'in',
    });
    await changeMapping(deps, owner, {
      id,
      kind: 'contact',
      entries: chosen.filter(({ field }) => field !== 'website'),
    });
    const own = {
      mobile: { slot: { property: 'phones', wish: ['Cell 2'] }, direction: 'both' },
      fax: { slot: { property: 'phones', wish: ['workFax'] }, direction: 'in' },
      website: null,
    };
    expect(await ownOf(id)).toEqual({ contact: own });
    await changeMapping(deps, owner, { id, kind: 'lead', entries: [] });
    expect(await ownOf(id)).toMatchObject({ contact: own, lead: { lastName: null } });
    await changeMapping(deps, owner, { id, kind: 'contact', entries });
    expect((await ownOf(id)).contact).toEqual({});
  });

  test('a label that is another word for a built-in one is that one', async () => {
    const { owner, id } = await anAddressBook([]);
    const entries = replacing(
      await usual(owner, id),
      phone('otherPhone', 'Cellulare', 'Móvil', ' Cell 2 ', '*'),
    );
    await changeMapping(deps, owner, { id, kind: 'contact', entries });
    expect((await ownOf(id)).contact!.otherPhone!.slot).toEqual({
      property: 'phones',
      wish: ['mobile', 'Cell 2', '*'],
    });
  });

  test('what a field that is switched off had been given stays', async () => {
    const { owner, id } = await anAddressBook([]);
    const nickname = { slot: { property: 'notes' as const }, direction: 'in' as const };
    await db
      .update(account)
      .set({ mapping: { contact: { nickname } } })
      .where(eq(account.id, id));
    const entries = replacing(await usual(owner, id), phone('mobile', 'Cell 2'));
    await changeMapping(deps, owner, { id, kind: 'contact', entries });
    expect(Object.keys((await ownOf(id)).contact!).sort()).toEqual(['mobile', 'nickname']);
  });

  test('every field that cannot go where it is sent is named, and nothing is changed', async () => {
    const { owner, id } = await anAddressBook([]);
    const to = (field: string, slot: ChosenEntry['slot']): ChosenEntry => ({
      field,
      slot,
      direction: 'both',
    });
    const entries = [
      to('lastName', { property: 'name', part: 'given' }),
      to('mobile', { property: 'emails', wish: ['work'] }),
      to('email', { property: 'notes' }),
      to('mailing', { property: 'phones', wish: ['work'] }),
      to('nickname', { property: 'nickname' }),
      to('shoeSize', { property: 'notes' }),
      to('fax', { property: 'phones', wish: [] }),
      to('title', { property: 'organization', part: 'title' }),
      to('department', { property: 'organization', part: 'title' }),
      phone('phone', 'work'),
      phone('phone', 'main'),
      phone('homePhone', 'work'),
    ];
    const refused = await refusal(changeMapping(deps, owner, { id, kind: 'contact', entries }));
    expect(refused).toMatchObject({
      code: 'invalid-values',
      fields: {
        lastName: 'wrong-place',
        mobile: 'wrong-place',
        email: 'wrong-place',
        mailing: 'wrong-place',
        nickname: 'unknown-field',
        shoeSize: 'unknown-field',
        fax: 'no-label',
        department: 'place-taken',
        phone: 'twice',
      },
    });
    expect(Object.keys(refused.fields!)).not.toContain('homePhone');
    expect(await ownOf(id)).toEqual({});
  });

  test('a change makes every link due under review and remembers what was in force', async () => {
    const { owner, where, cards, id } = await anAddressBook([withPhones(['work', '1'])]);
    const record = await aRecord(db, owner);
    const linked = await aLink(db, where, record, { state: 'active', cardId: cards[0]! });
    const entries = replacing(await usual(owner, id), phone('phone', 'Ufficio 2'));
    await changeMapping(deps, owner, { id, kind: 'contact', entries });
    const [row] = await db.select().from(account).where(eq(account.id, id));
    expect(row).toMatchObject({ review: 'settings', before: { mapping: {} } });
    const [due] = await db.select().from(link).where(eq(link.id, linked));
    expect(due!.touched).toBeGreaterThan(due!.settled);
  });
});

describe('trying it with one contact', () => {
  test('both sides of a linked card as they would be, and nothing is changed', async () => {
    const { owner, where, cards, id } = await anAddressBook([
      withPhones(['work', '1'], ['Cell 2', '2'], ['Citofono', '3']),
    ]);
    const record = await aRecord(db, owner, {
      lastName: 'Rossi',
      firstName: 'Anna',
      phone: '1',
      mobile: '9',
    });
    const base = { fields: {}, bound: {}, others: [] };
    await aLink(db, where, record, { state: 'active', cardId: cards[0]!, base });
    const entries = replacing(await usual(owner, id), phone('otherPhone', 'Cell 2'));
    const { subject } = await previewMapping(deps, owner, { id, kind: 'contact', entries });
    expect(subject).toMatchObject({ card: { id: cards[0] }, record: { id: record }, losses: [] });
    expect(subject!.fields).toContainEqual({
      field: 'otherPhone',
      before: null,
      after: '2',
      label: 'Cell 2',
    });
    expect(subject!.lines).toContainEqual({
      place: 'phones',
      label: 'mobile',
      value: '9',
      before: null,
      field: 'mobile',
    });
    expect(subject!.also).toEqual([{ property: 'phones', label: 'Citofono', value: '3' }]);
    expect(await ownOf(id)).toEqual({});
  });

  test('a card nobody linked: the record it would become', async () => {
    const { owner, cards, id } = await anAddressBook([withPhones(['mobile', '7'])]);
    const entries = (await usual(owner, id)).filter(({ field }) => field !== 'mobile');
    const { subject } = await previewMapping(deps, owner, {
      id,
      kind: 'contact',
      entries,
      cardId: cards[0]!,
    });
    expect(subject).toMatchObject({
      record: null,
      fields: [
        { field: 'firstName', after: 'Anna' },
        { field: 'lastName', after: 'Rossi' },
        { field: 'otherPhone', before: null, after: '7', label: 'mobile' },
      ],
    });
  });

  test('a record that is on no card: the card it would get', async () => {
    const { owner, id } = await anAddressBook([]);
    const record = await aRecord(db, owner, { lastName: 'Rossi', mobile: '9' });
    const entries = replacing(await usual(owner, id), phone('mobile', 'Cell 2'));
    const { subject } = await previewMapping(deps, owner, { id, kind: 'contact', entries, recordId: record });
    expect(subject).toMatchObject({
      card: null,
      lines: [
        { place: 'name.family', value: 'Rossi', before: null, field: 'lastName' },
        { place: 'phones', label: 'Cell 2', value: '9', field: 'mobile' },
      ],
    });
    const strange = previewMapping(deps, owner, { id, kind: 'lead', entries: [], recordId: record });
    expect((await refusal(strange)).code).toBe('not-found');
  });

  test('in an account without cards there is nobody to try it with', async () => {
    const { owner, id } = await anAddressBook([]);
    const entries = defaultMapping('company').filter(({ field }) => field !== 'photo');
    expect(await previewMapping(deps, owner, { id, kind: 'company', entries })).toEqual({ subject: null });
  });
});

test('a custom field of a family finds a place in it', async () => {
  const { owner, id } = await anAddressBook([withPhones(['Centralino', '1'])]);
  const key = 'custom.centralino';
  const base = {
    kind: 'contact' as const,
    section: 'other',
    label: { en: 'Switchboard' },
    custom: true,
    position: 99,
  };
  await db.insert(field).values({ ...base, id: crypto.randomUUID(), key, type: 'phone' });
  try {
    const entries = replacing(await usual(owner, id), phone(key, 'Centralino'));
    await changeMapping(deps, owner, { id, kind: 'contact', entries });
    const [contacts] = (await getMapping(deps, owner, id)).kinds;
    expect(contacts!.found.phones[0]!.takenBy).toEqual([{ field: key, values: 1 }]);
  } finally {
    await db.delete(field).where(and(eq(field.key, key), eq(field.kind, 'contact')));
  }
});
