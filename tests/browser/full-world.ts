// One person who has something on every screen: a queue with a match, a plan that waits, a conflict, things in the trash.
import { expect } from 'vitest';
import type { Answer } from '../../src/http/contract/contract.ts';
import { type AddressBook, add, connect, fill } from './open-address-book.ts';

const IMPORTED = 22;

const personOf = (index: number) =>
  `N:Castelli;Nome${index};;;\nFN:Nome${index} Castelli\nORG:Officine Meccaniche Castelli & Figli di Giovanni S.n.c.\n` +
  `TITLE:Responsabile degli acquisti\nTEL;TYPE=CELL:+39 348 765 43${10 + index}\nEMAIL;TYPE=WORK:nome${index}@officine-castelli.example`;

const WAITING = {
  'q-1':
    'N:Bianchi;Anna;;;\nFN:Anna Bianchi\nORG:Acme S.r.l.\nTITLE:Direttrice\nTEL;TYPE=CELL:+39 348 1234567\nEMAIL;TYPE=WORK:anna@acme.example\nCATEGORIES:Clienti\nADR;TYPE=WORK:;;Via Manzoni 12;Milano;MI;20121;Italia\nNOTE:Conosciuta in fiera\\, richiamare a settembre per il preventivo',
  'q-2': 'N:;;;;\nFN:Panificio Santoro\nORG:Panificio Santoro\nX-ABSHOWAS:COMPANY',
  'q-3': 'N:山田;美咲;;;\nFN:山田美咲\nTEL:+81 3 1234 5678',
  'q-4': 'N:حداد;ليلى;;;\nFN:ليلى حداد',
  'q-5': 'N:Ruiz;Lucía;;;\nFN:Lucía Ruiz\nORG:Ferretería El Clavo',
  'q-6': 'N:Verdi;Mario;;;\nFN:Mario Verdi',
};

export type FullWorld = Awaited<ReturnType<typeof fillWorld>>;

export async function fillWorld(book: AddressBook) {
  fill(
    book.sandbox,
    Object.fromEntries(Array.from({ length: IMPORTED }, (_, at) => [`p-${at + 10}`, personOf(at + 10)])),
  );
  const person = await book.person({ role: 'administrator' });
  const { ask } = person;
  const make = (kind: string, values: Record<string, string>) =>
    ask<{ id: string }>('POST', '/records', { kind, values, flagged: false });
  const anna = await make('contact', { firstName: 'Anna', lastName: 'Bianchi', email: 'anna@acme.example' });
  await make('company', { name: 'Acme S.r.l.', phone: '+39 02 1234567' });
  for (const name of ['Fiera 2026', 'Rivenditori e installatori autorizzati nel Nord-Est']) {
    const { id } = await ask<{ id: string }>('POST', '/labels', { name });
    await ask('PATCH', `/records/${anna.id}`, { labels: [id] });
  }
  const twice = {
    firstName: 'Carla',
    lastName: 'Doppi',
    email: 'carla@doppi.example',
    companyName: 'Doppi & Figli S.n.c.',
  };
  await make('contact', { ...twice, title: 'Responsabile degli acquisti' });
  await make('contact', { ...twice, mobile: '+39 348 7654321' });
  await make('lead', { firstName: 'Paul', lastName: 'Nolan', status: 'New' });
  const gone = await make('contact', { firstName: 'Gone', lastName: 'Person' });
  await ask('POST', '/records/delete', { ids: [gone.id] });

  const account = await connect(person);
  const about = () => ask<Answer<'getAccount'>>('GET', `/accounts/${account}`);
  await ask('PATCH', `/accounts/${account}`, { settings: { conflicts: 'ask' } });
  const totals = async () => (await about()).totals;
  await expect.poll(totals).toMatchObject({ pending: IMPORTED });
  await ask('PATCH', `/accounts/${account}/queue`, { filter: {}, set: { kind: 'contact' } });
  await ask('POST', `/accounts/${account}/queue/import`);
  await expect.poll(totals).toMatchObject({ linked: IMPORTED });
  const { items } = await ask<Answer<'listRecords'>>('GET', '/records?flagged=true&limit=100');

  // One card in the trash, one conflict, and more people to decide about.
  await ask('DELETE', `/records/${items[0]!.id}/flag`);
  await expect.poll(() => ask('GET', '/trash/cards')).toMatchObject({ total: 1 });
  await ask('PATCH', `/accounts/${account}`, { settings: { paused: true } });
  const contested = items[1]!;
  const card = book.sandbox
    .book()
    .list()
    .find(({ href }) => book.sandbox.book().get(href)!.vcard.includes(`FN:${contested.displayName}`))!;
  book.sandbox.book().edit(card.href, (vcard) => vcard.replace(/\+39 348[ \d]+/, '+39 333 0000001'));
  await ask('PATCH', `/records/${contested.id}`, { values: { mobile: '+39 347 9999999' } });
  add(book.sandbox, WAITING);
  await ask('PATCH', `/accounts/${account}`, { settings: { paused: false } });
  await ask('POST', `/accounts/${account}/sync`, {});
  await expect.poll(() => ask('GET', '/home')).toMatchObject({ conflicts: 1, queue: 6 });

  // What the guard holds.
  await ask('POST', '/records/flag', { ids: items.slice(2, 14).map(({ id }) => id), flagged: false });
  await expect.poll(async () => (await about()).waiting?.runId).toBeTypeOf('string');
  const { invitationUrl } = await ask<Answer<'createUser'>>('POST', '/users', {
    email: 'new@example.org',
    name: 'New Person',
    role: 'user',
  });
  return {
    person,
    account,
    plan: (await about()).waiting!.runId,
    record: contested.id,
    matched: anna.id,
    invitation: new URL(invitationUrl!).pathname,
  };
}
