// docs/reference/failures.md names a test for each failure: it exists, under that name, in that file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const table = readFileSync(join(ROOT, 'docs/reference/failures.md'), 'utf8');
const rows = [...table.matchAll(/^\| (B\d+) \| .+? \| (.+) \| `(.+)` \|$/gm)].map(([, id, name, file]) => ({
  id: id!,
  name: name!,
  file: file!,
}));

test('all 63 failures have a row', () => {
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 63 }, (_, index) => `B${index + 1}`));
});

test('every test named exists where it is said to be', () => {
  const lost = rows.filter(({ name, file }) => !readFileSync(join(ROOT, file), 'utf8').includes(name));
  expect(lost).toEqual([]);
});
