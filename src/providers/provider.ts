// The seam between the sync engine and an address book somewhere else. The engine decides by what is declared here,
// never by a vendor's name or an HTTP status.
import type { Contact, Edit } from '../contact/contact.ts';
import type { Loss } from '../contact/loss.ts';
import type { PlaceName, ValueProperty } from '../contact/properties/table.ts';

declare const brand: unique symbol;
type Opaque<Name extends string> = string & { readonly [brand]: Name };
/** Identity of a card within its account, as the connector normalises it. */
export type RemoteId = Opaque<'RemoteId'>;
/** A card's etag, verbatim: compared and sent back, never interpreted. */
export type Version = Opaque<'Version'>;
/** Where a listing left off. Opaque to the engine; belongs to one book. */
export type Cursor = Opaque<'Cursor'>;

export interface Card {
  id: RemoteId;
  version: Version;
  /** The card's own durable identifier (vCard UID); survives a move to another address. */
  uid: string | null;
  /** Everything the provider sent, so that what is not understood can be returned untouched. */
  raw: string;
  contact: Contact;
  /** The marker written at creation, when the card still carries one. */
  marker: string | null;
  /** Why the card is never written; absent or null for one that arrived whole. */
  loss?: Loss | null;
}

/** Largest card that is kept and written, in bytes of its raw form. */
export const MOST_CARD_BYTES = 1024 * 1024;

/** A picture. `type` is what its bytes are, whatever anybody claims. */
export interface Photo {
  type: string;
  bytes: Uint8Array;
}

/** A group of cards: a label, a group card, a category, a folder. */
export interface Group {
  id: string;
  name: string;
  /** UIDs of the members, for books whose groups list their members; null where cards name their groups. */
  members: string[] | null;
  /** Made by the provider itself (all contacts, favourites), not by its user. */
  system?: boolean;
}

export interface Page {
  /** Cards that are new or whose version moved. */
  cards: Card[];
  /** Ids the provider itself declares removed (a tombstone). Absence from a listing is never reported here. */
  removed: RemoteId[];
  /** Ids seen in a full listing whose version is the known one, so they were not downloaded. */
  unchanged: RemoteId[];
  /** What the provider itself says a card was called before: another id, or those of cards that were merged into it. */
  renamed?: { from: RemoteId; to: RemoteId }[];
  /** Group cards met on this page, and ids of groups removed. */
  groups: Group[];
  removedGroups: string[];
  /** This page belongs to a listing of everything: what no page names is missing from the book. */
  full: boolean;
  /** Cards the whole listing will bring, once known; for progress only. */
  expected?: number;
  /** Set on the last page, and only there; without it what the pages brought stands, and the next listing begins where this one did. */
  next?: Cursor;
}

/**
 * What we hold, so that a listing downloads only what moved. Where a listing may be older than what writes and reads have
 * shown, the connector leaves out what is older than this: a version must let it tell.
 */
export type KnownVersions = (ids: RemoteId[]) => Promise<Map<RemoteId, Version>>;

export type Write =
  /** `marker` is an upper-case UUID, durable on the card; sending one marker twice must not make two cards. */
  | {
      type: 'create';
      key: string;
      marker: string;
      edits: Edit[];
      /** Raw card of an earlier life of this contact (from the trash): what it held comes back, with the edits made to it. */
      template: string | null;
      /** The picture an edit of the photo names; for a template whose photo lies elsewhere, that photo. */
      photo?: Photo;
    }
  | { type: 'update'; key: string; card: Card; edits: Edit[]; photo?: Photo }
  | { type: 'remove'; key: string; card: Card };

/**
 * One per write, in order. `card` is as the book holds it afterwards, null after a removal; `asMade` is what the write left:
 * whatever that says otherwise than what was sent is the book's own form of it, and nobody's edit, while `card` may be later;
 * `found`: it carried the marker of this creation already, and nothing was written.
 */
