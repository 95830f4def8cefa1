// Microsoft's own libraries, for Graph and for signing in: what they cannot do with the sandbox, the sandbox does wrong.
// Both insist on https, so they believe it to be at ORIGIN; whatever they send there is taken to where it listens.
import {
  ConfidentialClientApplication,
  type INetworkModule,
  InteractionRequiredAuthError,
} from '@azure/msal-node';
import {
  AuthenticationHandler,
  BatchRequestContent,
  BatchResponseContent,
  Client,
  type Context,
  GraphError,
  type Middleware,
  PageIterator,
  RetryHandler,
  RetryHandlerOptions,
} from '@microsoft/microsoft-graph-client';
import type {
  Contact,
  ContactFolder,
  OutlookCategory,
  Subscription,
  User,
} from '@microsoft/microsoft-graph-types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedPhoto } from '../seed/seed-photo.ts';
import { type MicrosoftSandbox, startMicrosoftSandbox } from './sandbox.ts';

const ORIGIN = 'https://microsoft.sandbox.example';
const REDIRECT_URI = 'http://127.0.0.1:9/back';
const app = {
  clientId: '24d3b144-21ae-4080-943f-7067b395b913',
  clientSecret: 'shop-secret',
  redirectUris: [REDIRECT_URI],
};

let sandbox: MicrosoftSandbox;
let graph: Client;
beforeEach(async () => {
  sandbox = await startMicrosoftSandbox({
    origin: ORIGIN,
    apps: [app],
    people: { people: 12, photoPercent: 0 },
  });
  graph = clientFor(
    sandbox.tokens(undefined, `User.Read MailboxSettings.ReadWrite Contacts.ReadWrite`).accessToken,
  );
});
afterEach(() => sandbox.stop());

const here = (url: string): string => url.replace(ORIGIN, `http://127.0.0.1:${sandbox.port}`);

/** Sends what the library made to where the sandbox listens. */
const wire: Middleware = {
  async execute(context: Context): Promise<void> {
    const { request, options = {} } = context;
    context.response = await fetch(here(String(request)), options as RequestInit);
  },
};

function clientFor(accessToken: string): Client {
  const authentication = new AuthenticationHandler({ getAccessToken: async () => accessToken });
  // Tried again at once: time is the sandbox's.
  const retry = new RetryHandler(new RetryHandlerOptions(0, 3));
  authentication.setNext(retry);
  retry.setNext(wire);
  return Client.initWithMiddleware({
    middleware: authentication,
    baseUrl: ORIGIN,
    customHosts: new Set([new URL(ORIGIN).hostname]),
  });
}

interface Page {
  value: (Contact & { '@removed'?: object })[];
  '@odata.nextLink'?: string;
  '@odata.deltaLink'?: string;
}

