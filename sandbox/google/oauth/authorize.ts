import { type Answer, html, redirect } from '../../server/answer.ts';
import type { Account } from '../account.ts';
import type { Request, World } from '../answer.ts';
import { type AuthorizeRequest, Refusal, readAuthorize } from './authorize-request.ts';
import { accountPage, consentPage, refusalPage } from './consent-pages.ts';
import { isSignIn } from './grants.ts';

export function accountOf(world: World, hint: string | null): Account | undefined {
  return world.accounts.find(({ email, sub }) => email.toLowerCase() === hint?.toLowerCase() || sub === hint);
}

/** Boxes that can be left unticked; none where the one thing asked for is all there is. */
export function boxesOf(scopes: readonly string[]): readonly string[] {
  const data = scopes.filter((scope) => !isSignIn(scope));
  return data.length > 1 || data.length < scopes.length ? data : [];
}

/** Nothing is left to ask: all of it was granted before, and no consent is insisted on. */
function needsNoConsent(
  { client, scopes, prompts }: AuthorizeRequest,
  account: Account,
  world: World,
): boolean {
  const agreed = world.grants.agreed(client.clientId, account.sub);
  return !prompts.includes('consent') && scopes.every((scope) => agreed.has(scope));
}

export function authorizePage({ query }: Request, world: World): Answer {
  return orRefusal(() => {
    const request = readAuthorize(query, world);
    const chosen = accountOf(world, query.get('authuser'));
    const hinted = request.prompts.includes('select_account')
      ? undefined
      : accountOf(world, query.get('login_hint'));
    const account = chosen ?? hinted;
    if (request.prompts.includes('none')) {
      if (!account) return redirect(errorBack(request, 'login_required'));
      return redirect(
        needsNoConsent(request, account, world)
          ? codeBack(request, account, request.scopes, world)
          : errorBack(request, 'interaction_required'),
      );
    }
    if (!account) return html(200, accountPage(request, world.accounts));
    checkTester(request, account);
    // A sign-in with an account chosen by hand and nothing new to agree to needs no second page.
    if (chosen && needsNoConsent(request, account, world))
      return redirect(codeBack(request, account, request.scopes, world));
    return html(200, consentPage(request, account, boxesOf(request.scopes)));
  });
}

/** The form of the consent page: `user`, `decision`, and `allow` once for each ticked box. */
export function consentDecision({ query, body }: Request, world: World): Answer {
  const form = new URLSearchParams(body.toString('utf8'));
  return orRefusal(() => {
    const request = readAuthorize(query, world);
    const account = accountOf(world, form.get('user'));
    if (!account) throw new Refusal('invalid_request', 'Choose an account.');
    const ticked = form.getAll('allow');
    return redirect(decide(request, account, form.get('decision') === 'allow' ? ticked : null, world));
  });
}

/** Where the browser goes after the decision; `ticked` null: the person cancelled. @throws Refusal */
export function decide(
  request: AuthorizeRequest,
  account: Account,
  ticked: readonly string[] | null,
  world: World,
): string {
  checkTester(request, account);
  if (!ticked) return errorBack(request, 'access_denied');
  const boxes = boxesOf(request.scopes);
  const granted = request.scopes.filter((scope) => !boxes.includes(scope) || ticked.includes(scope));
  return codeBack(request, account, granted, world);
}

function checkTester({ client, redirectUri }: AuthorizeRequest, account: Account): void {
  if (!client.testing || !client.testers || client.testers.includes(account.email)) return;
  throw new Refusal(
    'access_denied',
    `${new URL(redirectUri).host} has not completed the Google verification process. The app is currently being tested, and can only be accessed by developer-approved testers.`,
    403,
  );
}

function codeBack(
  request: AuthorizeRequest,
  account: Account,
  granted: readonly string[],
  world: World,
): string {
  const { client, query, redirectUri, prompts, challenge } = request;
  const before = world.grants.agreed(client.clientId, account.sub);
  const scopes =
    query.get('include_granted_scopes') === 'true' ? [...new Set([...granted, ...before])] : granted;
  const code = world.grants.addCode({
    clientId: client.clientId,
    sub: account.sub,
    redirectUri,
    scopes,
    // Only the first consent gives a refresh token, or one that is insisted on.
    givesRefreshToken:
      query.get('access_type') === 'offline' && (before.size === 0 || prompts.includes('consent')),
    challenge,
    nonce: query.get('nonce') ?? undefined,
  });
  return back(request, {
    iss: world.origin,
    code,
    scope: scopes.join(' '),
    authuser: '0',
    prompt: prompts.includes('consent') || before.size === 0 ? 'consent' : 'none',
  });
}

const errorBack = (request: AuthorizeRequest, error: string): string => back(request, { error });

function back({ redirectUri, query }: AuthorizeRequest, params: Record<string, string>): string {
  const url = new URL(redirectUri);
  const state = query.get('state');
  if (state !== null) url.searchParams.set('state', state);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return url.href;
}

function orRefusal(answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof Refusal) return html(error.status, refusalPage(error));
    throw error;
  }
}