export type WriteResult = { key: string } & (
  | { outcome: 'done'; card: Card | null; asMade?: Contact; found?: true }
  | { outcome: 'stale'; card: Card; went?: true } // somebody else wrote first; the card as it is, or as it was when it was removed
  | { outcome: 'gone' } // the card does not exist any more
  | { outcome: 'refused'; reason: string } // this content is not accepted; others may be
  | { outcome: 'unknown'; reason: string } // the answer was lost: it may or may not have happened
);

export interface Book {
  /** Stable id within the account. */
  id: string;
  name: string;
  readOnly: boolean;
  /** So many writes go out together: what became of them is kept once all of them are answered. */
  writesAtOnce: number;
  /**
   * Pages of changes since `cursor` (null: everything).
   * @throws ProviderError 'cursor-expired' when the provider no longer knows the cursor; the caller starts over with null
   */
  changes(cursor: Cursor | null, known: KnownVersions): AsyncIterable<Page>;
  /** Each id once, in any order; null for a card that is certainly not there. One that cannot be read now is left out, to be asked for again. */
  read(ids: RemoteId[]): AsyncIterable<{ id: RemoteId; card: Card | null }>;
  write(writes: Write[]): AsyncIterable<WriteResult>;
  /** Cards carrying one of `markers`; what is not found is left out. */
  findByMarker(markers: string[]): AsyncIterable<Card>;
  /**
   * The photo of a raw card: carried by it, or fetched from the address it names where that is the account's own. Null where
   * there is none to be had.
   * @throws ProviderError 'unavailable' when there is one that cannot be had now
   */
  photo(raw: string): Promise<Photo | null>;
  /** What `findBooks` would return, once a card was met in a book that was not opened; null before. */
  booksMet?(): Discovery['state'] | null;
}

/** What a provider keeps of our wish to be told of changes in one book. */
export interface Subscription {
  /** As the provider calls it. */
  id: string;
  /** Milliseconds since the epoch; nothing is told after it. */
  expiresAt: number;
}

/**
 * What a provider tells: that something changed in the book, that the subscription is to be renewed now, or that there is none any
 * more. It never says what changed, and anybody can send one: `secret` says whether it comes from where the wish was left.
 */
export interface Hint {
  subscription: string;
  secret: string;
  type: 'changed' | 'renew' | 'ended';
}

/** What a request to the address of notifications says; `answer`: it wants this back, and nothing else. */
export type Notification = { hints: Hint[] } | { answer: string };

/** The account's subscriptions, at the provider. */
export interface Watcher {
  /**
   * Asks to be told at `address` of changes in a book, with `secret` each time; takes the place of one that was left there for the
   * same address. The provider may ask the address for an answer meanwhile. @throws ProviderError
   */
  subscribe(bookId: string, address: string, secret: string): Promise<Subscription>;
  /** Null where there is none any more. @throws ProviderError */
  renew(id: string): Promise<Subscription | null>;
  /** One that is gone already is no error. @throws ProviderError */
  end(id: string): Promise<void>;
}

/** Being told of changes as they happen. Books are asked in turn all the same: what is told, or not, changes nothing but how soon. */
export interface Watch<Credentials> {
  open(credentials: Credentials, state: Record<string, unknown>, io: Io): Watcher;
  /** Pure, and of whatever anybody sends. */
  read(request: { query: Record<string, unknown>; body: unknown }): Notification;
}

/** What was found when an account was connected. */
export interface Discovery {
  /** Who the provider says this is: the same identity reconnected keeps its links. */
  identity: string;
  /** The account's name as people know it (an e-mail address), where the provider says so. */
  username?: string;
  /** Facts the connector wants back in `open` (addresses it found). No secrets. */
  state: Record<string, unknown>;
  books: { id: string; name: string; readOnly: boolean; cards: number | null }[];
  /** `id` as listings will name the group; absent where only they can say. */
  groups: { id?: string; name: string; cards: number }[];
  /** Parts of the account that could not be looked into, and why; what is in them is not connected. */
  missing?: { address: string; problem: ProviderErrorKind }[];
}

/** Sign-in with a name and a password (or app-specific password). */
export interface PasswordCredentials {
  username: string;
  password: string;
  /** Where the server is; an e-mail address's domain is asked when absent. */
  url?: string;
}

