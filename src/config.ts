// Every setting of the environment: type, default and what it does; of providers their manifests say it. A test holds
// docs/reference/settings.md in step. What an administrator changes while Rubrica runs lives in the database instead.
import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { LOG_LEVELS, type LogLevel } from './log.ts';
import { MANIFESTS, OAUTH_PROVIDERS, type ProviderAddresses } from './providers/manifests.ts';
import { Secrets } from './secrets.ts';
import { StartError } from './start-error.ts';

type Parse<T> = (text: string) => T;

interface Setting<T> {
  /** What stands when the variable is not set; a string that is not a value is for the reader ("none"). */
  default: T;
  shown: string;
  /** @throws Error whose message completes "NAME …" */
  parse: Parse<T>;
  meaning: string;
  secret?: true;
}

const setting = <T>(definition: Setting<T>): Setting<T> => definition;

const SETTINGS = {
  RUBRICA_HOST: setting({
    default: '127.0.0.1',
    shown: '`127.0.0.1`',
    parse: (text) => text,
    meaning: 'The address to listen on; `0.0.0.0` for every network this machine is on.',
  }),
  RUBRICA_PORT: setting({
    default: 8080,
    shown: '`8080`',
    parse: port,
    meaning: 'The port to listen on; `0` picks a free one and prints it.',
  }),
  RUBRICA_URL: setting<string | null>({
    default: null,
    shown: '`http://localhost:PORT`',
    parse: (text) => webAddress(text).origin,
    meaning:
      'The address by which people reach Rubrica: in links, for cookies and for sign-in with a provider.',
  }),
  RUBRICA_TRUSTED_PROXIES: setting<string[]>({
    default: [],
    shown: 'none',
    parse: networks,
    meaning:
      'Addresses or networks, with commas between them, of reverse proxies whose `X-Forwarded-For` says where a request comes from: `127.0.0.1, ::1`, `172.18.0.0/16`. Without it all who come through a proxy count as one address.',
  }),
  RUBRICA_DATA: setting({
    default: './data',
    shown: '`./data`',
    parse: (text) => text,
    meaning: 'The folder of the embedded database and of the generated secret key.',
  }),
  DATABASE_URL: setting<string | null>({
    default: null,
    shown: 'none',
    parse: databaseAddress,
    meaning:
      'A PostgreSQL (15 or newer) to use instead of the embedded database: `postgres://user:password@host/name`.',
    secret: true,
  }),
  RUBRICA_DATABASE_POOL: setting({
    default: 10,
    shown: '`10`',
    parse: poolSize,
    meaning:
      'Connections to PostgreSQL that one process shares among what it does, 5 to 200; one or two more listen. What the server must allow: [postgresql.md](postgresql.md).',
  }),
  RUBRICA_SECRET_KEY: setting<Buffer | null>({
    default: null,
    shown: 'generated once into `RUBRICA_DATA`',
    parse: secretKey,
    meaning:
      'Encrypts stored credentials: 32 bytes in base64. Required with `DATABASE_URL`; keep a copy apart from backups.',
    secret: true,
  }),
  RUBRICA_OLD_SECRET_KEY: setting<Buffer | null>({
    default: null,
    shown: 'none',
    parse: secretKey,
    meaning:
      'While `RUBRICA_SECRET_KEY` is replaced: the key before it. Away with it when `key rotate` says that nothing needs it any more.',
    secret: true,
  }),
  RUBRICA_ADMIN_EMAIL: setting<string | null>({
    default: null,
    shown: 'none',
    parse: email,
    meaning: 'With `RUBRICA_ADMIN_PASSWORD`: creates the first administrator when there is no user yet.',
  }),
  RUBRICA_ADMIN_PASSWORD: setting<string | null>({
    default: null,
    shown: 'none',
    parse: password,
    meaning:
      'The first administrator’s password: at least 10 characters, and none of those that strangers try first.',
    secret: true,
  }),
  RUBRICA_WORKERS: setting<'inline' | 'none'>({
    default: 'inline',
    shown: '`inline`',
    parse: oneOf(['inline', 'none']),
    meaning:
      '`inline`: this process also synchronises; `none`: it only serves, and `npm run worker` processes synchronise.',
  }),
  RUBRICA_ALLOW_PRIVATE_ADDRESSES: setting({
    default: false,
    shown: '`false`',
    parse: (text) => oneOf(['true', 'false'])(text) === 'true',
    meaning:
      'Lets a CardDAV address lie on this machine or in a private network (a server at home or in the office).',
  }),
  RUBRICA_LOG: setting<LogLevel>({
    default: 'info',
    shown: '`info`',
    parse: oneOf(LOG_LEVELS),
    meaning:
      'How much is logged: `debug`, `info`, `warn` or `error`. JSON lines on stderr unless that is a terminal.',
  }),
};

