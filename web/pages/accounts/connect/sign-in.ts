// What the sign-in form holds, and when it is enough to ask with.

/** One signs in to these here … */
export type PasswordProvider = 'icloud' | 'carddav';
/** … and to these on the provider's own pages. */
export type OAuthProvider = 'google' | 'microsoft';

export const signsInElsewhere = (provider: string): provider is OAuthProvider =>
  provider === 'google' || provider === 'microsoft';

export interface SignIn {
  provider: PasswordProvider;
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
    password: provider === 'icloud' ? password.trim() : password,
    ...(provider === 'carddav' && address ? { url: withScheme(address) } : {}),
  };
}

const withScheme = (address: string): string =>
  /^[a-z]+:\/\//i.test(address) ? address : `https://${address}`;

/** xxxx-xxxx-xxxx-xxxx, as Apple makes them. */
export const isAppPassword = (text: string): boolean => /^[a-z]{4}(-[a-z]{4}){3}$/i.test(text.trim());

/** Enough is filled in to ask. */
export function isComplete({ provider, username, password, url }: SignIn): boolean {
  if (!username.trim() || !password) return false;
  return provider === 'icloud' || url.trim() !== '' || isEmail(username);
}

export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text.trim());
