// What is known of a provider without running its connector: data alone, so that the settings, the API, the interface
// and the documents read one and the same. `manifests.ts` lists them all.
import type { Capabilities, ProviderFacts } from './provider.ts';

/** A book whose cards hold any number of anything, written one by one and shown at once: a manifest says where its own differ. */
export const HOLDS_ALL: Capabilities = {
  limits: { emails: null, phones: null, urls: null, addresses: null },
  labels: 'custom',
  notes: true,
  nickname: true,
  anniversary: true,
  birthdayWithoutYear: true,
  photo: true,
  photoBytes: null,
  cuts: {},
  joinGroups: true,
  parallelWrites: 1,
  visibleAfterMs: 0,
};

/**
 * @template Id the provider's id
 * @template Place what its addresses are called
 */
interface AnyManifest<Id extends string, Place extends string> extends ProviderFacts {
  id: Id;
  /**
   * Where it is reached. Each is a setting of the environment (place `api` of `google`: `RUBRICA_GOOGLE_API`), so that a
   * sandbox can take its place, and an origin that may lie on this machine. None where people say where it is.
   */
  addresses: Readonly<Record<Place, { default: string; meaning: string }>>;
  /** Its sign: strokes of one width and colour in a square of 24, as the path of an SVG; null: the sign of any address book. */
  mark: string | null;
  /** False: people are offered it once an administrator has installed it. */
  preinstalled: boolean;
  /** Its page in docs/providers. */
  guide: string;
}

/** What the form asks for where one signs in with a name and a password. */
export interface SignInForm {
  /** What people are known by there. */
  username: 'email' | 'any';
  /** People say where their server is, unless it is found by their e-mail address. */
  asksAddress: boolean;
  /** The look of passwords made for programs, where it takes no others; null: any password. */
  appPassword: { shape: RegExp; example: string } | null;
}

/** One signs in with a name and a password. */
export interface PasswordManifest<Id extends string = string, Place extends string = string>
  extends AnyManifest<Id, Place> {
  signIn: 'password';
  form: SignInForm;
}

/** One signs in at the provider's own pages; Rubrica is registered there as a client, whose id and secret are settings. */
export interface OAuthManifest<Id extends string = string, Place extends string = string>
  extends AnyManifest<Id, Place> {
  signIn: 'oauth';
  /** What people are asked to grant. */
  scopes: readonly string[];
}

export type Manifest = PasswordManifest | OAuthManifest;

/** Where a provider is, place by place. */
export type Addresses<M extends Manifest> = Readonly<Record<keyof M['addresses'], string>>;
