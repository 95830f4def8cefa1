import { randomUUID } from 'node:crypto';
import { type Answer, html } from '../../server/answer.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Request, World } from '../world.ts';
import { type AuthorizeRequest, readAuthorize, SentBack } from './authorize-request.ts';
import { accountPage, approvalAskedPage, consentPage, errorPage, needsApprovalPage } from './pages.ts';
import { covers, needsAdmin } from './scopes.ts';
import { checkSegment, fits, takes } from './segment.ts';
import { description, errorUri, SignInError } from './sign-in-error.ts';
import { clientInfo } from './token.ts';
import { backTo, type Params, sendBack } from './way-back.ts';

export function userNamed(world: Pick<World, 'mailboxes'>, name: string | null): Mailbox | undefined {
  const hint = name?.toLowerCase();
  return world.mailboxes.find(({ email, oid }) => email.toLowerCase() === hint || oid === hint);
}

/** What stands between a person and the code. */
type Obstacle = 'consent' | 'administrator';

function obstacleFor(request: AuthorizeRequest, user: Mailbox, world: World): Obstacle | undefined {
  const agreed = world.grants.agreed(request.app.clientId, user);
  const missing = request.scopes.filter((scope) => !covers(agreed, scope));
  const managed = user.tenant.consent === 'admin' && !user.admin;
  if (managed && missing.some(needsAdmin)) return 'administrator';
  return missing.length > 0 || request.prompt === 'consent' ? 'consent' : undefined;
}

export function authorizePage({ query, segment }: Request, world: World): Answer {
  return orRefusal(world, () => {
    const request = readAuthorize(query, segment, world);
    const chosen = userNamed(world, query.get('account'));
    const hinted =
      request.prompt === 'select_account' ? undefined : userNamed(world, query.get('login_hint'));
    const user = chosen ?? hinted;
    if (request.prompt === 'none') return silent(request, user, world);
    if (!user) return html(200, accountPage(request, peopleFor(request, world)));
    checkAccount(request, user);
    const obstacle = obstacleFor(request, user, world);
    if (obstacle === 'administrator') return html(200, needsApprovalPage(request, user));
    // A hint alone is no sign-in: there is a page to confirm the account on.
    if (!obstacle && chosen) return sendBack(request, agreedTo(request, user, world, false));
    return html(200, consentPage(request, user));
  });
}

const peopleFor = ({ segment, app }: AuthorizeRequest, { mailboxes }: World): Mailbox[] =>
  mailboxes.filter((user) => fits(user, segment) && takes(app, user));

function checkAccount({ segment, app }: AuthorizeRequest, user: Mailbox): void {
  checkSegment(user, segment);
  if (!takes(app, user)) checkSegment(user, user.tenant.personal ? 'organizations' : 'consumers');
}

function silent(request: AuthorizeRequest, user: Mailbox | undefined, world: World): Answer {
  if (!user)
    return sendBack(request, {
      error: 'login_required',
      error_description: 'AADSTS50058: A silent sign-in request was sent but no user is signed in.',
    });
  checkAccount(request, user);
  if (!obstacleFor(request, user, world)) return sendBack(request, agreedTo(request, user, world, false));
  const params = {
    error: 'interaction_required',
    error_description: 'AADSTS65001: The user or administrator has not consented to use the application.',
  };
  return sendBack(request, params);
}

/** The form of the pages: `user`, `decision`, and `everybody` where an administrator agrees for all. */
export function authorizeDecision({ query, segment, body }: Request, world: World): Answer {
  const form = new URLSearchParams(body.toString('utf8'));
  return orRefusal(world, () => {
    const request = readAuthorize(query, segment, world);
    const user = userNamed(world, form.get('user'));
    if (!user) throw new SignInError('invalid_request', 50_058, 'Choose an account.');
    const decision = form.get('decision');
    if (decision === 'ask') return html(200, approvalAskedPage(user));
    return sendBack(request, decide(request, user, decision === 'accept', form.has('everybody'), world));
  });
}

/** What the app is told after the decision. @throws SignInError where a page is all there is */
export function decide(
  request: AuthorizeRequest,
  user: Mailbox,
  accepts: boolean,
  forEverybody: boolean,
  world: World,
): Params {
  checkAccount(request, user);
  const needsApproval = obstacleFor(request, user, world) === 'administrator';
  if (!accepts)
    return needsApproval ? cancelled('subcode', world) : cancelled(world.behaviour.cancelForm, world);
  if (needsApproval) throw approvalNeeded(request, user);
  return agreedTo(request, user, world, forEverybody);
}

const approvalNeeded = ({ app }: AuthorizeRequest, { tenant }: Mailbox): SignInError =>
  new SignInError(
    'invalid_request',
    tenant.asksForApproval ? 90_095 : 90_094,
    `Admin consent is required for the permissions requested by this application '${app.clientId}'.`,
  );

/** The forms in which Microsoft says that somebody did not agree. */
export function cancelled(form: World['behaviour']['cancelForm'], { clock }: Pick<World, 'clock'>): Params {
  if (form === 'subcode') return { error: 'access_denied', error_subcode: 'cancel' };
  const error = new SignInError(form, 65_004, 'User declined to consent to access the app.');
  return { error: form, error_description: description(error, clock.now()), error_uri: errorUri(65_004) };
}

function agreedTo(request: AuthorizeRequest, user: Mailbox, world: World, forEverybody: boolean): Params {
  const { app, query, redirectUri, scopes, challenge, segment } = request;
  // What an administrator agreed to for everybody is nobody's own agreement.
  const agreed = world.grants.agreed(app.clientId, user);
  const missing = scopes.filter((scope) => !covers(agreed, scope));
  world.grants.agree(app.clientId, user.oid, missing);
  if (forEverybody && user.admin) world.grants.agree(app.clientId, user.tenant.id, scopes);
  world.grants.interacted(user);
  const code = world.grants.addCode({
    clientId: app.clientId,
    user,
    redirectUri,
    segment,
    scopes,
    challenge,
    nonce: query.get('nonce') ?? undefined,
  });
  return {
    code,
    ...(query.get('client_info') === '1' ? { client_info: clientInfo(user) } : {}),
    session_state: randomUUID(),
  };
}

/** Answers, or says on a page or in the address to go back to what is wrong. */
export function orRefusal(world: World, answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof SentBack)
      return sendBack(error.way, { error: error.error, error_description: error.message });
    if (error instanceof SignInError) return html(error.status, errorPage(error, world.clock.now()));
    throw error;
  }
}

/** The same for who goes there without a browser. @throws SignInError */
export function addressAfter(answer: () => URL): URL {
  try {
    return answer();
  } catch (error) {
    if (error instanceof SentBack)
      return backTo(error.way, { error: error.error, error_description: error.message });
    throw error;
  }
}
