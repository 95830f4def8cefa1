import type { Clock } from '../server/clock.ts';
import { makeClock } from '../server/clock.ts';
import { listen } from '../server/listen.ts';
import { type Behaviour, standardBehaviour } from './behaviour.ts';
import { RequestCounters } from './counters.ts';
import { Faults } from './faults.ts';
import { type AdminConsentRequest, decideAdminConsent, readAdminConsent } from './identity/admin-consent.ts';
import type { App } from './identity/app.ts';
import { addressAfter, decide, userNamed } from './identity/authorize.ts';
import { readAuthorize } from './identity/authorize-request.ts';
import { Grants } from './identity/grants.ts';
import type { Interaction } from './identity/refusals.ts';
import { scopesOf } from './identity/scopes.ts';
import { fits } from './identity/segment.ts';
import { personalTenant, type Tenant, type TenantOptions, tenantOf } from './identity/tenant.ts';
import { backTo } from './identity/way-back.ts';
import { Mailbox, type MicrosoftUser } from './mailbox/mailbox.ts';
import { PhoneBook } from './phone/owner.ts';
import { type SeedOptions, seedPeople } from './seed.ts';
import { Subscriptions } from './subscriptions/subscriptions.ts';
import { visitMicrosoft } from './visit.ts';
import type { World } from './world.ts';

export interface MicrosoftSandboxOptions {
  /** 127.0.0.1 unless told. */
  host?: string;
  /** 0, any free port, unless told. */
  port?: number;
  /** Where clients find it, when something stands before it; its own address unless told. */
  origin?: string;
  /** One app called `sandbox-client` with the secret `sandbox-secret` and no redirect URI unless told. */
  apps?: readonly App[];
  /** contoso.example, where people agree for themselves, and fabrikam.example, where an administrator must, unless told. */
  tenants?: readonly TenantOptions[];
  /**
   * Each is in the tenant of the domain of its address, or has a personal account where there is none. Unless told:
   * anna and bruno of contoso.example, dora and the administrator erika of fabrikam.example, carla of outlook.example.
   */
  users?: readonly MicrosoftUser[];
  /** Where the clock starts from and follows; the machine's unless told. */
  now?: () => number;
  behaviour?: Partial<Behaviour>;
  /** Contacts of the first user: how many, or in detail. Other mailboxes are empty. */
  people?: number | SeedOptions;
}

export interface Consenting {
  /** Address or `oid`; the request's login hint, or else the first user whom the address is for, unless told. */
  user?: string;
  /** The person presses Cancel. */
  cancel?: boolean;
  /** An administrator agrees for the whole organization. */
  forEverybody?: boolean;
}

export interface Tokens {
  accessToken: string;
  refreshToken: string;
}

export interface MicrosoftSandbox extends AsyncDisposable {
  /** What OpenID discovery is found below, for accounts of every kind; without a slash at the end. */
  readonly issuer: string;
  /** Root of Graph, without a slash at the end. */
  readonly apiUrl: string;
  readonly origin: string;
  readonly port: number;
  /** May be changed at any time. */
  readonly apps: readonly App[];
  /** May be changed at any time. */
  readonly tenants: readonly Tenant[];
  readonly users: readonly Pick<Mailbox, 'email' | 'oid' | 'name' | 'tenant'>[];
  readonly clock: Clock;
  /** In force; may be changed at any time. */
  readonly behaviour: Behaviour;
  readonly requests: RequestCounters;
  readonly faults: Faults;
  readonly subscriptions: Subscriptions;
  /** What a person does at the authorize URL, without a browser: answers where Microsoft sends them. @throws SignInError when it shows a page that leads nowhere */
  consent(authorizeUrl: string | URL, choice?: Consenting): URL;
  /** What an administrator does at the admin consent URL. @throws SignInError when it shows a page that leads nowhere */
  adminConsent(url: string | URL, choice?: Pick<Consenting, 'user' | 'cancel'>): URL;
  /** Tokens without a consent page, for tests of Graph alone; contacts and sign-in unless other scopes are told. */
  tokens(user?: string, scopes?: string, clientId?: string): Tokens;
  /** The user's address book as its owner's Outlook has it; the first user's unless named. @throws Error when there is none */
  phone(user?: string): PhoneBook;
  /** Adds seeded contacts. */
  fill(user: string, people: number | SeedOptions): void;
  /** Whether the user has a mailbox: it comes and goes with a licence. */
  setMailbox(user: string, active: boolean): void;
  /** The mailbox moves to another server: every item has other ids, and every link to changes is dead. */
  migrate(user: string): void;
  /** An administrator ends every session of the user: every token is dead. */
  revoke(user: string): void;
  /** Access tokens of the user die, as they would after an hour; refresh tokens live. */
  expireAccessTokens(user: string): void;
  /** The user takes the agreement with the app back: tokens are not given again before another one. */
  withdrawConsent(user: string, clientId?: string): void;
  /** The administrator takes the agreement for everybody back. */
  withdrawAdminConsent(tenant: string, clientId?: string): void;
  /** The user has something to do before tokens are given again; null: nothing any more. */
  requireInteraction(user: string, what: Interaction | null): void;
  stop(): Promise<void>;
}

const standardTenants: readonly TenantOptions[] = [
  { domain: 'contoso.example' },
  { domain: 'fabrikam.example', consent: 'admin' },
];
const standardUsers: readonly MicrosoftUser[] = [
  { email: 'anna@contoso.example' },
  { email: 'bruno@contoso.example' },
  { email: 'dora@fabrikam.example' },
  { email: 'erika@fabrikam.example', admin: true },
  { email: 'carla@outlook.example' },
];
const standardApps: readonly App[] = [
  { clientId: 'sandbox-client', clientSecret: 'sandbox-secret', redirectUris: [] },
];
const standardScopes = 'openid profile email offline_access User.Read Contacts.ReadWrite';

