// What has happened in Rubrica before the demo begins: firms, records, three accounts, most cards imported, and something to
// decide of each kind: cards in the queue, a conflict, two pairs of duplicates, and deletions that are held.
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from '../../src/http/contract/contract.ts';
import type { Phone } from '../phones/phone.ts';
import type { Books } from './books.ts';
import { type Client, type SignIn, signIn } from './client.ts';
import { FIRMS } from './people.ts';

export interface User extends SignIn {
  name: string;
}

/** The administrator, who has an iPhone and an Android phone, and a colleague with Outlook. */
export const USERS = {
  giulia: { name: 'Giulia Ferri', email: 'giulia@rubrica.example', password: 'telefono in tasca' },
  marco: { name: 'Marco Villa', email: 'marco@rubrica.example', password: 'agenda sul tavolo' },
} as const satisfies Record<string, User>;

/** A phone, and its account in Rubrica as its owner. */
export interface Connected {
  phone: Phone;
  account: string;
  user: User;
  client: Client;
}

const LEFT_IN_QUEUE = 12;
/** More than goes without a question. */
const HELD = 20;
const LOOK_MS = 100;
const PATIENCE_MS = 120_000;

export async function fillRubrica(url: string, { phones, consent }: Books): Promise<Connected[]> {
  const giulia = await signIn(url, USERS.giulia);
  await giulia.ask('updateMe', { body: { name: USERS.giulia.name } });
  await giulia.ask('createUser', { body: { ...USERS.marco, role: 'user' } });
  for (const id of ['google', 'microsoft'] as const)
    await giulia.ask('updateProvider', { params: { id }, body: { installed: true, enabled: true } });
  const marco = await signIn(url, USERS.marco);
  await makeRecords(giulia, marco);
  const [iphone, android, outlook] = phones;
  const connected = await Promise.all([
    connect(iphone, USERS.giulia, giulia, 'iCloud', () =>
      giulia.ask('createAccount', {
        body: { provider: 'icloud', username: iphone.username, password: iphone.password!() },
      }),
    ),
    connect(android, USERS.giulia, giulia, 'Google', () => atProvider(giulia, 'google', consent.google)),
    connect(outlook, USERS.marco, marco, 'Microsoft 365', () =>
      atProvider(marco, 'microsoft', consent.microsoft),
    ),
  ]);
  for (const each of connected) await importMost(each);
  await shareBetween(connected[0]!, connected[1]!);
  await makeConflict(connected[0]!);
  await makeHold(connected[2]!);
  return connected;
}

async function makeRecords(giulia: Client, marco: Client): Promise<void> {
  for (const { name, domain } of FIRMS)
    await giulia.ask('createRecord', {
      body: {
        kind: 'company',
        values: { name, website: `https://www.${domain}`, email: `info@${domain}` },
        onMatch: 'create',
      },
    });
  const twice = {
    firstName: 'Carla',
    lastName: 'Sanna',
    email: 'carla.sanna@cantine-conero.example',
    companyName: 'Cantine del Conero',
  };
  const again = { firstName: 'Thomas', lastName: 'Clarke', email: 'thomas.clarke@harbour-sons.example' };
  const contacts = [
    { ...twice, title: 'Responsabile acquisti' },
    { ...twice, mobile: '+39 348 765 4321' },
    { ...again, title: 'Buyer' },
    { ...again, mobile: '+44 7700 900123', companyName: 'Harbour & Sons Ltd' },
  ];
  for (const values of contacts)
    await marco.ask('createRecord', { body: { kind: 'contact', values, onMatch: 'create' } });
  for (const [firstName, lastName, companyName] of [
    ['Paul', 'Nolan', 'Bluewater Yachts'],
    ['Inés', 'Robles', 'Viveros Robles'],
    ['Davide', 'Serra', 'Serra Impianti'],
  ])
    await giulia.ask('createRecord', {
      body: {
        kind: 'lead',
        values: { firstName: firstName!, lastName: lastName!, companyName: companyName! },
        onMatch: 'create',
      },
    });
}

