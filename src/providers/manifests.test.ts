import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addressesAt } from '../../tests/addresses-at.ts';
import type { Manifest } from './manifest.ts';
import { MANIFESTS } from './manifests.ts';
import type { Capabilities } from './provider.ts';
import { createRegistry } from './registry.ts';

const docs = join(import.meta.dirname, '..', '..', 'docs');
const registry = createRegistry(addressesAt('https://contacts.example.org'));

test('every connector is found by the id of its manifest', () => {
  const connected = MANIFESTS.filter(({ id }) => registry.has(id));
  expect([...registry]).toEqual(
    connected.map((manifest) => [manifest.id, expect.objectContaining(manifest)]),
  );
  for (const { id } of MANIFESTS)
    expect(existsSync(join(import.meta.dirname, id, 'provider.ts')), id).toBe(registry.has(id));
});

test('ids and names are nobody else’s, and an id can stand in a setting and an address', () => {
  for (const of of [(each: Manifest) => each.id, (each: Manifest) => each.name])
    expect(new Set(MANIFESTS.map(of)).size).toBe(MANIFESTS.length);
  for (const { id } of MANIFESTS) expect(id).toMatch(/^[a-z][a-z0-9]{1,39}$/);
});

test('what an app password has for an example has the shape of one', () => {
  for (const manifest of MANIFESTS) {
    if (manifest.signIn !== 'password' || manifest.form.appPassword === null) continue;
    const { shape, example } = manifest.form.appPassword;
    expect(example).toMatch(shape);
  }
});

type Row = [what: string, said: (manifest: Manifest) => string];

const row = <K extends keyof Capabilities>(
  what: string,
  key: K,
  say: (value: Capabilities[K]) => string,
): Row => [what, ({ capabilities }) => say(capabilities[key])];
const holds = (is: boolean): string => (is ? 'yes' : 'no');
const number = (most: number | null): string => (most === null ? 'any number' : `at most ${most}`);
const limit = (what: string, list: keyof Capabilities['limits']): Row =>
  row(what, 'limits', (limits) => number(limits[list]));

/** A capability without a row is a type error. */
const ROWS: Record<'signIn' | keyof Capabilities, Row[]> = {
  signIn: [
    [
      'one signs in',
      (manifest) => {
        if (manifest.signIn === 'oauth') return 'on its own pages';
        return manifest.form.appPassword ? 'with an app-specific password' : 'with a password';
      },
    ],
  ],
  limits: [
    limit('e-mail addresses', 'emails'),
    limit('phone numbers', 'phones'),
    limit('web pages', 'urls'),
    limit('postal addresses', 'addresses'),
  ],
  labels: [row('labels of one’s own', 'labels', (labels) => holds(labels === 'custom'))],
  notes: [row('notes', 'notes', holds)],
  nickname: [row('nickname', 'nickname', holds)],
  anniversary: [row('anniversary', 'anniversary', holds)],
  birthdayWithoutYear: [row('birthday without a year', 'birthdayWithoutYear', holds)],
  photo: [row('photo', 'photo', holds)],
  photoBytes: [
    row('largest photo', 'photoBytes', (bytes) =>
      bytes === null ? 'no limit known' : `${Math.floor(bytes / 1000)} KB`,
    ),
  ],
  cuts: [
    row('texts that are cut off', 'cuts', (cuts) => {
      const known = Object.entries(cuts).map(
        ([place, characters]) => `${place} after ${characters} characters`,
      );
      return known.join(', ') || 'none known';
    }),
  ],
  joinGroups: [row('a new card can join a group', 'joinGroups', holds)],
  parallelWrites: [row('cards written at a time', 'parallelWrites', String)],
  visibleAfterMs: [
    row('a new card can be read', 'visibleAfterMs', (ms) =>
      ms === 0 ? 'at once' : `after ${ms / 60_000} minutes at most`,
    ),
  ],
};

test('docs/reference/providers.md says what each provider can hold as its manifest does', () => {
  const connected: Manifest[] = MANIFESTS.filter(({ id }) => registry.has(id));
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const table = [
    line(['', ...connected.map(({ name, guide }) => `[${name}](../providers/${guide})`)]),
    `|${'---|'.repeat(connected.length + 1)}`,
    ...Object.values(ROWS)
      .flat()
      .map(([what, say]) => line([what, ...connected.map(say)])),
  ].join('\n');
  expect(readFileSync(join(docs, 'reference', 'providers.md'), 'utf8')).toContain(table);
  for (const { guide } of connected) expect(existsSync(join(docs, 'providers', guide)), guide).toBe(true);
});
