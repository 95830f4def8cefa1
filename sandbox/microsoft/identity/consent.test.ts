import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Probe } from '../probe.ts';
import { type MicrosoftSandbox, startMicrosoftSandbox } from '../sandbox.ts';
import { contactsScope, probeApps, redirectUri, SignInProbe } from './probe.ts';

let sandbox: MicrosoftSandbox;
let probe: SignInProbe;
beforeEach(async () => {
  sandbox = await startMicrosoftSandbox({ apps: structuredClone(probeApps) });
  probe = new SignInProbe(sandbox);
});
afterEach(() => sandbox.stop());

const [anna, bruno, dora, erika] = [
  'anna@contoso.example',
  'bruno@contoso.example',
  'dora@fabrikam.example',
  'erika@fabrikam.example',
] as const;

const unescaped = (text: string): string => text.replaceAll('&#38;', '&');

async function open(url: string) {
  const answer = await fetch(new URL(unescaped(url), sandbox.origin), { redirect: 'manual' });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
}

/** Presses a button of the page. */
async function press(page: string, decision: string, more: Record<string, string> = {}) {
  const action = unescaped(/action="([^"]*)"/.exec(page)![1]!);
  const user = /name="user" value="([^"]*)"/.exec(page)![1]!;
  const body = new URLSearchParams({ user, decision, ...more });
  const answer = await fetch(new URL(action, sandbox.origin), { method: 'POST', redirect: 'manual', body });
  const location = answer.headers.get('location');
  return {
    status: answer.status,
    text: await answer.text(),
    params: location ? Object.fromEntries(new URL(location).searchParams) : {},
  };
}

describe('the pages', () => {
  it('ask for the account and the permission, and lead back with code, state and session', async () => {
    const chooser = await open(probe.authorizeUrl());
    const link = /href="([^"]*bruno[^"]*)"/.exec(chooser.text)![1]!;
    const form = await open(link);
    expect(form.text).toContain('Have full access to your contacts');
    expect(form.text).not.toContain('name="everybody"');
    const { status, params } = await press(form.text, 'accept');
    expect([status, Object.keys(params).sort()]).toEqual([303, ['code', 'session_state', 'state']]);
    // The next time nothing is left to ask.
    expect((await open(link)).location).toContain('code=');
    expect(
      (await open(unescaped(link).replace('response_type', 'prompt=consent&response_type'))).text,
    ).toContain('Permissions requested');
  });

  it('offer accounts that the address is for, and go on with the one that is hinted at', async () => {
    const names = async (segment: string) =>
      [...(await open(probe.authorizeUrl({}, segment))).text.matchAll(/<br>([^<]*@[^<]*)</g)].map(
        ([, name]) => name,
      );
    expect(await names('consumers')).toEqual(['carla@outlook.example']);
    expect(await names('organizations')).toHaveLength(4);
    expect(await names('fabrikam.example')).toEqual([dora, erika]);
    expect((await open(probe.authorizeUrl({ login_hint: bruno }))).text).toContain('Permissions requested');
    expect((await open(probe.authorizeUrl({ login_hint: bruno, prompt: 'select_account' }))).text).toContain(
      'Pick an account',
    );
    expect((await open(probe.authorizeUrl({ login_hint: anna }, 'fabrikam.example'))).text).toContain(
      'AADSTS50020',
    );
  });

  it('lead back in the fragment or as a form that is posted, where that is asked for', async () => {
    const back = sandbox.consent(probe.authorizeUrl({ response_mode: 'fragment' }), { user: anna });
    expect([back.search, new URLSearchParams(back.hash.slice(1)).get('state')]).toEqual(['', 's1']);
    const form = await open(probe.authorizeUrl({ response_mode: 'form_post', account: anna }));
    expect(form.text).toContain(`<form method="POST" name="hiddenform" action="${redirectUri}">`);
  });

  it.each<[string, Record<string, string>, string, string]>([
    ['another address to go back to', { redirect_uri: `${redirectUri}/` }, 'common', 'AADSTS50011'],
    ['an unknown app', { client_id: 'nobody' }, 'common', 'AADSTS700016'],
    ['an unknown tenant', {}, 'nowhere.example', 'AADSTS90002'],
    ['what is no tenant at all', {}, '%zz', 'AADSTS90002'],
    ['an app of one organization', { client_id: 'own' }, 'common', 'AADSTS50194'],
    [
      'a scope that is none',
      { scope: 'https://graph.microsoft.com/Contacts.Write' },
      'common',
      'AADSTS650053',
    ],
  ])('never lead back from %s', async (_, more, segment, number) => {
    const { status, text, location } = await open(probe.authorizeUrl(more, segment));
    expect([status >= 400, text.includes(number), location]).toEqual([true, true, null]);
  });

  it('tell the app what is wrong with the rest of its request', () => {
    const error = (more: Record<string, string>) =>
      sandbox.consent(probe.authorizeUrl(more)).searchParams.get('error');
    expect(error({ response_type: 'token' })).toBe('unsupported_response_type');
    expect(error({ scope: '' })).toBe('invalid_request');
    expect(error({ prompt: 'please' })).toBe('invalid_request');
  });

  it('are none with prompt=none, which works once everything is agreed to', async () => {
    const silent = async (more = {}) =>
      new URL((await open(probe.authorizeUrl({ prompt: 'none', ...more }))).location!).searchParams;
    expect((await silent()).get('error')).toBe('login_required');
    expect((await silent({ login_hint: anna })).get('error')).toBe('interaction_required');
    probe.agree();
    expect((await silent({ login_hint: anna })).get('code')).toMatch(/^0\.A/);
  });
});