async function atProvider(
  client: Client,
  provider: 'google' | 'microsoft',
  consent: (address: string) => URL,
): Promise<{ id: string }> {
  const { authorizationUrl } = (await client.ask('createAccount', { body: { provider } })) as {
    authorizationUrl: string;
  };
  await client.comeBack(consent(authorizationUrl));
  const { items } = await client.ask('listAccounts', { query: {} });
  return items.find((one) => one.provider === provider)!;
}

async function connect(
  phone: Phone,
  user: User,
  client: Client,
  name: string,
  create: () => Promise<unknown>,
): Promise<Connected> {
  const { id } = (await create()) as { id: string };
  // Providers are asked at once when a phone is edited here, and each minute besides.
  await client.ask('updateAccount', {
    params: { id },
    body: { name, settings: { intervalMinutes: 1, conflicts: 'ask' } },
  });
  const connected = { phone, user, client, account: id };
  await until(
    'Its cards are in the queue',
    async () => (await accountOf(connected)).totals.pending >= phone.list().length,
  );
  return connected;
}

export const accountOf = ({ client, account }: Connected): Promise<Answer<'getAccount'>> =>
  client.ask('getAccount', { params: { id: account } });

export const syncNow = ({ client, account }: Connected): Promise<unknown> =>
  client.ask('syncNow', { params: { id: account }, body: {} });

/** @throws Error with `what` when it does not come true */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`The demo cannot begin: this did not come true in time. ${what}.`);
    await wait(LOOK_MS);
  }
}

async function importMost(connected: Connected): Promise<void> {
  const { client, account } = connected;
  const params = { id: account };
  const { items } = await client.ask('listQueue', { params, query: { limit: 500 } });
  const ids = items.slice(LEFT_IN_QUEUE).map(({ id }) => id);
  await client.ask('updateQueue', { params, body: { ids, set: { suggested: true } } });
  await runEnds(client, (await client.ask('importQueue', { params })).runId);
}

/** Whoever is on one of her phones comes onto the other: so many new cards at once are asked about, and she said yes. */
async function shareBetween(...both: Connected[]): Promise<void> {
  for (const { client, account: id } of both) {
    await runEnds(client, (await client.ask('syncNow', { params: { id }, body: {} })).runId);
    const { waiting } = await client.ask('getAccount', { params: { id } });
    if (!waiting) continue;
    const approved = await client.ask('approveRun', { params: { id: waiting.runId }, body: {} });
    await runEnds(client, approved.runId);
  }
}

const runEnds = (client: Client, id: string): Promise<void> =>
  until('Its sync ends', async () => (await client.ask('getRun', { params: { id } })).finishedAt !== null);

/** Another number on the phone and another one here, before either has heard of the other. */
async function makeConflict(connected: Connected): Promise<void> {
  const { client, phone, account } = connected;
  const { items } = await client.ask('listRecords', {
    query: { kind: 'contact', flagged: 'true', owner: 'me', limit: 200 },
  });
  const cards = phone.list();
  const found = items
    .map((record) => ({
      record,
      card: cards.find(
        ({ first, last, phones }) => record.displayName === `${first} ${last}` && phones.length === 1,
      ),
    }))
    .find(({ card, record }) => card && record.values.mobile);
  if (!found?.card) throw new Error('Nobody is on the phone and in Rubrica to be in conflict.');
  const settings = (paused: boolean) =>
    client.ask('updateAccount', { params: { id: account }, body: { settings: { paused } } });
  await settings(true);
  phone.save({ ...found.card, phones: [{ label: 'mobile', value: '+39 333 000 1122' }] }, found.card.id);
  await client.ask('updateRecord', {
    params: { id: found.record.id },
    body: { values: { mobile: '+39 347 999 8877' } },
  });
  await settings(false);
  await syncNow(connected);
  await until(
    'There is a conflict',
    async () => (await client.ask('listConflicts', { query: {} })).total > 0,
  );
}

async function makeHold(connected: Connected): Promise<void> {
  const { phone } = connected;
  const { items } = await connected.client.ask('listQueue', {
    params: { id: connected.account },
    query: { limit: 500 },
  });
  const undecided = new Set(items.map(({ cardId }) => cardId));
  const linked = phone.list().filter(({ id }) => !undecided.has(id));
  for (const { id } of linked.slice(-HELD)) phone.remove(id);
  await syncNow(connected);
  await until('Deletions are held', async () => (await accountOf(connected)).waiting !== null);
}