/** An application registered with a provider that signs people in itself. */
export interface OAuthClient {
  clientId: string;
  clientSecret: string;
}

/** What a sign-in with a provider leaves. Kept sealed; a renewed set is stored before it is used. */
export interface OAuthTokens {
  accessToken: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  refreshToken: string;
  /** When the refresh token itself dies, if the provider says so (an application in Testing, for example). */
  refreshExpiresAt: number | null;
  /** Scopes granted, separated by blanks. */
  scope: string;
  /** Who signed in, where the provider says so with the tokens alone. Of a sign-in, not of renewals. */
  subject?: string;
}

/** A signed-in account as its connector sees it. */
export interface OAuthSession {
  /**
   * An access token that is good for now. `rejected` is one that the provider just refused: another one is fetched.
   * @throws ProviderError 'sign-in-needed' when the person has to sign in again
   */
  token(rejected?: string): Promise<string>;
  /** While connecting: `OAuthTokens.subject`. */
  subject?: string | undefined;
}

/** Signing in at the provider's own pages: authorization code with PKCE (RFC 6749, RFC 7636), identity by OpenID. */
export interface OAuth {
  /** Where the browser is sent. `loginHint`: the account to sign in to again. */
  authorizationUrl(
    client: OAuthClient,
    request: { redirectUri: string; state: string; codeVerifier: string; loginHint: string | null },
    io: Io,
  ): Promise<string>;
  /**
   * The answer that came back to the redirect address, for tokens.
   * @throws ProviderError 'scope-missing' when contacts were not granted, 'client-refused' when the application is not
   *   accepted, 'sign-in-needed' when the person or the provider declined
   */
  exchange(
    client: OAuthClient,
    answer: { callbackUrl: string; redirectUri: string; state: string; codeVerifier: string },
    io: Io,
  ): Promise<OAuthTokens>;
  /** A fresh set; keeps the refresh token when no new one is sent. @throws ProviderError 'sign-in-needed' when it is dead */
  refresh(client: OAuthClient, tokens: OAuthTokens, io: Io): Promise<OAuthTokens>;
  /** Ends the grant at the provider; one that is dead already is no error. */
  revoke(client: OAuthClient, tokens: OAuthTokens, io: Io): Promise<void>;
  /** Where the administrator of an organisation lets everybody in it connect; absent where that takes no step of its own. */
  approvalUrl?(clientId: string, redirectUri: string): string;
  /** Whether the provider accepts this application with this redirect address. @throws ProviderError 'client-refused', with `advice` */
  check(client: OAuthClient, redirectUri: string, io: Io): Promise<void>;
}

/** Every effect a connector has on the world, so that a whole run can be replayed from a seed. */
export interface Io {
  fetch(request: HttpRequest): Promise<HttpResponse>;
  now(): number;
  sleep(ms: number): Promise<void>;
  /** A fresh upper-case UUID. */
  uuid(): string;
  log(event: string, detail?: Record<string, unknown>): void;
}

/** 'small': about one thing. 'photo': one picture. 'large': listings, and cards with their pictures. */
export type AnswerSize = 'small' | 'photo' | 'large';

export interface HttpRequest {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Counted under this name in a run's `requests.byKind`. */
  kind: string;
  /** How large an answer may honestly be; 'small' unless said. */
  size?: AnswerSize;
  /** For the whole exchange, where less time is right than requests have by themselves. */
  withinMs?: number;
  /** Ends the request when nobody waits for its answer any more; a write that is on its way is waited for all the same. */
  signal?: AbortSignal;
}

export interface HttpResponse {
  status: number;
  /** The address that answered. */
  url: string;
  headers: Headers;
  /**
   * The body as it can be shown: what could not be decoded is guessed. What is no success is cut where it gets long,
   * silently: nobody reads an error page to its end.
   */
  text(): Promise<string>;
  /**
   * Chunks of the body, decoded as it declares; the body is capped. What could not be decoded makes the text ill-formed
   * (`lossy-text.ts`), for readers that must know. One of these three can be read, once.
   */
  chunks(): AsyncIterable<string>;
  /** The body as it is, for pictures. */
  bytes(): Promise<Uint8Array>;
}

