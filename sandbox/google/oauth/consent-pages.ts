import { escaped } from '../../server/answer.ts';
import { page } from '../../server/page.ts';
import type { Account } from '../account.ts';
import type { AuthorizeRequest, Refusal } from './authorize-request.ts';

/** What a scope lets the client do, as Google words it. */
const spoken: Readonly<Record<string, string>> = {
  'https://www.googleapis.com/auth/contacts': 'See, edit, download, and permanently delete your contacts',
  'https://www.googleapis.com/auth/contacts.readonly': 'See and download your contacts',
  'https://www.googleapis.com/auth/contacts.other.readonly':
    'See and download contact info automatically saved in your "Other contacts"',
};

const action = (query: URLSearchParams, more: Record<string, string> = {}): string =>
  escaped(`/o/oauth2/v2/auth?${new URLSearchParams({ ...Object.fromEntries(query), ...more })}`);

/** The page that asks which account it is. */
export function accountPage({ query }: AuthorizeRequest, accounts: readonly Account[]): string {
  const rows = accounts.map(
    ({ name, email }) =>
      `<li><a href="${action(query, { authuser: email })}"><strong>${escaped(name)}</strong><br>${escaped(email)}</a></li>`,
  );
  return page('Choose an account', `<h1>Choose an account</h1><ul class="rows">${rows.join('')}</ul>`);
}

/** The page that asks for the permission; one form with a box for each thing that can be refused alone. */
export function consentPage(request: AuthorizeRequest, account: Account, boxes: readonly string[]): string {
  const { client, query, scopes } = request;
  const unverified = client.testing
    ? '<p class="warning">Google hasn’t verified this app. It is being tested; access ends after seven days.</p>'
    : '';
  const listed = (boxes.length > 0 ? boxes : scopes).map((scope) => {
    const text = escaped(spoken[scope] ?? scope);
    const box = `<input type="checkbox" name="allow" value="${escaped(scope)}" checked>`;
    return `<li>${boxes.length > 0 ? `<label>${box} ${text}</label>` : text}</li>`;
  });
  return page(
    'Sign in – Google sandbox',
    `<h1>${escaped(new URL(request.redirectUri).host)} wants access to your Google Account</h1>
<p>${escaped(account.name)} · ${escaped(account.email)}</p>${unverified}
<form method="post" action="${action(query)}">
<input type="hidden" name="user" value="${escaped(account.email)}">
<ul class="rows">${listed.join('')}</ul>
<p class="buttons"><button name="decision" value="deny">Cancel</button>
<button class="main" name="decision" value="allow">Continue</button></p></form>`,
  );
}

export function refusalPage({ code, status, message }: Refusal): string {
  return page(
    'Error – Google sandbox',
    `<h1>Access blocked</h1><p>${escaped(message)}</p><p class="quiet">Error ${status}: ${escaped(code)}</p>`,
  );
}