describe('somebody who does not agree', () => {
  it.each([
    ['access_denied', { error: 'access_denied', described: true, error_subcode: undefined }],
    ['consent_required', { error: 'consent_required', described: true, error_subcode: undefined }],
    ['subcode', { error: 'access_denied', described: false, error_subcode: 'cancel' }],
  ] as const)('is told of as %s', (form, told) => {
    sandbox.behaviour.cancelForm = form;
    const { searchParams: params } = sandbox.consent(probe.authorizeUrl(), { cancel: true });
    expect(params.get('state')).toBe('s1');
    expect({
      error: params.get('error'),
      described: params.get('error_description')?.startsWith('AADSTS65004: ') ?? false,
      error_subcode: params.get('error_subcode') ?? undefined,
    }).toEqual(told);
  });
});

describe('where an administrator must agree', () => {
  it('others end at a page, from which they may go back with nothing', async () => {
    const page = await open(probe.authorizeUrl({ login_hint: dora }));
    expect([page.status, page.text.includes('Need admin approval')]).toEqual([200, true]);
    expect((await press(page.text, 'cancel')).params).toEqual({
      error: 'access_denied',
      error_subcode: 'cancel',
      state: 's1',
    });
    expect((await press(page.text, 'accept')).text).toContain('AADSTS90094');
    expect(() => sandbox.consent(probe.authorizeUrl(), { user: dora })).toThrow('Admin consent is required');
    // Signing in alone needs nobody.
    expect(
      sandbox
        .consent(probe.authorizeUrl({ scope: 'openid User.Read' }), { user: dora })
        .searchParams.has('code'),
    ).toBe(true);
  });

  it('others may ask for it where that is switched on', async () => {
    sandbox.tenants.find(({ domain }) => domain === 'fabrikam.example')!.asksForApproval = true;
    const page = await open(probe.authorizeUrl({ login_hint: dora }));
    expect(page.text).toContain('Approval required');
    expect((await press(page.text, 'ask')).text).toContain('Request sent');
  });

  it('the administrator’s agreement at the address for it lets everybody in, once it has got about', async () => {
    sandbox.behaviour.consentDelayMs = 60_000;
    const back = sandbox.adminConsent(probe.adminConsentUrl());
    const { id } = sandbox.tenants.find(({ domain }) => domain === 'fabrikam.example')!;
    expect(Object.fromEntries(back.searchParams)).toEqual({
      admin_consent: 'True',
      tenant: id,
      scope: contactsScope,
      state: 'a1',
    });
    const scope = `offline_access ${contactsScope}`;
    const code = () => sandbox.consent(probe.authorizeUrl({ scope }), { user: dora });
    expect(await probe.exchange(code())).toMatchObject({ error: 'invalid_grant', error_codes: [65_001] });
    sandbox.clock.advance(60_000);
    const tokens = await probe.exchange(code());
    expect(tokens.scope).toBe('Contacts.ReadWrite');
    expect((await probe.refresh(tokens.refresh_token!)).status).toBe(200);
    sandbox.withdrawAdminConsent('fabrikam.example');
    expect(await probe.refresh(tokens.refresh_token!)).toMatchObject({ error_codes: [65_001] });
  });

  it('the administrator may agree for everybody on the ordinary page', async () => {
    const page = await open(probe.authorizeUrl({ login_hint: erika }));
    expect(page.text).toContain('Consent on behalf of your organization');
    expect((await press(page.text, 'accept', { everybody: '1' })).params).toHaveProperty('code');
    expect(sandbox.consent(probe.authorizeUrl(), { user: dora }).searchParams.has('code')).toBe(true);
  });

  it('the address for it is for administrators, organizations and no personal account', async () => {
    expect(() => sandbox.adminConsent(probe.adminConsentUrl(), { user: dora })).toThrow('administrator');
    expect(() => sandbox.adminConsent(probe.adminConsentUrl({}, 'common'))).toThrow(
      'Admin consent needs a tenant',
    );
    const chooser = await open(probe.adminConsentUrl());
    expect(chooser.text).not.toContain('carla');
    const form = await open(/href="([^"]*erika[^"]*)"/.exec(chooser.text)![1]!);
    expect((await press(form.text, 'accept')).params).toMatchObject({ admin_consent: 'True', state: 'a1' });
    const denied = sandbox.adminConsent(probe.adminConsentUrl(), { cancel: true }).searchParams;
    expect([denied.get('error'), denied.get('admin_consent'), denied.has('tenant')]).toEqual([
      'access_denied',
      'True',
      false,
    ]);
  });
});

it('who was let in for less may ask for less', async () => {
  const tokens = await probe.exchange(
    probe.agree({ scope: 'openid offline_access User.Read Contacts.Read' }),
  );
  expect(tokens.scope).toBe('User.Read Contacts.Read openid');
  const more = await probe.refresh(tokens.refresh_token!, { scope: contactsScope });
  expect(more).toMatchObject({ status: 400, error_codes: [65_001] });
  const reader = new Probe(sandbox, anna, 'Contacts.Read');
  expect((await reader.create({ givenName: 'A' })).status).toBe(403);
});

it('signing out leads back, and userinfo tells who is signed in', async () => {
  const { location } = await open(
    `/common/oauth2/v2.0/logout?post_logout_redirect_uri=${encodeURIComponent(redirectUri)}`,
  );
  expect(location).toBe(redirectUri);
  const { accessToken } = sandbox.tokens(anna);
  const ask = (token: string) =>
    fetch(`${sandbox.origin}/oidc/userinfo`, { headers: { Authorization: `Bearer ${token}` } });
  expect(await (await ask(accessToken)).json()).toMatchObject({ name: 'Anna', email: anna });
  expect((await ask('x')).status).toBe(401);
});