/** What a provider's cards can hold; absence of what it cannot hold is never read as a deletion. */
export interface Capabilities {
  /** Most values of a list property, null for no limit. */
  limits: Record<ValueProperty, number | null>;
  labels: 'custom' | 'fixed';
  notes: boolean;
  nickname: boolean;
  anniversary: boolean;
  birthdayWithoutYear: boolean;
  photo: boolean;
  /** Largest picture that is taken, null for no limit; a larger one is left where it is. */
  photoBytes: number | null;
  /** Characters kept of a value, where the rest is known to be cut off without a word; what is refused for its length is no cut. */
  cuts: Partial<Record<PlaceName, number>>;
  /** Whether a new card can be put into a group. */
  joinGroups: boolean;
  /** Writes in flight at once that the provider bears. */
  parallelWrites: number;
  /** How long a creation may stay invisible to reads; 0 where what is written can be read at once. */
  visibleAfterMs: number;
}

/** What is known of a provider whoever asks, and all that the engine asks for; its manifest says more. */
export interface ProviderFacts {
  id: string;
  /** As people call it, in every language. */
  name: string;
  capabilities: Capabilities;
}

/** @template Credentials what opens an account: a password, or a session of somebody signed in */
interface Opening<Credentials> {
  /** Tests the credentials and reports what is there; writes nothing. @throws ProviderError */
  discover(credentials: Credentials, io: Io): Promise<Discovery>;
  /** The books of a connected account; `state` is what `discover` or `findBooks` returned last. @throws ProviderError */
  open(credentials: Credentials, state: Record<string, unknown>, io: Io): Promise<Book[]>;
  /** Looks again which books there are: the state that names them from now on. Absent where no others come. @throws ProviderError */
  findBooks?(credentials: Credentials, state: Discovery['state'], io: Io): Promise<Discovery['state']>;
  /** Absent where the provider tells of nothing. */
  watch?: Watch<Credentials>;
}

export interface PasswordProvider extends ProviderFacts, Opening<PasswordCredentials> {
  signIn: 'password';
}

export interface OAuthProvider extends ProviderFacts, Opening<OAuthSession> {
  signIn: 'oauth';
  oauth: OAuth;
}

export type Provider = PasswordProvider | OAuthProvider;

/**
 * The closed list of ways a provider fails. The engine decides by these alone.
 * 'private-address', 'tls', 'not-found', 'not-an-address-book', 'elsewhere', 'scope-missing', 'client-refused', 'declined' and
 * 'approval-needed' arise while connecting; the message of 'elsewhere' is the address that was not given the credentials.
 */
export const PROVIDER_ERROR_KINDS = [
  'sign-in-needed',
  'forbidden',
  'scope-missing',
  'client-refused',
  'rate-limited',
  'unavailable',
  'cursor-expired',
  'refused',
  'unexpected-response',
  'private-address',
  'insecure-address',
  'tls',
  'not-found',
  'not-an-address-book',
  'elsewhere',
  /** The person said no on the provider's page. */
  'declined',
  /** Their organisation lets nobody in before its administrator says yes. */
  'approval-needed',
  /** There is such a user, who has no address book. */
  'no-address-book',
] as const;
export type ProviderErrorKind = (typeof PROVIDER_ERROR_KINDS)[number];

type Known = Pick<ProviderError, 'retryAt' | 'advice'> & { cause?: unknown };
export class ProviderError extends Error {
  override name = 'ProviderError';
  kind: ProviderErrorKind;
  /** When asking again makes sense, as the provider said (milliseconds since the epoch). */
  retryAt?: number;
  /** What to do about 'client-refused', where it is known: a code of the connector's texts, and what stands in its sentence. */
  advice?: { code: string; params: Record<string, string> };

  /** `message` is for logs and administrators; people see the sentence that belongs to `kind`, or to `advice`. */
  constructor(kind: ProviderErrorKind, message: string, options: Known = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
    if (options.retryAt !== undefined) this.retryAt = options.retryAt;
    if (options.advice) this.advice = options.advice;
  }
}
