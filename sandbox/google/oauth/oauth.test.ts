import * as oidc from 'openid-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GoogleSandbox, startGoogleSandbox } from '../sandbox.ts';
import { contactsScope, probeClients, redirectUri, SignInProbe } from './probe.ts';

const dayMs = 24 * 3_600_000;

let sandbox: GoogleSandbox;
let probe: SignInProbe;
beforeEach(async () => {
  sandbox = await startGoogleSandbox({ clients: probeClients });
  probe = new SignInProbe(sandbox);
});
afterEach(() => sandbox.stop());

describe('signing in', () => {
  it('satisfies a strict OpenID client: discovery, PKCE, state, nonce, a signed id token, refresh and revoke', async () => {
    const config = await oidc.discovery(new URL(sandbox.issuer), 'shop', 'shop-secret', undefined, {
      execute: [oidc.allowInsecureRequests],
    });
    const verifier = oidc.randomPKCECodeVerifier();
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: `openid email profile ${contactsScope}`,
      access_type: 'offline',
      state: 'abc',
      nonce: 'n1',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const tokens = await oidc.authorizationCodeGrant(
      config,
      sandbox.consent(url, { user: 'bruno@gmail.example' }),
      {
        pkceCodeVerifier: verifier,
        expectedState: 'abc',
        expectedNonce: 'n1',
        idTokenExpected: true,
      },
    );
    const [, bruno] = sandbox.users;
    expect(tokens.claims()).toMatchObject({ sub: bruno!.sub, email: 'bruno@gmail.example', name: 'Bruno' });
    expect(tokens.scope!.split(' ')).toContain('https://www.googleapis.com/auth/userinfo.email');
    const info = await oidc.fetchUserInfo(config, tokens.access_token, bruno!.sub);
    expect(info.email).toBe('bruno@gmail.example');
    const again = await oidc.refreshTokenGrant(config, tokens.refresh_token!);
    expect([again.expires_in, again.refresh_token]).toEqual([3599, undefined]);
    await oidc.tokenRevocation(config, again.access_token);
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('refuses a code twice, with another verifier, with none, after ten minutes, and with another redirect URI', async () => {
    const hash = await oidc.calculatePKCECodeChallenge('v'.repeat(43));
    const code = () => probe.agree({ code_challenge: hash, code_challenge_method: 'S256' });
    const right = { code_verifier: 'v'.repeat(43) };
    const used = code();
    expect((await probe.exchange(used, 'shop', right)).status).toBe(200);
    expect(await probe.exchange(used, 'shop', right)).toMatchObject({
      status: 400,
      error: 'invalid_grant',
      error_description: 'Bad Request',
    });
    expect(await probe.exchange(code(), 'shop', { code_verifier: 'w'.repeat(43) })).toMatchObject({
      error: 'invalid_grant',
    });
    expect(await probe.exchange(code())).toMatchObject({ error: 'invalid_grant' });
    expect(
      await probe.exchange(code(), 'shop', { ...right, redirect_uri: 'http://127.0.0.1:9/' }),
    ).toMatchObject({
      error: 'redirect_uri_mismatch',
    });
    const late = code();
    sandbox.clock.advance(10 * 60_000 + 1);
    expect(await probe.exchange(late, 'shop', right)).toMatchObject({ error: 'invalid_grant' });
    expect(await probe.token({ grant_type: 'authorization_code', code: '4%2F0x' })).toMatchObject({
      error_description: 'Malformed auth code.',
    });
  });

  it('tells a wrong secret from a client that does not exist', async () => {
    expect(await probe.token({ client_secret: 'wrong' })).toMatchObject({
      status: 401,
      error: 'invalid_client',
      error_description: 'Unauthorized',
    });
    expect(await probe.token({}, 'nobody')).toMatchObject({
      status: 401,
      error_description: 'The OAuth client was not found.',
    });
  });
});

describe('refresh tokens', () => {
  it('come with the first consent, and after that only when a consent is insisted on', async () => {
    expect((await probe.exchange(probe.agree())).refresh_token).toMatch(/^1\/\/0/);
    expect(await probe.exchange(probe.agree())).not.toHaveProperty('refresh_token');
    expect((await probe.exchange(probe.agree({ prompt: 'consent' }))).refresh_token).toMatch(/^1\/\/0/);
    expect(
      await probe.exchange(probe.agree({ access_type: 'online', prompt: 'consent' })),
    ).not.toHaveProperty('refresh_token');
  });

  it('of a client in testing say that they die after seven days, and do', async () => {
    const tokens = await probe.exchange(probe.agree({ client_id: 'trial' }), 'trial');
    expect(tokens.refresh_token_expires_in).toBe(604_799);
    sandbox.clock.advance(7 * dayMs - 2000);
    expect((await probe.refresh(tokens.refresh_token!, 'trial')).status).toBe(200);
    sandbox.clock.advance(2000);
    expect(await probe.refresh(tokens.refresh_token!, 'trial')).toMatchObject({
      status: 400,
      error: 'invalid_grant',
      error_description: 'Token has been expired or revoked.',
    });
  });

  it('of a client in testing live on when they open nothing but the sign-in', async () => {
    const tokens = await probe.exchange(probe.agree({ client_id: 'trial', scope: 'openid email' }), 'trial');
    expect(tokens).not.toHaveProperty('refresh_token_expires_in');
    sandbox.clock.advance(8 * dayMs);
    expect((await probe.refresh(tokens.refresh_token!, 'trial')).status).toBe(200);
  });

  it('beyond a hundred of one user and client push out the oldest', async () => {
    const insist = () => probe.exchange(probe.agree({ prompt: 'consent' }));
    const first = (await insist()).refresh_token!;
    for (let more = 0; more < 99; more++) sandbox.tokens();
    expect((await probe.refresh(first)).status).toBe(200);
    await insist();
    expect((await probe.refresh(first)).error).toBe('invalid_grant');
  });

  it('die with half a year without use and when the user takes the permission back', async () => {
    const idle = sandbox.tokens().refreshToken;
    const other = sandbox.tokens('bruno@gmail.example');
    sandbox.endAccess('bruno@gmail.example');
    expect((await probe.refresh(other.refreshToken)).error).toBe('invalid_grant');
    sandbox.clock.advance(184 * dayMs);
    expect((await probe.refresh(idle)).error).toBe('invalid_grant');
  });
});
