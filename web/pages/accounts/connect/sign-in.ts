// What the sign-in form holds, and when it is enough to ask with.
import {
  findManifest,
  formOf,
  type OAuthProviderId,
  type PasswordProviderId,
} from '../../../../src/providers/manifests.ts';

/** One signs in on the provider's own pages. */
export const signsInElsewhere = (provider: string): provider is OAuthProviderId =>
  findManifest(provider)?.signIn === 'oauth';

export interface SignIn {
  provider: PasswordProviderId;
  username: string;
  password: string;
  url: string;
}

/** What the API takes; an empty URL is left out. */
export function credentialsOf({ provider, username, password, url }: SignIn) {
  const address = url.trim();
  return {
    provider,
    username: username.trim(),
    password: passwordFor(provider, password),
    ...(formOf(provider).asksAddress && address ? { url: withScheme(address) } : {}),
  };
}

/** One made for programs is copied from a page, with blanks around it; any other may begin or end with one. */
export const passwordFor = (provider: PasswordProviderId, password: string): string =>
  formOf(provider).appPassword ? password.trim() : password;

const withScheme = (address: string): string =>
  /^[a-z]+:\/\//i.test(address) ? address : `https://${address}`;

/** It looks as passwords made for programs do there; false where any password will do. */
export const isAppPassword = (provider: PasswordProviderId, text: string): boolean =>
  formOf(provider).appPassword?.shape.test(text.trim()) ?? false;

/** Enough is filled in to ask. */
export function isComplete({ provider, username, password, url }: SignIn): boolean {
  if (!username.trim() || !password) return false;
  return !formOf(provider).asksAddress || url.trim() !== '' || isEmail(username);
}

export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text.trim());
