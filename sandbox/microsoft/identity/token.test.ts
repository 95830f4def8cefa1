import { createHash, createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MicrosoftSandbox, startMicrosoftSandbox } from '../sandbox.ts';
import { claimsIn, probeApps, redirectUri, SignInProbe } from './probe.ts';

let sandbox: MicrosoftSandbox;
let probe: SignInProbe;
beforeEach(async () => {
  sandbox = await startMicrosoftSandbox({ apps: structuredClone(probeApps) });
  probe = new SignInProbe(sandbox);
});
afterEach(() => sandbox.stop());

const anna = 'anna@contoso.example';
const dayMs = 24 * 3_600_000;
const pair = ({
  status,
  error,
  error_codes: codes,
}: {
  status: number;
  error?: string;
  error_codes?: number[];
}) => [status, error, codes?.[0]];

describe('discovery', () => {
  const document = async (segment: string) => {
    const answer = await fetch(`${sandbox.origin}/${segment}/v2.0/.well-known/openid-configuration`);
    const body: Record<string, unknown> = JSON.parse(await answer.text());
    return { ...body, status: answer.status } as Record<string, unknown>;
  };

  it('has a pattern as issuer where several organizations sign in, and a tenant elsewhere', async () => {
    const [contoso] = sandbox.tenants;
    for (const segment of ['common', 'organizations'])
      expect((await document(segment)).issuer).toBe(`${sandbox.origin}/{tenantid}/v2.0`);
    expect((await document('contoso.example')).issuer).toBe(`${sandbox.origin}/${contoso!.id}/v2.0`);
    expect((await document('consumers')).issuer).toBe(
      `${sandbox.origin}/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0`,
    );
    expect((await document('common')).token_endpoint).toBe(`${sandbox.origin}/common/oauth2/v2.0/token`);
    expect(await document('nowhere.example')).toMatchObject({ status: 400, error_codes: [90_002] });
  });
});

describe('a code', () => {
  it('gives tokens whose scopes have short names, and an id token of the tenant that keys can check', async () => {
    const tokens = await probe.exchange(probe.agree({ nonce: 'n1' }));
    expect(tokens).toMatchObject({
      status: 200,
      token_type: 'Bearer',
      expires_in: 3599,
      scope: 'User.Read Contacts.ReadWrite openid profile email',
    });
    const [contoso] = sandbox.tenants;
    const answer = await fetch(`${sandbox.origin}/common/discovery/v2.0/keys`);
    const [jwk] = ((await answer.json()) as { keys: JsonWebKey[] }).keys;
    const [content, signature] = [/^.*(?=\.)/, /[^.]*$/].map((part) => part.exec(tokens.id_token!)![0]);
    const key = createPublicKey({ key: jwk!, format: 'jwk' });
    expect(verify('RSA-SHA256', Buffer.from(content!), key, Buffer.from(signature!, 'base64url'))).toBe(true);
    expect(claimsIn(tokens.id_token!)).toMatchObject({
      iss: `${sandbox.origin}/${contoso!.id}/v2.0`,
      aud: 'shop',
      tid: contoso!.id,
      oid: sandbox.users[0]!.oid,
      preferred_username: anna,
      nonce: 'n1',
      ver: '2.0',
    });
  });

  it('gives an access token for as long as it says', async () => {
    sandbox.behaviour.accessLifeSeconds = 4500;
    const tokens = await probe.exchange(probe.agree());
    expect(tokens.expires_in).toBe(4500);
    const me = () =>
      fetch(`${sandbox.apiUrl}/me`, { headers: { Authorization: `Bearer ${tokens.access_token}` } });
    sandbox.clock.advance(4_499_000);
    expect((await me()).status).toBe(200);
    sandbox.clock.advance(1000);
    expect((await me()).status).toBe(401);
  });

  it('of a personal account gives a token that is no JWT', async () => {
    const tokens = await probe.exchange(probe.agree({}, 'carla@outlook.example'));
    expect(tokens.access_token).not.toContain('.');
    expect(claimsIn(tokens.id_token!).tid).toBe('9188040d-6c67-4c5b-b112-36a304b66dad');
  });

  it('is refused twice, late, elsewhere, and with another verifier', async () => {
    const value = createHash('sha256').update('v'.repeat(43)).digest('base64url');
    const code = () => probe.agree({ code_challenge: value, code_challenge_method: 'S256' });
    const right = { code_verifier: 'v'.repeat(43) };
    const used = code();
    expect((await probe.exchange(used, right)).status).toBe(200);
    expect(pair(await probe.exchange(used, right))).toEqual([400, 'invalid_grant', 54_005]);
    const wrong = await probe.exchange(code(), { code_verifier: 'w'.repeat(43) });
    expect(pair(wrong)).toEqual([400, 'invalid_grant', 501_481]);
    expect(wrong.error_description).toContain(
      "The Code_Verifier doesn't match the code_challenge supplied in the authorization request.",
    );
    expect(pair(await probe.exchange(code()))).toEqual([400, 'invalid_grant', 501_481]);
    expect(pair(await probe.exchange(code(), { ...right, redirect_uri: `${redirectUri}/` }))).toEqual([
      401,
      'invalid_client',
      500_112,
    ]);
    expect(pair(await probe.exchange(code(), right, 'organizations'))).toEqual([
      400,
      'invalid_grant',
      700_005,
    ]);
    const late = code();
    sandbox.clock.advance(10 * 60_000 + 1);
    expect(pair(await probe.exchange(late, right))).toEqual([400, 'invalid_grant', 70_008]);
    expect(pair(await probe.exchange(new URL('http://x/?code=garbage')))).toEqual([
      400,
      'invalid_grant',
      9_002_313,
    ]);
  });
});