describe('the library for Graph', () => {
  it('says who is signed in', async () => {
    const me: User = await graph.api('/me').select('id,displayName,mail').get();
    expect(me).toMatchObject({
      id: sandbox.users[0]!.oid,
      displayName: 'Anna',
      mail: 'anna@contoso.example',
    });
  });

  it('goes through all pages by itself', async () => {
    const first = await graph.api('/me/contacts').top(5).select('displayName').get();
    const names: string[] = [];
    await new PageIterator(
      graph,
      first,
      ({ displayName }: Contact) => names.push(displayName!) > 0,
    ).iterate();
    expect(names).toHaveLength(12);
    expect(sandbox.requests.byKind['contacts.list']).toBe(3);
  });

  it('is given changes from a delta link, and what is gone as removed', async () => {
    const delta = async (url: string): Promise<{ value: Page['value']; link: string }> => {
      const value: Page['value'] = [];
      for (let next: string | undefined = url; ; ) {
        const page: Page = await graph
          .api(next)
          .header('Prefer', 'IdType="ImmutableId", odata.maxpagesize=5')
          .get();
        value.push(...page.value);
        next = page['@odata.nextLink'];
        if (next === undefined) return { value, link: page['@odata.deltaLink']! };
      }
    };
    const full = await delta('/me/contactFolders/contacts/contacts/delta?$select=displayName');
    expect(full.value).toHaveLength(12);
    const [edited, removed] = full.value;
    await graph.api(`/me/contacts/${edited!.id}`).patch({ displayName: 'Nuova Rossi' });
    await graph.api(`/me/contacts/${removed!.id}`).delete();
    const next = await delta(full.link);
    expect(next.value.map((one) => [one.id, one.displayName, one['@removed']])).toEqual([
      [edited!.id, 'Nuova Rossi', undefined],
      [removed!.id, undefined, { reason: 'deleted' }],
    ]);
    expect((await delta(next.link)).value).toEqual([]);
  });

  it('creates, reads and updates, and is refused with an etag of before', async () => {
    const made: Contact & { '@odata.etag': string } = await graph
      .api('/me/contacts')
      .post({ givenName: 'Pavel', surname: 'Bansky', emailAddresses: [{ address: 'pavelb@contoso.com' }] });
    expect(made.displayName).toBe('Pavel Bansky');
    const update = () =>
      graph.api(`/me/contacts/${made.id}`).header('If-Match', made['@odata.etag']).patch({ jobTitle: 'CEO' });
    expect((await update()).jobTitle).toBe('CEO');
    const refusal = await update().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(GraphError);
    expect(refusal).toMatchObject({ statusCode: 412, code: 'ErrorIrresolvableConflict' });
    const marked = `String {8b3e6f0a-1c2d-4e5f-9a0b-0c1d2e3f4a5b} Name CrmSyncKey`;
    await graph
      .api(`/me/contacts/${made.id}`)
      .patch({ singleValueExtendedProperties: [{ id: marked, value: 'k-1' }] });
    const found: Page = await graph
      .api('/me/contacts')
      .filter(`singleValueExtendedProperties/Any(ep: ep/id eq '${marked}' and ep/value eq 'k-1')`)
      .expand(`singleValueExtendedProperties($filter=id eq '${marked}')`)
      .get();
    expect(found.value).toMatchObject([
      { id: made.id, singleValueExtendedProperties: [{ id: marked, value: 'k-1' }] },
    ]);
  });

  it('puts twenty requests into a batch and finds its answers by their ids', async () => {
    const { value }: Page = await graph.api('/me/contacts').top(3).get();
    const steps = value.map(({ id }, at) => ({
      id: String(at),
      request: new Request(`${ORIGIN}/me/contacts/${id}`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ nickName: `N${at}` }),
      }),
    }));
    const content = await new BatchRequestContent(steps).getContent();
    const answers = new BatchResponseContent(await graph.api('/$batch').post(content));
    const nicks = steps.map(
      async ({ id }) => ((await answers.getResponseById(id).json()) as Contact).nickName,
    );
    expect(await Promise.all(nicks)).toEqual(['N0', 'N1', 'N2']);
  });

  it('gives a contact a photo, reads it and takes it away again', async () => {
    const [{ id } = { id: '' }] = sandbox.phone().list();
    const photo = seedPhoto(1, 2000);
    const address = graph.api(`/me/contacts/${id}/photo/$value`);
    await address.header('Content-Type', 'image/jpeg').put(new Blob([new Uint8Array(photo)]));
    const read: Blob = await graph.api(`/me/contacts/${id}/photo/$value`).get();
    expect(Buffer.from(await read.arrayBuffer()).equals(photo)).toBe(true);
    await graph.api(`/me/contacts/${id}/photo`).delete();
    await expect(graph.api(`/me/contacts/${id}/photo/$value`).get()).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it('has folders, folders in folders, and contacts there', async () => {
    const folder: ContactFolder = await graph.api('/me/contactFolders').post({ displayName: 'Clienti' });
    const below: ContactFolder = await graph
      .api(`/me/contactFolders/${folder.id}/childFolders`)
      .post({ displayName: 'Vip' });
    await graph.api(`/me/contactFolders/${below.id}/contacts`).post({ givenName: 'Zoë' });
    const { value }: Page = await graph.api(`/me/contactFolders/${below.id}/contacts`).get();
    expect(value).toMatchObject([{ givenName: 'Zoë', parentFolderId: below.id }]);
    const list: { value: ContactFolder[] } = await graph.api('/me/contactFolders').get();
    expect(list.value).toMatchObject([{ displayName: 'Clienti' }]);
  });

  it('has categories', async () => {
    const category: OutlookCategory = await graph
      .api('/me/outlook/masterCategories')
      .post({ displayName: 'Clienti', color: 'preset9' });
    const list: { value: OutlookCategory[] } = await graph.api('/me/outlook/masterCategories').get();
    expect(list.value).toEqual([{ id: category.id, displayName: 'Clienti', color: 'preset9' }]);
  });

  it('asks again by itself after a refusal that says for how long', async () => {
    sandbox.faults.throttle(1, { retryAfter: 0 });
    expect((await graph.api('/me/contacts').get()).value).toHaveLength(10);
    expect(sandbox.requests.byStatus).toEqual({ 200: 1, 429: 1 });
  });

  it('is told what is wrong with a subscription', async () => {
    const subscription: Subscription = {
      changeType: 'updated',
      notificationUrl: 'http://127.0.0.1:9/hooks',
      resource: 'me/contacts',
      expirationDateTime: new Date(sandbox.clock.now() + 3_600_000).toISOString(),
    };
    await expect(graph.api('/subscriptions').post(subscription)).rejects.toMatchObject({
      statusCode: 400,
      code: 'InvalidRequest',
    });
  });
});

