import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GoogleSandbox, startGoogleSandbox } from '../sandbox.ts';
import { contactsScope, probeClients, redirectUri, SignInProbe } from './probe.ts';

let sandbox: GoogleSandbox;
let probe: SignInProbe;
beforeEach(async () => {
  sandbox = await startGoogleSandbox({ clients: probeClients });
  probe = new SignInProbe(sandbox);
});
afterEach(() => sandbox.stop());

describe('consent', () => {
  it('with the contacts box unticked gives tokens whose scopes lack contacts', async () => {
    const back = sandbox.consent(probe.authorizeUrl(), { contacts: false });
    const tokens = await probe.exchange(back);
    expect(tokens.scope!.split(' ').sort()).toEqual([
      'https://www.googleapis.com/auth/userinfo.email',
      'openid',
    ]);
    const answer = await fetch(`${sandbox.apiUrl}/v1/people/me/connections?personFields=names`, {
      headers: { Authorization: `Bearer ${tokens.access_token}` },
    });
    const { error } = (await answer.json()) as { error: { details: unknown[] } };
    expect([answer.status, error.details[0]]).toMatchObject([
      403,
      { reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' },
    ]);
  });

  it('includes what was granted before when that is asked for', async () => {
    await probe.exchange(probe.agree());
    const signIn = { scope: 'openid email' };
    expect((await probe.exchange(probe.agree(signIn))).scope).not.toContain(contactsScope);
    const all = await probe.exchange(probe.agree({ ...signIn, include_granted_scopes: 'true' }));
    expect(all.scope!.split(' ')).toContain(contactsScope);
  });

  it('that is cancelled sends access_denied back with the state', () => {
    const back = sandbox.consent(probe.authorizeUrl(), { cancel: true });
    expect(Object.fromEntries(back.searchParams)).toEqual({ state: 's1', error: 'access_denied' });
  });

  it('shows a page of its own, and never goes back, for a wrong client, redirect URI or tester', async () => {
    const page = async (more: Record<string, string>) => {
      const answer = await fetch(probe.authorizeUrl(more), { redirect: 'manual' });
      return [answer.status, /Error \d+: (\w+)/.exec(await answer.text())?.[1]];
    };
    expect(await page({ client_id: 'x' })).toEqual([401, 'invalid_client']);
    expect(await page({ redirect_uri: `${redirectUri}/` })).toEqual([400, 'redirect_uri_mismatch']);
    expect(await page({ client_id: 'trial', login_hint: 'bruno@gmail.example' })).toEqual([
      403,
      'access_denied',
    ]);
  });

  it('without a page: prompt=none works once everything is granted, and only then', async () => {
    const silent = async () => {
      const url = probe.authorizeUrl({ prompt: 'none', login_hint: 'anna@gmail.example' });
      const { headers } = await fetch(url, { redirect: 'manual' });
      return new URL(headers.get('location')!).searchParams;
    };
    expect((await silent()).get('error')).toBe('interaction_required');
    probe.agree();
    expect((await silent()).get('code')).toMatch(/^4\/0/);
  });

  it('is a form that a browser can use: account, boxes, and the way back with iss and state', async () => {
    const chooser = await (await fetch(probe.authorizeUrl())).text();
    const link = /href="([^"]*bruno[^"]*)"/.exec(chooser)![1]!.replaceAll('&#38;', '&');
    const form = await (await fetch(new URL(link, sandbox.issuer))).text();
    const action = /action="([^"]*)"/.exec(form)![1]!.replaceAll('&#38;', '&');
    const user = /name="user" value="([^"]*)"/.exec(form)![1]!;
    expect(form.match(/type="checkbox"/g)).toHaveLength(1);
    const sent = await fetch(new URL(action, sandbox.issuer), {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ user, decision: 'allow', allow: contactsScope }),
    });
    const back = new URL(sent.headers.get('location')!);
    expect(sent.status).toBe(303);
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      state: 's1',
      iss: sandbox.issuer,
      prompt: 'consent',
    });
    expect((await probe.exchange(back)).scope).toContain(contactsScope);
  });
});