type Name = keyof typeof SETTINGS;

/** `RUBRICA_GOOGLE_API` */
const variableOf = (provider: string, what: string): string => `RUBRICA_${provider}_${what}`.toUpperCase();

/** Those of providers, as their manifests have them: where each is, and its client where people sign in there. */
const PROVIDER_SETTINGS: Record<string, Setting<string | null>> = Object.fromEntries(
  MANIFESTS.flatMap(({ id, name, signIn, addresses }): [string, Setting<string | null>][] => [
    ...Object.entries(addresses).map(([place, { default: address, meaning }]): [string, Setting<string>] => [
      variableOf(id, place),
      { default: address, shown: `\`${address}\``, parse: providerAddress, meaning },
    ]),
    ...(signIn === 'oauth' ? clientSettings(id, name) : []),
  ]),
);

function clientSettings(id: string, name: string): [string, Setting<string | null>][] {
  const text = { default: null, shown: 'none', parse: (text: string) => text.trim() };
  const meaning = `Client id of this Rubrica at ${name}. An administrator can enter it under Settings, Configurations instead; this wins.`;
  return [
    [variableOf(id, 'client_id'), { ...text, meaning }],
    [variableOf(id, 'client_secret'), { ...text, meaning: 'Its client secret.', secret: true }],
  ];
}

const ALL_SETTINGS = { ...SETTINGS, ...PROVIDER_SETTINGS };

export interface Config {
  host: string;
  port: number;
  /** null: follow the port. */
  url: string | null;
  /** Addresses and networks. */
  trustedProxies: string[];
  /** Absolute. */
  data: string;
  database: 'embedded' | 'postgres';
  databasePool: number;
  adminEmail: string | null;
  workers: 'inline' | 'none';
  allowPrivateAddresses: boolean;
  /** Where the providers are. */
  addresses: ProviderAddresses;
  /** Of applications registered with providers; null where an administrator enters it. */
  clientIds: ReadonlyMap<string, string | null>;
  log: LogLevel;
  secrets: Secrets;
  /** Variables that look like settings and are none, probably misspelt. */
  unknown: string[];
}

/** Everything wrong with the settings at once. */
export class ConfigError extends StartError {
  override name = 'ConfigError';
  faults: string[];

  constructor(faults: string[]) {
    super(['Rubrica cannot start with these settings:', ...faults.map((fault) => `  - ${fault}`)].join('\n'));
    this.faults = faults;
  }
}

/** @throws ConfigError naming every fault */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const faults: string[] = [];
  const readAs = <T>(name: string, setting: Setting<T>): T => {
    const text = environment[name];
    if (text === undefined || text === '') return setting.default;
    try {
      return setting.parse(text);
    } catch (error) {
      faults.push(`${name} ${(error as Error).message}`);
      return setting.default;
    }
  };
  const read = <N extends Name>(name: N) =>
    readAs(name, SETTINGS[name] as Setting<(typeof SETTINGS)[N]['default']>);
  const readOf = (provider: string, what: string): string | null => {
    const name = variableOf(provider, what);
    return readAs(name, PROVIDER_SETTINGS[name]!);
  };
  const readOfClients = (what: string) =>
    new Map(OAUTH_PROVIDERS.map((id) => [id as string, readOf(id, what)]));
  const secrets = new Secrets({
    databaseUrl: read('DATABASE_URL'),
    secretKey: read('RUBRICA_SECRET_KEY'),
    oldSecretKey: read('RUBRICA_OLD_SECRET_KEY'),
    adminPassword: read('RUBRICA_ADMIN_PASSWORD'),
    clientSecrets: readOfClients('client_secret'),
  });
  const config: Config = {
    host: read('RUBRICA_HOST'),
    port: read('RUBRICA_PORT'),
    url: read('RUBRICA_URL'),
    trustedProxies: read('RUBRICA_TRUSTED_PROXIES'),
    data: resolve(read('RUBRICA_DATA')),
    database: environment.DATABASE_URL ? 'postgres' : 'embedded',
    databasePool: read('RUBRICA_DATABASE_POOL'),
    adminEmail: read('RUBRICA_ADMIN_EMAIL'),
    workers: read('RUBRICA_WORKERS'),
    allowPrivateAddresses: read('RUBRICA_ALLOW_PRIVATE_ADDRESSES'),
    addresses: Object.fromEntries(
      MANIFESTS.map(({ id, addresses }) => [
        id,
        Object.fromEntries(Object.keys(addresses).map((place) => [place, readOf(id, place)])),
      ]),
    ) as ProviderAddresses,
    clientIds: readOfClients('client_id'),
    log: read('RUBRICA_LOG'),
    secrets,
    unknown: Object.keys(environment).filter(
      (name) => name.startsWith('RUBRICA_') && !Object.hasOwn(ALL_SETTINGS, name),
    ),
  };
  faults.push(...together(environment));
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** Settings that only make sense with one another. */
function together(environment: Record<string, string | undefined>): string[] {
  const faults: string[] = [];
  if (environment.DATABASE_URL && !environment.RUBRICA_SECRET_KEY) {
    faults.push(
      'RUBRICA_SECRET_KEY is required with DATABASE_URL, the same on every machine. Make one with: openssl rand -base64 32',
    );
  }
  if (Boolean(environment.RUBRICA_ADMIN_EMAIL) !== Boolean(environment.RUBRICA_ADMIN_PASSWORD)) {
    faults.push('RUBRICA_ADMIN_EMAIL and RUBRICA_ADMIN_PASSWORD go together: set both or neither');
  }
  return faults;
}