describe('the app', () => {
  const ask = (form: Record<string, string> = {}, app?: string, headers = {}) =>
    probe.token(
      { grant_type: 'refresh_token', refresh_token: sandbox.tokens(anna).refreshToken, ...form },
      app,
      'common',
      headers,
    );

  it('is told what is wrong with its secret, itself and its request', async () => {
    expect(pair(await ask({ client_secret: 'wrong' }))).toEqual([401, 'invalid_client', 7_000_215]);
    expect(pair(await ask({ client_secret: '' }))).toEqual([401, 'invalid_client', 7_000_218]);
    expect(pair(await ask({}, 'nobody'))).toEqual([400, 'unauthorized_client', 700_016]);
    expect(pair(await ask({ grant_type: 'password' }))).toEqual([400, 'unsupported_grant_type', 70_003]);
    expect(pair(await ask({ grant_type: '' }))).toEqual([400, 'invalid_request', 900_144]);
    expect(pair(await ask({}, 'shop', { Origin: 'https://crm.example' }))).toEqual([
      400,
      'invalid_request',
      9_002_326,
    ]);
    expect(
      pair(
        await ask({
          scope: 'https://graph.microsoft.com/User.Read https://outlook.office.com/Contacts.Read',
        }),
      ),
    ).toEqual([400, 'invalid_request', 28_000]);
    const [shop] = sandbox.apps;
    shop!.secretExpired = true;
    const expired = await ask();
    expect(pair(expired)).toEqual([401, 'invalid_client', 7_000_222]);
    expect(expired.error_description).toMatch(
      /expired.*\r\nTrace ID: .*\r\nCorrelation ID: .*\r\nTimestamp: \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/s,
    );
    shop!.otherSecret = 'next-secret';
    expect((await ask({ client_secret: 'next-secret' })).status).toBe(200);
    shop!.disabled = true;
    expect(pair(await ask())).toEqual([400, 'unauthorized_client', 7_000_112]);
  });

  it('for organizations or for one of them is not for everybody', async () => {
    const token = (app: string, segment: string) =>
      probe.token({ grant_type: 'refresh_token', refresh_token: 'x' }, app, segment);
    expect(pair(await token('own', 'common'))).toEqual([400, 'invalid_request', 50_194]);
    expect(pair(await token('own', 'contoso.example'))).toEqual([400, 'invalid_grant', 9_002_313]);
    expect(pair(await token('work', 'consumers'))).toEqual([400, 'invalid_request', 9_002_332]);
  });
});

describe('refresh tokens', () => {
  it('come new every time, and the one before stays good', async () => {
    const first = (await probe.exchange(probe.agree())).refresh_token!;
    const second = await probe.refresh(first);
    expect([second.status, second.refresh_token === first]).toEqual([200, false]);
    expect((await probe.refresh(first)).status).toBe(200);
    expect((await probe.refresh(second.refresh_token!)).status).toBe(200);
  });

  it('come only where offline access was asked for', async () => {
    expect(await probe.exchange(probe.agree({ scope: 'openid User.Read' }))).not.toHaveProperty(
      'refresh_token',
    );
  });

  it('die after ninety days without use, and say so', async () => {
    const { refreshToken } = sandbox.tokens(anna);
    sandbox.clock.advance(89 * dayMs);
    expect((await probe.refresh(refreshToken)).status).toBe(200);
    sandbox.clock.advance(90 * dayMs);
    const dead = await probe.refresh(refreshToken);
    expect([...pair(dead), dead.suberror]).toEqual([400, 'invalid_grant', 700_082, 'bad_token']);
  });

  it('die when sessions are revoked; those of personal accounts say it otherwise', async () => {
    const before = sandbox.tokens(anna).refreshToken;
    const personal = sandbox.tokens('carla@outlook.example').refreshToken;
    sandbox.revoke(anna);
    sandbox.revoke('carla@outlook.example');
    expect(pair(await probe.refresh(before))).toEqual([400, 'invalid_grant', 50_173]);
    expect(pair(await probe.refresh(personal))).toEqual([400, 'invalid_grant', 70_000]);
    sandbox.clock.advance(1);
    expect((await probe.exchange(probe.agree())).status).toBe(200);
  });

  it('open nothing once the agreement is taken back, until there is another one', async () => {
    const tokens = await probe.exchange(probe.agree());
    sandbox.withdrawConsent(anna);
    const refused = await probe.refresh(tokens.refresh_token!);
    expect([...pair(refused), refused.suberror]).toEqual([400, 'invalid_grant', 65_001, 'consent_required']);
    expect(refused.error_description).toContain("'shop' named 'Shop'");
    probe.agree();
    expect((await probe.refresh(tokens.refresh_token!)).status).toBe(200);
  });

  it.each([
    ['mfa', 'invalid_grant', 50_076, 'basic_action'],
    ['device', 'interaction_required', 53_000, 'message_only'],
    ['blocked', 'interaction_required', 53_003, 'message_only'],
    ['password', 'invalid_grant', 50_055, 'user_password_expired'],
    ['frequency', 'invalid_grant', 70_043, 'bad_token'],
  ] as const)('wait for the person: %s', async (what, error, number, suberror) => {
    const { refreshToken } = sandbox.tokens(anna);
    sandbox.requireInteraction(anna, what);
    const refused = await probe.refresh(refreshToken);
    expect([...pair(refused), refused.suberror]).toEqual([400, error, number, suberror]);
    probe.agree();
    expect((await probe.refresh(refreshToken)).status).toBe(200);
  });
});
