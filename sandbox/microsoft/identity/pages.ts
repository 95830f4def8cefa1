import { escaped } from '../../server/answer.ts';
import { page } from '../../server/page.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { appName } from './app.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import { description, type SignInError } from './sign-in-error.ts';

/** What a scope lets an app do, as Microsoft words it. */
const spoken: Readonly<Record<string, string>> = {
  'User.Read': 'View your basic profile',
  'Contacts.Read': 'Read your contacts',
  'Contacts.ReadWrite': 'Have full access to your contacts',
  'Contacts.Read.Shared': 'Read your and shared contacts',
  'Contacts.ReadWrite.Shared': 'Read and write your and shared contacts',
  'MailboxSettings.Read': 'Read your mailbox settings',
  'MailboxSettings.ReadWrite': 'Read and write to your mailbox settings',
  offline_access: 'Maintain access to data you have given it access to',
};

type Asking = Pick<AuthorizeRequest, 'app' | 'query' | 'segment'>;

const authorizeAction = ({ query, segment }: Asking, more: Record<string, string> = {}): string =>
  escaped(
    `/${segment}/oauth2/v2.0/authorize?${new URLSearchParams({ ...Object.fromEntries(query), ...more })}`,
  );

const formFor = (action: string, user: Mailbox, content: string, buttons: string): string =>
  `<form method="post" action="${action}"><input type="hidden" name="user" value="${escaped(user.email)}">
${content}<p class="buttons">${buttons}</p></form>`;

const who = ({ name, email }: Mailbox): string => `<p>${escaped(name)} · ${escaped(email)}</p>`;

const list = (scopes: readonly string[]): string => {
  const texts = scopes.flatMap((scope) => spoken[scope] ?? []);
  return `<ul class="rows">${texts.map((text) => `<li>${escaped(text)}</li>`).join('')}</ul>`;
};

/** The page that asks which account it is. @param action where the choice leads */
export function accountPage(asking: Asking, people: readonly Mailbox[], action = authorizeAction): string {
  const rows = people.map(
    ({ name, email }) =>
      `<li><a href="${action(asking, { account: email })}"><strong>${escaped(name)}</strong><br>${escaped(email)}</a></li>`,
  );
  return page('Pick an account', `<h1>Pick an account</h1><ul class="rows">${rows.join('')}</ul>`);
}

/** The page that asks for the permission; administrators may give it for everybody. */
export function consentPage(request: AuthorizeRequest, user: Mailbox): string {
  const everybody = user.admin
    ? '<label><input type="checkbox" name="everybody" value="1"> Consent on behalf of your organization</label>'
    : '';
  return page(
    'Permissions requested – Microsoft sandbox',
    `<h1>Permissions requested</h1>${who(user)}<p><strong>${escaped(appName(request.app))}</strong><br>
<span class="quiet">unverified</span></p><p>This application would like to:</p>
${formFor(
  authorizeAction(request),
  user,
  list(request.scopes) + everybody,
  '<button name="decision" value="cancel">Cancel</button><button class="main" name="decision" value="accept">Accept</button>',
)}`,
  );
}

/** The page at which people without an administrator's rights end; most never leave it for the app. */
export function needsApprovalPage(request: AuthorizeRequest, user: Mailbox): string {
  const { app } = request;
  const asks = user.tenant.asksForApproval;
  const text = asks
    ? `<h1>Approval required</h1>${who(user)}<p>${escaped(appName(app))} requires your admin's approval to:</p>${list(request.scopes)}`
    : `<h1>Need admin approval</h1>${who(user)}<p>${escaped(appName(app))} needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.</p>`;
  const ask = asks ? '<button class="main" name="decision" value="ask">Request approval</button>' : '';
  const back =
    '<button name="decision" value="cancel">Return to the application without granting consent</button>';
  return page(
    'Need admin approval – Microsoft sandbox',
    text + formFor(authorizeAction(request), user, '', back + ask),
  );
}

export const approvalAskedPage = (user: Mailbox): string =>
  page(
    'Request sent – Microsoft sandbox',
    `<h1>Request sent</h1>${who(user)}<p>Your admins have been told of your request.</p>`,
  );

/** What an administrator agrees to for everybody. */
export function adminConsentPage(
  asking: Asking,
  scopes: readonly string[],
  user: Mailbox,
  action: string,
): string {
  return page(
    'Permissions requested – Microsoft sandbox',
    `<h1>Permissions requested</h1><p><strong>Review for your organization</strong></p>${who(user)}
<p>${escaped(appName(asking.app))} would like, for everybody in ${escaped(user.tenant.name)}:</p>
${formFor(
  action,
  user,
  list(scopes),
  '<button name="decision" value="cancel">Cancel</button><button class="main" name="decision" value="accept">Accept</button>',
)}`,
  );
}

export function errorPage(error: SignInError, now: number): string {
  const [first = '', ...rest] = description(error, now).split('\r\n');
  return page(
    'Error – Microsoft sandbox',
    `<h1>Sorry, but we’re having trouble signing you in.</h1><p>${escaped(first)}</p>
<p class="quiet">${rest.map(escaped).join('<br>')}</p>`,
  );
}
