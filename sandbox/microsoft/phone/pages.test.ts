import { afterEach, beforeEach, expect, it } from 'vitest';
import { type MicrosoftSandbox, startMicrosoftSandbox } from '../sandbox.ts';

let sandbox: MicrosoftSandbox;
beforeEach(async () => {
  sandbox = await startMicrosoftSandbox();
});
afterEach(() => sandbox.stop());

const user = 'anna@contoso.example';

async function open(path: string): Promise<string> {
  return (await fetch(new URL(path.replaceAll('&#38;', '&'), sandbox.origin))).text();
}

async function submit(page: string, path: string, form: Record<string, string | string[]>): Promise<string> {
  const action = new RegExp(`action="(/phone/${path}[^"]*)"`).exec(page)![1]!.replaceAll('&#38;', '&');
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one);
  return (await fetch(new URL(action, sandbox.origin), { method: 'POST', body })).text();
}

/** What the form of a page would send as it stands. */
function valuesOf(page: string): Record<string, string[]> {
  const form = /<form method="post" action="\/phone\/save.*?<\/form>/s.exec(page)![0];
  const values: Record<string, string[]> = {};
  for (const [, name = '', value = ''] of form.matchAll(/<input name="([^"]*)" value="([^"]*)"/g))
    values[name] = [...(values[name] ?? []), value];
  for (const [, name = '', value = ''] of form.matchAll(/<textarea name="([^"]*)"[^>]*>([^<]*)</g))
    values[name] = [value];
  return values;
}

it('the owner adds a contact, edits it, deletes it and takes it back, with plain forms', async () => {
  const empty = await open(`/phone?user=${user}`);
  const add = await open(/href="(\/phone\/edit[^"]*)"/.exec(empty)![1]!);
  const listed = await submit(add, 'save', {
    givenName: 'Zoë',
    surname: '<Rossi>',
    mobilePhone: '333 1',
    emailAddresses: ['zoe@example.it', '', 'zoe@pec.example.it'],
    'homeAddress.street': 'Via Roma 1\nScala B',
    birthday: '1974-07-22',
    categories: 'Clienti; Vip',
    personalNotes: 'a\nb',
  });
  expect(listed).toContain('Zoë &#60;Rossi&#62;');
  const [card] = sandbox.phone().list();
  expect(card).toMatchObject({
    emailAddresses: [{ address: 'zoe@example.it' }, { address: 'zoe@pec.example.it' }],
    homeAddress: { street: 'Via Roma 1\r\nScala B' },
    birthday: '1974-07-22T11:59:00Z',
    categories: ['Clienti', 'Vip'],
    personalNotes: 'a\r\nb',
  });

  sandbox.phone().edit(card!.id, { spouseName: 'Kept', imAddresses: ['sip:zoe'] });
  const link = /href="(\/phone\/edit[^"]*contact=[^"]+)"/;
  const edit = await open(link.exec(listed)![1]!);
  const unescaped = Object.fromEntries(
    Object.entries(valuesOf(edit)).map(([name, values]) => [
      name,
      values.map((one) => one.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))),
    ]),
  );
  const before = sandbox.phone().get(card!.id)!['@odata.etag'];
  await submit(edit, 'save', unescaped);
  expect(sandbox.phone().get(card!.id)!['@odata.etag']).toBe(before);
  const changed = await submit(edit, 'save', { ...unescaped, surname: 'Bianchi' });
  expect(sandbox.phone().list()[0]).toMatchObject({
    displayName: 'Zoë Bianchi',
    spouseName: 'Kept',
    mobilePhone: '333 1',
  });

  const without = await submit(changed, 'delete', {});
  expect([sandbox.phone().count(), without.includes('Deleted Items')]).toEqual([0, true]);
  await submit(without, 'restore', {});
  expect(sandbox.phone().list()[0]!.id).toBe(card!.id);
});

it('the owner copies contacts and moves them to a folder', async () => {
  const { id } = sandbox.phone().create({ givenName: 'A' });
  await submit(await open(`/phone?user=${user}`), 'copy', {});
  expect(sandbox.phone().count()).toBe(2);
  await submit(await open(`/phone?user=${user}`), 'folder', { name: 'Clienti' });
  const edit = await open(`/phone/edit?user=${user}&contact=${encodeURIComponent(id)}`);
  const [, target] = /<option value="(AQMk[^"]*)"/.exec(edit)!;
  await submit(edit, 'move', { to: target! });
  expect(
    sandbox
      .phone()
      .list('Clienti')
      .map((card) => card.id),
  ).toEqual([id]);
  expect(await open(`/phone?user=${user}&folder=${target}`)).toContain('<strong>A</strong>');
});

it('says what a mailbox does not take, and every account has its own list', async () => {
  const add = await open(`/phone/edit?user=bruno@contoso.example`);
  expect(await submit(add, 'save', { givenName: 'B', homePhones: ['1', '2', '3'] })).toContain(
    'exceeds the max allowed value of 2',
  );
  await submit(add, 'save', { givenName: 'B' });
  expect(await open('/phone?folder=nowhere')).toContain('There is no folder nowhere');
  expect(await open(`/phone?user=bruno@contoso.example`)).toContain('<strong>B</strong>');
  expect(await open(`/phone?user=${user}`)).not.toContain('<strong>B</strong>');
});
