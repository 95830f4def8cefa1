import { type Clock, makeClock } from '../server/clock.ts';
import { listen } from '../server/listen.ts';
import { Account, type GoogleUser } from './account.ts';
import type { World } from './answer.ts';
import { type Behaviour, standardBehaviour } from './behaviour.ts';
import { scopes } from './call.ts';
import { RequestCounters } from './counters.ts';
import { Faults } from './faults.ts';
import { accountOf, boxesOf, decide } from './oauth/authorize.ts';
import { readAuthorize } from './oauth/authorize-request.ts';
import { Grants, type OAuthClient, scopesOf } from './oauth/grants.ts';
import { PhoneBook } from './phone/owner.ts';
import { type SeedOptions, seedPeople } from './seeds/seed-people.ts';
import { visitGoogle } from './visit.ts';

export interface GoogleSandboxOptions {
  /** 127.0.0.1 unless told. */
  host?: string;
  /** 0, any free port, unless told. */
  port?: number;
  /** One client called `sandbox-client` with the secret `sandbox-secret` and no redirect URI unless told. */
  clients?: readonly OAuthClient[];
  /** anna@gmail.example and bruno@gmail.example unless told. */
  users?: readonly GoogleUser[];
  /** Where the clock starts from and follows; the machine's unless told. */
  now?: () => number;
  behaviour?: Partial<Behaviour>;
  /** Contacts of the first user: how many, or in detail. Other accounts are empty. */
  people?: number | SeedOptions;
}

export interface Consenting {
  /** Address or `sub`; the request's login hint, or else the first user, unless told. */
  user?: string;
  /** False leaves every contacts box unticked. */
  contacts?: boolean;
  /** The person presses Cancel. */
  cancel?: boolean;
}

export interface Tokens {
  accessToken: string;
  refreshToken: string;
}

export interface GoogleSandbox extends AsyncDisposable {
  /** Where OpenID discovery begins, without a slash at the end. */
  readonly issuer: string;
  /** Root of the People API, without a slash at the end; the same origin as `issuer`. */
  readonly apiUrl: string;
  readonly port: number;
  readonly clients: readonly OAuthClient[];
  readonly users: readonly Required<Omit<GoogleUser, 'hd'>>[];
  readonly clock: Clock;
  /** In force; may be changed at any time. */
  readonly behaviour: Behaviour;
  readonly requests: RequestCounters;
  readonly faults: Faults;
  /** What a person does at the authorize URL, without a browser: answers where Google sends them. @throws Refusal when it shows an error page instead */
  consent(authorizeUrl: string | URL, choice?: Consenting): URL;
  /** Tokens without a consent page, for tests of the API alone; contacts and sign-in unless other scopes are told. */
  tokens(user?: string, scopes?: string, clientId?: string): Tokens;
  /** The user's address book as its owner's phone sees it; the first user's unless named. @throws Error when there is none */
  phone(user?: string): PhoneBook;
  /** Adds seeded contacts and labels. */
  fill(user: string, people: number | SeedOptions): void;
  /** The user takes the permission back, from one client or from all: every token of theirs is dead. */
  endAccess(user: string, clientId?: string): void;
  /** Access tokens of the user die, as they would after an hour; refresh tokens live. */
  expireAccessTokens(user: string): void;
  /** The user takes the permission to see contacts back, and stays signed in. */
  withdrawContacts(user: string): void;
  stop(): Promise<void>;
}

const standardUsers: readonly GoogleUser[] = [
  { email: 'anna@gmail.example' },
  { email: 'bruno@gmail.example' },
];
const standardClients: readonly OAuthClient[] = [
  { clientId: 'sandbox-client', clientSecret: 'sandbox-secret', redirectUris: [] },
];
const standardScopes = 'openid email profile https://www.googleapis.com/auth/contacts';

/** Google's sign-in and People API in one server that keeps everything in memory. */
export async function startGoogleSandbox(options: GoogleSandboxOptions = {}): Promise<GoogleSandbox> {
  const { host = '127.0.0.1', port = 0, clients = standardClients, users = standardUsers } = options;
  const clock = makeClock(options.now);
  const behaviour: Behaviour = { ...standardBehaviour, ...options.behaviour };
  const accounts = users.map((user, index) => new Account(user, index, clock, behaviour));
  const world: World = {
    accounts,
    behaviour,
    clients,
    clock,
    counters: new RequestCounters(),
    grants: new Grants(clock),
    origin: '',
  };
  const accountNamed = (user: string | undefined): Account => {
    const account = user === undefined ? accounts[0] : accountOf(world, user);
    if (!account) throw new Error(`The sandbox has no user ${user ?? 'at all'}.`);
    return account;
  };
  const fill = (user: string | undefined, people: number | SeedOptions): void =>
    seedPeople(accountNamed(user), typeof people === 'number' ? { people } : people, clock.now());
  if (options.people !== undefined) fill(undefined, options.people);
  const faults = new Faults(accounts);
  const { counters } = world;
  const server = await listen({ counters, faults, visit: visitGoogle(world) }, host, port);
  world.origin = server.origin;
  return {
    issuer: world.origin,
    apiUrl: world.origin,
    port: server.port,
    clients,
    users: accounts,
    clock,
    behaviour,
    requests: world.counters,
    faults,
    consent: (authorizeUrl, choice = {}) => consent(world, new URL(authorizeUrl), choice),
    tokens: (user, scopes, clientId) => tokensFor(world, accountNamed(user), scopes, clientId),
    phone: (user) => new PhoneBook(accountNamed(user), world),
    fill,
    endAccess: (user, clientId) => world.grants.end(accountNamed(user).sub, clientId),
    expireAccessTokens: (user) => world.grants.expireAccess(accountNamed(user).sub),
    withdrawContacts: (user) => world.grants.withdraw(accountNamed(user).sub, scopes.contacts),
    stop: server.stop,
    [Symbol.asyncDispose]: server.stop,
  };
}

function consent(world: World, url: URL, { user, contacts = true, cancel = false }: Consenting): URL {
  const request = readAuthorize(url.searchParams, world);
  const named = user ?? request.query.get('login_hint');
  const account =
    (named === null ? undefined : accountOf(world, named)) ??
    (user === undefined ? world.accounts[0] : undefined);
  if (!account) throw new Error(`The sandbox has no user ${user ?? 'at all'}.`);
  const boxes = boxesOf(request.scopes).filter((scope) => contacts || !/\/auth\/contacts/.test(scope));
  return new URL(decide(request, account, cancel ? null : boxes, world));
}

function tokensFor(
  world: World,
  { sub }: Account,
  text = standardScopes,
  id = world.clients[0]?.clientId,
): Tokens {
  const client = world.clients.find(({ clientId }) => clientId === id);
  if (!client) throw new Error(`The sandbox has no client ${id ?? 'at all'}.`);
  const scopes = scopesOf(text);
  return {
    accessToken: world.grants.addAccess(client.clientId, sub, scopes),
    refreshToken: world.grants.addRefresh(client.clientId, sub, scopes, client.testing === true),
  };
}
