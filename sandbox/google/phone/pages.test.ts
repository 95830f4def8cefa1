import { afterEach, beforeEach, expect, it } from 'vitest';
import { type GoogleSandbox, startGoogleSandbox } from '../sandbox.ts';

let sandbox: GoogleSandbox;
beforeEach(async () => {
  sandbox = await startGoogleSandbox();
});
afterEach(() => sandbox.stop());

const user = 'anna@gmail.example';

async function open(path: string): Promise<string> {
  return (await fetch(new URL(path.replaceAll('&#38;', '&'), sandbox.issuer))).text();
}

async function submit(page: string, path: string, form: Record<string, string | string[]>): Promise<string> {
  const action = new RegExp(`action="(/phone/${path}[^"]*)"`).exec(page)![1]!.replaceAll('&#38;', '&');
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one);
  return (await fetch(new URL(action, sandbox.issuer), { method: 'POST', body })).text();
}

it('the owner adds a contact, edits it, deletes it and takes it back, with plain forms', async () => {
  const empty = await open(`/phone?user=${user}`);
  const add = await open(/href="(\/phone\/edit[^"]*)"/.exec(empty)![1]!);
  const form = {
    givenName: 'Zoë',
    familyName: '<Rossi>',
    phone: '333 1',
    phoneType: 'Cellulare',
    group: 'myContacts',
  };
  const listed = await submit(add, 'save', form);
  expect(listed).toContain('Zoë &#60;Rossi&#62;');
  const [person] = sandbox.phone().list();
  expect(person!.phoneNumbers![0]).toMatchObject({ value: '333 1', type: 'Cellulare' });

  sandbox.phone().edit(person!.resourceName, { urls: [{ value: 'https://kept.example' }] });
  const edit = await open(/href="(\/phone\/edit[^"]*contact[^"]*)"/.exec(listed)![1]!);
  expect(edit).toContain('value="Cellulare"');
  const changed = await submit(edit, 'save', {
    ...form,
    familyName: 'Bianchi',
    group: ['myContacts', 'starred'],
  });
  const after = sandbox.phone().list()[0]!;
  expect([after.names![0]!.displayName, after.urls![0]!.value]).toEqual([
    'Zoë Bianchi',
    'https://kept.example',
  ]);
  expect(after.memberships!.map((one) => one.contactGroupMembership!.contactGroupId)).toEqual([
    'myContacts',
    'starred',
  ]);

  const without = await submit(changed, 'delete', {});
  expect([sandbox.phone().count(), without.includes('Trash')]).toEqual([0, true]);
  await submit(without, 'restore', {});
  expect(sandbox.phone().list()[0]!.resourceName).toBe(person!.resourceName);
});

it('every account has its own list, and labels made there show on contacts', async () => {
  const page = await open(`/phone?user=bruno@gmail.example`);
  await submit(page, 'group', { name: 'Fornitori' });
  const phone = sandbox.phone('bruno@gmail.example');
  phone.create({ organizations: [{ name: 'ACME' }] }, ['Fornitori']);
  expect(await open('/phone?user=bruno@gmail.example')).toMatch(
    /ACME<\/strong><span class="badge">Fornitori/,
  );
  expect(await open(`/phone?user=${user}`)).not.toContain('ACME');
});
