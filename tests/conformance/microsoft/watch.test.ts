// Being told of changes: subscriptions of Graph, one for each folder, and what is read of what anybody sends.
import { expect, test } from 'vitest';
import { microsoftProvider } from '../../../src/providers/microsoft/provider.ts';
import { openMicrosoftAccount } from '../../microsoft-account.ts';
import { openWatcher } from './open-watcher.ts';

const MINUTE_MS = 60_000;

test('of each folder that is watched what is made, changed and removed is told, with its secret', async () => {
  const account = await openMicrosoftAccount();
  const { sandbox, provider, session, io } = account;
  sandbox.phone().createFolder('Clients');
  const { watcher, address, told } = await openWatcher(account);
  const { state } = await provider.discover(session, io);
  const [contacts, clients] = await provider.open(session, state, io);
  const one = await watcher.subscribe(contacts!.id, address, 'one');
  const other = await watcher.subscribe(clients!.id, address, 'other');
  const { id } = sandbox.phone().create({ givenName: 'Anna' });
  expect(await told()).toEqual([{ subscription: one.id, secret: 'one', type: 'changed' }]);
  sandbox.phone().move(id, 'Clients');
  const hints = await told();
  expect(hints.map(({ secret }) => secret).sort()).toEqual(['one', 'other']);
  await watcher.end(other.id);
  await watcher.end(other.id);
  sandbox.phone().remove(id);
  expect(await told()).toEqual([]);
});

test('renewed, it goes on for as long as is granted; what is none any more cannot be renewed', async () => {
  const account = await openMicrosoftAccount();
  const { sandbox } = account;
  const { watcher, address } = await openWatcher(account);
  sandbox.behaviour.subscriptions.longestMinutes = 4_230;
  sandbox.behaviour.subscriptions.grantedMinutes = 60;
  const { id, expiresAt } = await watcher.subscribe(account.book.id, address, 'secret');
  sandbox.clock.advance(30 * MINUTE_MS);
  expect(await watcher.renew(id)).toEqual({ id, expiresAt: expiresAt + 30 * MINUTE_MS });
  sandbox.clock.advance(61 * MINUTE_MS);
  expect(await watcher.renew(id)).toBeNull();
});

test('what is told of a subscription itself is told as such', async () => {
  const account = await openMicrosoftAccount();
  const { sandbox } = account;
  const { watcher, address, told } = await openWatcher(account);
  const { id } = await watcher.subscribe(account.book.id, address, 'secret');
  const [one] = sandbox.subscriptions.all();
  const types = async (event: 'missed' | 'reauthorizationRequired' | 'subscriptionRemoved') => {
    sandbox.subscriptions.lifecycle(one!, event);
    return (await told()).map(({ type }) => type);
  };
  expect(await types('missed')).toEqual(['changed']);
  expect(await types('reauthorizationRequired')).toEqual(['renew']);
  // Nothing is told until it is renewed.
  sandbox.phone().create({ givenName: 'Anna' });
  expect(await told()).toEqual([]);
  await watcher.renew(id);
  sandbox.phone().create({ givenName: 'Bruno' });
  expect(await told()).toHaveLength(1);
  expect(await types('subscriptionRemoved')).toEqual(['ended']);
  expect(await watcher.renew(id)).toBeNull();
});

test('one that somebody else has for the same folder is left to them, and is no subscription of ours', async () => {
  const account = await openMicrosoftAccount();
  const { watcher, address } = await openWatcher(account);
  await watcher.subscribe(account.book.id, address, 'theirs');
  const elsewhere = watcher.subscribe(account.book.id, `${address}/elsewhere`, 'ours');
  await expect(elsewhere).rejects.toMatchObject({ kind: 'unexpected-response' });
  expect(account.sandbox.subscriptions.all()).toMatchObject([{ clientState: 'theirs' }]);
});

test('an address that nobody answers at is refused', async () => {
  const account = await openMicrosoftAccount();
  const { watcher } = await openWatcher(account);
  const nowhere = watcher.subscribe(account.book.id, 'http://127.0.0.1:1/', 'secret');
  await expect(nowhere).rejects.toMatchObject({ kind: 'unexpected-response' });
});

test.each([
  [undefined],
  [null],
  ['text'],
  [{}],
  [{ value: {} }],
  [{ value: [null, 1, 'text', [], {}] }],
  [{ value: [{ subscriptionId: 'one' }] }],
  [{ value: [{ clientState: 'secret' }] }],
  [{ value: [{ subscriptionId: 'one\0', clientState: 'secret' }] }],
  [{ value: [{ subscriptionId: 'x'.repeat(101), clientState: 'secret' }] }],
  [{ value: [{ subscriptionId: 1, clientState: {} }] }],
  [{ value: [{ subscriptionId: 'one', clientState: 'secret', lifecycleEvent: 'constructor' }] }],
  [{ value: [{ subscriptionId: 'one', clientState: 'secret', lifecycleEvent: {} }] }],
])('of %j nothing is read', (body) => {
  expect(READ({ query: {}, body })).toEqual({ hints: [] });
});

const READ = microsoftProvider({ issuer: 'https://a.example/v2.0', api: 'https://b.example/v1.0' }).watch!
  .read;

test('a token is sent back as it came, unless it is longer than any; of many notifications no more are read than come', () => {
  const token = 'Validation: Testing <b>client</b> reachability';
  expect(READ({ query: { validationToken: token }, body: undefined })).toEqual({ answer: token });
  expect(READ({ query: { validationToken: 'x'.repeat(1_001) }, body: undefined })).toEqual({ hints: [] });
  expect(READ({ query: { validationToken: ['a', 'b'] }, body: undefined })).toEqual({ hints: [] });
  const value = Array.from({ length: 2_000 }, (_, n) => ({ subscriptionId: `${n}`, clientState: 'secret' }));
  expect(READ({ query: {}, body: { value } })).toMatchObject({ hints: { length: 1_000 } });
});
