import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addSecretKey, dropOldSecretKeys, keepSecretKeys, secretKeyFile } from './secret-key.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'rubrica-key-'));
});
afterEach(() => rmSync(data, { recursive: true }));

test('a key is made once, for its owner alone', () => {
  const [key] = keepSecretKeys(data);
  expect(key).toHaveLength(32);
  expect(keepSecretKeys(data)).toEqual([key]);
  expect(statSync(secretKeyFile(data)).mode & 0o777).toBe(0o600);
});

test('a damaged key is never replaced: it would lose every stored password', () => {
  writeFileSync(secretKeyFile(data), 'c2hvcnQ=\n');
  expect(() => keepSecretKeys(data)).toThrow('put it back from your copy');
});

test('a new key comes before the one it replaces, until that is dropped', () => {
  const [first] = keepSecretKeys(data);
  addSecretKey(data);
  const [second, ...old] = keepSecretKeys(data);
  expect(old).toEqual([first]);
  expect(second).not.toEqual(first);
  expect(statSync(secretKeyFile(data)).mode & 0o777).toBe(0o600);
  dropOldSecretKeys(data);
  expect(keepSecretKeys(data)).toEqual([second]);
});
