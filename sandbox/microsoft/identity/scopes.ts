import { SignInError } from './sign-in-error.ts';

/** What Graph has of scopes, as far as the sandbox has what they open. */
const ofGraph = [
  'User.Read',
  'Contacts.Read',
  'Contacts.ReadWrite',
  'Contacts.Read.Shared',
  'Contacts.ReadWrite.Shared',
  'MailboxSettings.Read',
  'MailboxSettings.ReadWrite',
];
const ofSignIn = ['openid', 'profile', 'email', 'offline_access'];

/** What an administrator must agree to where an organization follows Microsoft's own policy (MC1304287). */
const managed = [/^Contacts\./, /^MailboxSettings\./];

export const needsAdmin = (scope: string): boolean => managed.some((pattern) => pattern.test(scope));

/** Scopes by their short names; Graph is whatever host has it. @throws SignInError */
export function scopesOf(text: string): string[] {
  const sent = text.split(/\s+/).filter(Boolean);
  const resources = new Set<string>();
  const short = sent.flatMap((scope) => {
    const [, resource, name = scope] = /^((?:https?|api):\/\/[^/]+)\/+([^/].*)$/.exec(scope) ?? [];
    if (resource !== undefined) resources.add(resource.toLowerCase());
    if (name === '.default') return ['User.Read', 'Contacts.ReadWrite'];
    const known = [...ofGraph, ...ofSignIn].find((one) => one.toLowerCase() === name.toLowerCase());
    if (known === undefined)
      throw new SignInError(
        'invalid_client',
        650_053,
        `The application asked for scope '${name}' that doesn't exist on the resource '00000003-0000-0000-c000-000000000000'. Contact the app vendor.`,
      );
    return [known];
  });
  if (resources.size > 1)
    throw new SignInError(
      'invalid_request',
      28_000,
      `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${text} is not valid.`,
    );
  return [...new Set(short)];
}

/** As a token answer tells them: by their short names, and without the one that stands for the refresh token. */
export const granted = (scopes: readonly string[]): string =>
  [...ofGraph, ...ofSignIn].filter((scope) => scopes.includes(scope) && scope !== 'offline_access').join(' ');

/** Whether agreeing to some scopes agrees to another: reading comes with writing. */
export const covers = (agreed: ReadonlySet<string>, scope: string): boolean =>
  agreed.has(scope) || ofSignIn.includes(scope) || agreed.has(scope.replace('.Read', '.ReadWrite'));