describe('the library for signing in', () => {
  const networkClient: INetworkModule = {
    sendGetRequestAsync: (url, options) => exchange(url, { headers: options?.headers ?? {} }),
    sendPostRequestAsync: (url, options) =>
      exchange(url, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' }),
  };
  async function exchange<T>(url: string, options: RequestInit) {
    const answer = await fetch(here(url), options);
    return {
      headers: Object.fromEntries(answer.headers),
      body: (await answer.json()) as T,
      status: answer.status,
    };
  }

  const signInAt = (segment: string, clientSecret = app.clientSecret) =>
    new ConfidentialClientApplication({
      auth: {
        clientId: app.clientId,
        clientSecret,
        authority: `${ORIGIN}/${segment}`,
        knownAuthorities: [new URL(ORIGIN).hostname],
      },
      system: { networkClient },
    });
  const scopes = ['User.Read', 'Contacts.ReadWrite'];

  async function signIn(client: ConfidentialClientApplication, user: string) {
    const url = await client.getAuthCodeUrl({ scopes, redirectUri: REDIRECT_URI, state: 's1' });
    const back = sandbox.consent(url, { user });
    expect(back.searchParams.get('state')).toBe('s1');
    return client.acquireTokenByCode({
      scopes,
      redirectUri: REDIRECT_URI,
      code: back.searchParams.get('code')!,
    });
  }

  it('signs people of organizations and with personal accounts in, and Graph takes its tokens', async () => {
    for (const [user, tenant] of [
      ['anna@contoso.example', sandbox.tenants[0]!.id],
      ['carla@outlook.example', '9188040d-6c67-4c5b-b112-36a304b66dad'],
    ] as const) {
      const result = await signIn(signInAt('common'), user);
      expect(result.account).toMatchObject({ username: user, tenantId: tenant });
      expect(result.scopes).toEqual(expect.arrayContaining(scopes));
      expect(await clientFor(result.accessToken).api('/me').get()).toMatchObject({ userPrincipalName: user });
    }
  });

  it('renews its tokens by itself', async () => {
    const client = signInAt('organizations');
    const { account, accessToken } = await signIn(client, 'anna@contoso.example');
    const renewed = await client.acquireTokenSilent({ account: account!, scopes, forceRefresh: true });
    expect(renewed.accessToken).not.toBe(accessToken);
    expect((await clientFor(renewed.accessToken).api('/me').get()).userPrincipalName).toBe(
      'anna@contoso.example',
    );
  });

  it('is told that a person has to sign in again', async () => {
    const client = signInAt('common');
    const { account } = await signIn(client, 'anna@contoso.example');
    sandbox.withdrawConsent('anna@contoso.example');
    const silently = () => client.acquireTokenSilent({ account: account!, scopes, forceRefresh: true });
    await expect(silently()).rejects.toBeInstanceOf(InteractionRequiredAuthError);
    await signIn(client, 'anna@contoso.example');
    sandbox.requireInteraction('anna@contoso.example', 'mfa');
    await expect(silently()).rejects.toMatchObject({ errorCode: 'invalid_grant', subError: 'basic_action' });
  });

  it('is told that its secret is wrong', async () => {
    await expect(signIn(signInAt('common', 'wrong'), 'anna@contoso.example')).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorMessage: expect.stringContaining('AADSTS7000215'),
    });
  });
});