/** The table of docs/reference/settings.md. */
export function settingsTable(): string {
  const rows = Object.entries(ALL_SETTINGS).map(
    ([name, { shown, meaning }]) => `| \`${name}\` | ${shown} | ${meaning} |`,
  );
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new Error('must be a number from 0 to 65535');
  return Number(text);
}

/** Four runs and a person at least: a run that waits for the connection of another would wait for ever. */
function poolSize(text: string): number {
  const size = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (size < 5 || size > 200) throw new Error('must be a number from 5 to 200');
  return size;
}

function oneOf<const T extends string>(values: readonly T[]): Parse<T> {
  return (text) => {
    const found = values.find((value) => value === text);
    if (!found) throw new Error(`must be one of: ${values.join(', ')}`);
    return found;
  };
}

function webAddress(text: string): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Error('must be an address such as https://crm.example.org');
  if (url.pathname !== '/' || url.search || url.hash || url.username) {
    throw new Error(
      'must be an address without path, question mark or password, such as https://crm.example.org',
    );
  }
  return url;
}

/** Everybody is no proxy: with `0.0.0.0/0` anybody could say to come from anywhere. */
function networks(text: string): string[] {
  return text.split(',').map((part) => {
    const network = part.trim();
    const isNetwork = network.includes('/') ? ipaddr.isValidCIDR(network) : ipaddr.isValid(network);
    if (!isNetwork || !/[.:].*[.:]/.test(network) || network.endsWith('/0'))
      throw new Error(
        `holds ${network || 'nothing'} where an address or network belongs, such as 127.0.0.1 or 172.18.0.0/16`,
      );
    return network;
  });
}

function providerAddress(text: string): string {
  const url = URL.parse(text);
  const local = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url?.hostname ?? '');
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && local))) {
    throw new Error('must be an https:// address (http:// only on this machine)');
  }
  return text.replace(/^(.*[^/])\/*$/s, '$1');
}

/** Without a host it is a socket's address (`postgres://user@/name?host=/folder`): PostgreSQL's form, not the web's. */
function databaseAddress(text: string): string {
  const withHost = text.replace(/^(\w+:\/\/[^/?#]*@)([/?]|$)/, '$1localhost$2');
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(withHost)) {
    throw new Error('must be an address such as postgres://user:password@host:5432/rubrica');
  }
  return text;
}

/** Refuses what is too short and what was obviously copied from an example. */
function secretKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  const make = 'make one with: openssl rand -base64 32';
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text) || key.length !== 32)
    throw new Error(`must be 32 bytes in base64; ${make}`);
  if (new Set(key).size < 12) throw new Error(`is a sample, not a random key; ${make}`);
  return key;
}

function email(text: string): string {
  if (!/^[^\s@]+@[^\s@]+$/.test(text)) throw new Error('must be an e-mail address');
  return text;
}

function password(text: string): string {
  if (text.length < 10) throw new Error('must have at least 10 characters');
  return text;
}
