import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { ConfigError, readConfig, settingsTable } from './config.ts';

const key = randomBytes(32).toString('base64');

const faultsOf = (environment: Record<string, string>): string[] => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
  }
  return [];
};

test('without any setting Rubrica listens on this machine alone, with its own database', () => {
  expect(readConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    url: null,
    database: 'embedded',
    workers: 'inline',
    allowPrivateAddresses: false,
    log: 'info',
  });
});

test('an empty variable is one that is not set', () => {
  expect(readConfig({ RUBRICA_PORT: '', DATABASE_URL: '' })).toMatchObject({
    port: 8080,
    database: 'embedded',
  });
});

test('every fault is named at once, each with its variable', () => {
  const wrong = {
    RUBRICA_PORT: '65536',
    RUBRICA_URL: 'https://crm.example.org/path',
    RUBRICA_WORKERS: 'many',
    RUBRICA_ALLOW_PRIVATE_ADDRESSES: 'yes',
    RUBRICA_ICLOUD_URL: 'http://contacts.example.org',
    RUBRICA_LOG: 'loud',
    RUBRICA_ADMIN_PASSWORD: 'short',
    RUBRICA_ADMIN_EMAIL: 'nobody',
    RUBRICA_TRUSTED_PROXIES: 'proxy',
  };
  const faults = faultsOf(wrong);
  expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual(Object.keys(wrong).sort());
});

test('proxies are addresses and networks, and never everybody', () => {
  expect(readConfig({}).trustedProxies).toEqual([]);
  expect(
    readConfig({ RUBRICA_TRUSTED_PROXIES: '127.0.0.1, ::1,172.18.0.0/16 ,fd00::/8' }).trustedProxies,
  ).toEqual(['127.0.0.1', '::1', '172.18.0.0/16', 'fd00::/8']);
  for (const wrong of [
    'true',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '127.0.0.1;::1',
    '127.0.0.1,',
    '10',
    '1.2.3.4/',
  ])
    expect(faultsOf({ RUBRICA_TRUSTED_PROXIES: wrong }), wrong).toHaveLength(1);
});

test('a secret key that is short, an example or no base64 is refused', () => {
  const sample = Buffer.alloc(32, 'secret').toString('base64');
  for (const wrong of ['c2hvcnQ=', sample, 'not base64 at all!', Buffer.alloc(32).toString('base64')]) {
    expect(faultsOf({ RUBRICA_SECRET_KEY: wrong })).toHaveLength(1);
  }
  expect(readConfig({ RUBRICA_SECRET_KEY: key }).secrets.secretKey()?.toString('base64')).toBe(key);
});

test('another PostgreSQL needs a secret key that all machines share', () => {
  const DATABASE_URL = 'postgres://rubrica:hidden@db.example.org/rubrica';
  expect(faultsOf({ DATABASE_URL })[0]).toMatch(/^RUBRICA_SECRET_KEY is required with DATABASE_URL/);
  expect(readConfig({ DATABASE_URL, RUBRICA_SECRET_KEY: key }).database).toBe('postgres');
});

test('the address of a database may be that of a socket', () => {
  const DATABASE_URL = 'postgres://rubrica@/rubrica?host=%2Frun%2Fpostgresql';
  expect(readConfig({ DATABASE_URL, RUBRICA_SECRET_KEY: key }).secrets.databaseUrl()).toBe(DATABASE_URL);
});

test('a provider’s address may be plain HTTP only on this machine', () => {
  expect(readConfig({ RUBRICA_ICLOUD_URL: 'http://127.0.0.1:5000/' }).addresses.icloud.url).toBe(
    'http://127.0.0.1:5000',
  );
  expect(faultsOf({ RUBRICA_ICLOUD_URL: 'http://localhost.example.org' })).toHaveLength(1);
  for (const name of [
    'RUBRICA_GOOGLE_ISSUER',
    'RUBRICA_GOOGLE_API',
    'RUBRICA_MICROSOFT_ISSUER',
    'RUBRICA_MICROSOFT_API',
  ]) {
    expect(faultsOf({ [name]: 'http://google.example.org' })).toHaveLength(1);
    expect(faultsOf({ [name]: 'http://127.0.0.1:5000' })).toEqual([]);
  }
});

test('no way of printing the settings shows a secret', () => {
  const secret = 'correct horse battery';
  const config = readConfig({
    DATABASE_URL: `postgres://rubrica:${encodeURIComponent(secret)}@db.example.org/rubrica`,
    RUBRICA_SECRET_KEY: key,
    RUBRICA_ADMIN_EMAIL: 'ada@example.org',
    RUBRICA_ADMIN_PASSWORD: secret,
    RUBRICA_GOOGLE_CLIENT_ID: 'rubrica-client',
    RUBRICA_GOOGLE_CLIENT_SECRET: 'GOCSPX-hidden',
  });
  expect(config.clientIds.get('google')).toBe('rubrica-client');
  expect(config.secrets.clientSecret('google')).toBe('GOCSPX-hidden');
  const shown = [
    JSON.stringify(config),
    inspect(config, { depth: 9, showHidden: true }),
    `${config.secrets}`,
  ].join('\n');
  for (const hidden of [secret, encodeURIComponent(secret), key, 'db.example.org', 'GOCSPX-hidden'])
    expect(shown).not.toContain(hidden);
});

test('a fault does not repeat the secret that is wrong', () => {
  const faults = faultsOf({ DATABASE_URL: 'mysql://u:hidden@x', RUBRICA_SECRET_KEY: 'aGlkZGVu' });
  expect(faults).toHaveLength(2);
  expect(faults.join()).not.toMatch(/hidden|aGlkZGVu/);
});

test('a variable that looks like a setting and is none is reported', () => {
  expect(readConfig({ RUBRICA_PROT: '80', PATH: '/bin' }).unknown).toEqual(['RUBRICA_PROT']);
});

test('docs/reference/settings.md lists the settings as they are', () => {
  const text = readFileSync(join(import.meta.dirname, '..', 'docs', 'reference', 'settings.md'), 'utf8');
  expect(text).toContain(settingsTable());
});
