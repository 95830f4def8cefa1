// Every provider there is, as data, a line each. The line of its connector is in registry.ts.
import { carddavManifest } from './carddav/manifest.ts';
import { googleManifest } from './google/manifest.ts';
import { icloudManifest } from './icloud/manifest.ts';
import type { Addresses, Manifest, SignInForm } from './manifest.ts';
import { microsoftManifest } from './microsoft/manifest.ts';

export const MANIFESTS = [googleManifest, microsoftManifest, icloudManifest, carddavManifest] as const;

type AnyOfThem = (typeof MANIFESTS)[number];
export type ProviderId = AnyOfThem['id'];
/** One signs in to these with a password … */
export type PasswordProviderId = Extract<AnyOfThem, { signIn: 'password' }>['id'];
/** … and to these on their own pages. */
export type OAuthProviderId = Extract<AnyOfThem, { signIn: 'oauth' }>['id'];

/** Where each of them is. */
export type ProviderAddresses = { [M in AnyOfThem as M['id']]: Addresses<M> };

const WITH_PASSWORD = MANIFESTS.filter((each) => each.signIn === 'password');
const WITH_OAUTH = MANIFESTS.filter((each) => each.signIn === 'oauth');
const idsOf = <Id>(manifests: readonly { id: Id }[]): Id[] => manifests.map(({ id }) => id);

export const PROVIDERS: ProviderId[] = idsOf<ProviderId>(MANIFESTS);
export const PASSWORD_PROVIDERS: PasswordProviderId[] = idsOf(WITH_PASSWORD);
export const OAUTH_PROVIDERS: OAuthProviderId[] = idsOf(WITH_OAUTH);

export const findManifest = (id: string): Manifest | undefined => MANIFESTS.find((each) => each.id === id);

/** What is asked for where one signs in with a password. */
export function formOf(id: PasswordProviderId): SignInForm;
export function formOf(id: string | undefined): SignInForm | undefined;
export function formOf(id: string | undefined) {
  return WITH_PASSWORD.find((each) => each.id === id)?.form;
}