/** Microsoft's sign-in and Graph in one server that keeps everything in memory. */
export async function startMicrosoftSandbox(
  options: MicrosoftSandboxOptions = {},
): Promise<MicrosoftSandbox> {
  const { host = '127.0.0.1', port = 0, apps = standardApps, users = standardUsers } = options;
  const clock = makeClock(options.now);
  const behaviour: Behaviour = structuredClone({ ...standardBehaviour, ...options.behaviour });
  const tenants = [...(options.tenants ?? standardTenants).map(tenantOf), personalTenant()];
  const tenantFor = ({ email }: MicrosoftUser): Tenant =>
    tenants.find(({ domain }) => email.toLowerCase().endsWith(`@${domain}`)) ?? tenants.at(-1)!;
  const mailboxes = users.map((user) => new Mailbox(user, tenantFor(user), clock, behaviour));
  const counters = new RequestCounters();
  const faults = new Faults(mailboxes, clock);
  const subscriptions = new Subscriptions(clock, behaviour, counters);
  const world: World = {
    tenants,
    mailboxes,
    apps,
    behaviour,
    clock,
    counters,
    grants: new Grants(clock, behaviour),
    subscriptions,
    strikeInBatch: (request) => faults.strikeInBatch(request),
    origin: '',
  };
  const named = (user: string | undefined): Mailbox => {
    const mailbox = user === undefined ? mailboxes[0] : userNamed(world, user);
    if (!mailbox) throw new Error(`The sandbox has no user ${user ?? 'at all'}.`);
    return mailbox;
  };
  const fill = (user: string | undefined, people: number | SeedOptions): void =>
    seedPeople(named(user), typeof people === 'number' ? { people } : people, clock.now());
  if (options.people !== undefined) fill(undefined, options.people);
  for (const mailbox of mailboxes) mailbox.watchers.add((event) => subscriptions.tell(mailbox, event));
  const server = await listen({ counters, faults, visit: visitMicrosoft(world) }, host, port);
  world.origin = options.origin ?? server.origin;
  const appIds = (clientId?: string): string[] =>
    clientId === undefined ? apps.map((app) => app.clientId) : [clientId];
  const stop = async (): Promise<void> => {
    subscriptions.stop();
    await server.stop();
  };
  return {
    issuer: `${world.origin}/common/v2.0`,
    apiUrl: `${world.origin}/v1.0`,
    origin: world.origin,
    port: server.port,
    apps,
    tenants,
    users: mailboxes,
    clock,
    behaviour,
    requests: counters,
    faults,
    subscriptions,
    consent: (url, choice = {}) => consent(world, new URL(url), choice),
    adminConsent: (url, choice = {}) => adminConsent(world, new URL(url), choice),
    tokens: (user, scopes, clientId) => tokensFor(world, named(user), scopes, clientId),
    phone: (user) => new PhoneBook(named(user), world),
    fill,
    setMailbox: (user, active) => {
      named(user).active = active;
    },
    migrate: (user) => named(user).migrate(),
    revoke: (user) => world.grants.revoke(named(user)),
    expireAccessTokens: (user) => world.grants.expireAccess(named(user)),
    withdrawConsent: (user, clientId) => {
      for (const id of appIds(clientId)) world.grants.withdraw(id, named(user).oid);
    },
    withdrawAdminConsent: (name, clientId) => {
      const tenant = tenants.find(({ id, domain }) => id === name || domain === name);
      if (!tenant) throw new Error(`The sandbox has no tenant ${name}.`);
      for (const id of appIds(clientId)) world.grants.withdraw(id, tenant.id);
    },
    requireInteraction: (user, what) => world.grants.requireInteraction(named(user), what),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const segmentOf = ({ pathname }: URL): string => pathname.split('/')[1] ?? '';

function consent(world: World, url: URL, { user, cancel = false, forEverybody = false }: Consenting): URL {
  const segment = segmentOf(url);
  return addressAfter(() => {
    const request = readAuthorize(url.searchParams, segment, world);
    const person = personFor(world, user ?? url.searchParams.get('login_hint'), segment);
    return backTo(request, decide(request, person, !cancel, forEverybody, world));
  });
}

function adminConsent(
  world: World,
  url: URL,
  { user, cancel = false }: Pick<Consenting, 'user' | 'cancel'>,
): URL {
  const segment = segmentOf(url);
  const request: AdminConsentRequest = readAdminConsent(url.searchParams, segment, world);
  const admins = world.mailboxes.filter(({ admin }) => admin);
  const person = personFor(
    { mailboxes: user === undefined ? admins : world.mailboxes },
    user ?? null,
    segment,
  );
  return backTo(request, decideAdminConsent(request, person, !cancel, world));
}

function personFor(world: Pick<World, 'mailboxes'>, name: string | null, segment: string): Mailbox {
  const person = name === null ? world.mailboxes.find((one) => fits(one, segment)) : userNamed(world, name);
  if (!person) throw new Error(`The sandbox has no user ${name ?? `for ${segment}`}.`);
  return person;
}

function tokensFor(world: World, user: Mailbox, text = standardScopes, id = world.apps[0]?.clientId): Tokens {
  const app = world.apps.find(({ clientId }) => clientId === id);
  if (!app) throw new Error(`The sandbox has no app ${id ?? 'at all'}.`);
  const scopes = scopesOf(text);
  world.grants.agree(app.clientId, user.oid, scopes);
  return {
    accessToken: world.grants.addAccess(app.clientId, user, scopes, `${world.origin}/${user.tenant.id}/v2.0`),
    refreshToken: world.grants.addRefresh(app.clientId, user, scopes),
  };
}
