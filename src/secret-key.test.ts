import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepSecretKey, secretKeyFile } from './secret-key.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'rubrica-key-'));
});
afterEach(() => rmSync(data, { recursive: true }));

test('a key is made once, for its owner alone', () => {
  const key = keepSecretKey(data);
  expect(key).toHaveLength(32);
  expect(keepSecretKey(data).equals(key)).toBe(true);
  expect(statSync(secretKeyFile(data)).mode & 0o777).toBe(0o600);
});

test('a damaged key is never replaced: it would lose every stored password', () => {
  writeFileSync(secretKeyFile(data), 'c2hvcnQ=\n');
  expect(() => keepSecretKey(data)).toThrow('put it back from your copy');
});
