import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Probe } from '../probe.ts';
import { type MicrosoftSandbox, startMicrosoftSandbox } from '../sandbox.ts';

interface Told {
  path: string;
  subscriptionId: string;
  clientState: string;
  changeType?: string;
  lifecycleEvent?: string;
  resourceData?: { id: string; '@odata.etag': string };
}

let sandbox: MicrosoftSandbox;
let probe: Probe;
let server: Server;
let told: Told[];
let validations: string[];
/** What the server that is notified answers; its way to agree to be, unless a test has another. */
let validate: (token: string, response: ServerResponse) => void;
let status: number;

beforeEach(async () => {
  sandbox = await startMicrosoftSandbox();
  probe = new Probe(sandbox);
  told = [];
  validations = [];
  status = 202;
  validate = (token, response) => void response.writeHead(200, { 'Content-Type': 'text/plain' }).end(token);
  server = createServer((message, response) => void receive(message, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  await sandbox.stop();
  server.close();
  server.closeAllConnections();
});

async function receive(message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(message.url!, 'http://any.example');
  const token = searchParams.get('validationToken');
  let text = '';
  for await (const part of message) text += part;
  if (token !== null) {
    validations.push(pathname);
    return validate(token, response);
  }
  const { value } = JSON.parse(text) as { value: Omit<Told, 'path'>[] };
  told.push(...value.map((one) => ({ ...one, path: pathname })));
  response.writeHead(status).end();
}

const address = (path: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
const inMinutes = (minutes: number): string => new Date(sandbox.clock.now() + minutes * 60_000).toISOString();
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
];

interface Subscribed {
  id: string;
  expirationDateTime: string;
}

const subscribe = (more: object = {}, who = probe) =>
  who.send<Subscribed>('POST', '/subscriptions', {
    headers: { Prefer: 'IdType="ImmutableId"' },
    body: {
      changeType: 'created,updated,deleted',
      notificationUrl: address('/hooks'),
      lifecycleNotificationUrl: address('/life'),
      resource: 'me/contacts',
      expirationDateTime: inMinutes(1000),
      clientState: 'secret',
      ...more,
    },
  });

describe('a subscription', () => {
  it('asks both addresses whether they want it, and is given only when they say so as they must', async () => {
    const { status, body } = await subscribe();
    expect([status, validations]).toEqual([201, ['/hooks', '/life']]);
    expect(body).toMatchObject({
      resource: 'me/contacts',
      clientState: 'secret',
      applicationId: 'sandbox-client',
    });
    const failed =
      'Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.';
    for (const wrong of [
      (token: string, response: ServerResponse) =>
        void response.writeHead(202, { 'Content-Type': 'text/plain' }).end(token),
      (token: string, response: ServerResponse) =>
        void response.writeHead(200, { 'Content-Type': 'text/html' }).end(token),
      (token: string, response: ServerResponse) =>
        void response.writeHead(200, { 'Content-Type': 'text/plain' }).end(encodeURIComponent(token)),
    ]) {
      validate = wrong;
      const refused = await subscribe({ changeType: 'updated' });
      expect([...codeOf(refused), refused.body.error!.message]).toEqual([400, 'ValidationError', failed]);
    }
    validate = (_, response) => void response.destroy();
    expect(codeOf(await subscribe({ changeType: 'updated' }))).toEqual([400, 'InvalidRequest']);
  });

  it('is one for the same folder and changes', async () => {
    await subscribe();
    expect(codeOf(await subscribe())).toEqual([409, 'Conflict']);
    expect((await subscribe({ changeType: 'updated' })).status).toBe(201);
    expect((await subscribe({}, new Probe(sandbox, 'bruno@contoso.example'))).status).toBe(201);
  });

  it('lives as long as is granted: seven days at most, 45 minutes at least', async () => {
    const minutesOf = (body: Subscribed) =>
      (Date.parse(body.expirationDateTime) - sandbox.clock.now()) / 60_000;
    expect(codeOf(await subscribe({ expirationDateTime: inMinutes(10_081) }))).toEqual([
      400,
      'ExtensionError',
    ]);
    expect(codeOf(await subscribe({ expirationDateTime: inMinutes(-1) }))).toEqual([400, 'InvalidRequest']);
    const short = await subscribe({ expirationDateTime: inMinutes(1) });
    expect(Math.round(minutesOf(short.body))).toBe(45);
    sandbox.behaviour.subscriptions.grantedMinutes = 1440;
    const path = `/subscriptions/${short.body.id}`;
    const renewed = await probe.send<Subscribed>('PATCH', path, {
      body: { expirationDateTime: inMinutes(10_000) },
    });
    expect([renewed.status, Math.round(minutesOf(renewed.body)), validations.at(-1)]).toEqual([
      200,
      1440,
      '/hooks',
    ]);
    expect((await probe.send('PATCH', path, { body: { notificationUrl: address('/other') } })).status).toBe(
      400,
    );
    sandbox.clock.advance(1441 * 60_000);
    expect(
      (await new Probe(sandbox).send('PATCH', path, { body: { expirationDateTime: inMinutes(100) } })).status,
    ).toBe(404);
  });

  it('is seen and ended by who made it', async () => {
    const { id } = (await subscribe()).body;
    const path = `/subscriptions/${id}`;
    expect((await probe.send<{ value: object[] }>('GET', '/subscriptions')).body.value).toMatchObject([
      { id },
    ]);
    expect((await new Probe(sandbox, 'bruno@contoso.example').send('GET', path)).status).toBe(404);
    expect((await probe.send('DELETE', path)).status).toBe(204);
    expect((await probe.send('GET', path)).status).toBe(404);
  });

  it.each([
    [{ resource: 'me/messages' }, 400],
    [{ resource: 'users/bruno@contoso.example/contacts' }, 403],
    [{ changeType: 'moved' }, 400],
    [{ clientState: 'x'.repeat(129) }, 400],
    [{ notificationUrl: 'ftp://127.0.0.1/' }, 400],
  ])('cannot be %j', async (wrong, expected) => {
    expect((await subscribe(wrong)).status).toBe(expected);
  });

  it('goes to https alone, where that is insisted on', async () => {
    sandbox.behaviour.subscriptions.httpsOnly = true;
    expect((await subscribe()).status).toBe(400);
  });
});

describe('notifications', () => {
  it('tell of what was made, changed and removed, whoever did it, by the id that was asked for', async () => {
    const { id: subscriptionId } = (await subscribe()).body;
    const { id } = (await probe.create({ givenName: 'A' })).body;
    const changed = sandbox.phone().edit(id, { jobTitle: 'CEO' });
    sandbox.phone().remove(id);
    await sandbox.subscriptions.settled();
    expect(told.map((one) => one.changeType).sort()).toEqual(['created', 'deleted', 'updated']);
    const update = told.find(({ changeType }) => changeType === 'updated')!;
    expect(update).toMatchObject({ path: '/hooks', subscriptionId, clientState: 'secret' });
    expect(update.resourceData).toMatchObject({ id, '@odata.etag': changed['@odata.etag'] });
  });

  it('are of one folder and the changes that were asked for, and end with the subscription', async () => {
    const folder = sandbox.phone().createFolder('Clienti');
    const made = await subscribe({
      resource: `me/contactFolders/${folder.id}/contacts`,
      changeType: 'created',
    });
    sandbox.phone().create({ givenName: 'Elsewhere' });
    const { id } = sandbox.phone().create({ givenName: 'A' }, 'Clienti');
    sandbox.phone().edit(id, { jobTitle: 'CEO' });
    await sandbox.subscriptions.settled();
    expect(told.map(({ resourceData }) => resourceData!.id)).toEqual([id]);
    await probe.send('DELETE', `/subscriptions/${made.body.id}`);
    sandbox.phone().create({ givenName: 'B' }, 'Clienti');
    await sandbox.subscriptions.settled();
    expect(told).toHaveLength(1);
  });

  it('come twice or not at all where told, and again when they were not accepted', async () => {
    await subscribe();
    sandbox.behaviour.subscriptions.copies = 2;
    sandbox.phone().create({ givenName: 'A' });
    await sandbox.subscriptions.settled();
    expect(told).toHaveLength(2);
    sandbox.behaviour.subscriptions.copies = 0;
    sandbox.phone().create({ givenName: 'B' });
    await sandbox.subscriptions.settled();
    expect(told).toHaveLength(2);
    sandbox.behaviour.subscriptions.copies = 1;
    status = 503;
    sandbox.phone().create({ givenName: 'C' });
    await sandbox.subscriptions.settled();
    expect([sandbox.requests.notified, sandbox.requests.notAccepted]).toEqual([3, 1]);
    status = 202;
    sandbox.subscriptions.retry();
    await sandbox.subscriptions.settled();
    expect([sandbox.requests.notified, sandbox.requests.notAccepted]).toEqual([4, 1]);
    sandbox.subscriptions.retry();
    expect(sandbox.requests.notified).toBe(4);
  });

  it('leave some time after the change, where told', async () => {
    await subscribe();
    sandbox.behaviour.subscriptions.delayMs = 1;
    sandbox.phone().create({ givenName: 'A' });
    expect(sandbox.requests.notified).toBe(0);
    await sandbox.subscriptions.settled();
    expect([sandbox.requests.notified, told.length]).toEqual([1, 1]);
  });

  it('can be sent by somebody who does not know the secret', async () => {
    await subscribe();
    sandbox.subscriptions.send(sandbox.subscriptions.all()[0]!, {
      clientState: 'guessed',
      changeType: 'updated',
    });
    await sandbox.subscriptions.settled();
    expect(told).toMatchObject([{ clientState: 'guessed' }]);
  });

  it('about the subscription itself go to the other address, and say what becomes of it', async () => {
    const { id } = (await subscribe()).body;
    const [one] = sandbox.subscriptions.all();
    sandbox.subscriptions.lifecycle(one!, 'missed');
    sandbox.subscriptions.lifecycle(one!, 'reauthorizationRequired');
    sandbox.phone().create({ givenName: 'A' });
    await sandbox.subscriptions.settled();
    expect(told.map((event) => [event.path, event.lifecycleEvent])).toEqual(
      expect.arrayContaining([
        ['/life', 'missed'],
        ['/life', 'reauthorizationRequired'],
      ]),
    );
    expect(told).toHaveLength(2);
    expect((await probe.send('POST', `/subscriptions/${id}/reauthorize`)).status).toBe(204);
    sandbox.phone().create({ givenName: 'B' });
    await sandbox.subscriptions.settled();
    expect(told).toHaveLength(3);
    // Renewing it does as much.
    sandbox.subscriptions.lifecycle(one!, 'reauthorizationRequired');
    await probe.send('PATCH', `/subscriptions/${id}`, { body: { expirationDateTime: inMinutes(2000) } });
    sandbox.phone().create({ givenName: 'C' });
    await sandbox.subscriptions.settled();
    expect(told.filter(({ changeType }) => changeType === 'created')).toHaveLength(2);
    sandbox.subscriptions.lifecycle(one!, 'subscriptionRemoved');
    await sandbox.subscriptions.settled();
    expect((await probe.send('GET', `/subscriptions/${id}`)).status).toBe(404);
  });
});
