// The page that says what the simulation plays names every operation and every fault, and nothing else.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MUTANTS_OF_MICROSOFT } from '../conformance/mutants/mutants-of-microsoft.ts';
import { MUTANTS_OF_CARDDAV, MUTANTS_OF_GOOGLE } from '../conformance/mutants/mutants-of-writers.ts';
import { MUTANTS } from './mutants/mutants.ts';
import { MUTANTS_OF_PROMISES } from './mutants/mutants-of-promises.ts';
import { ASPECT_OPERATIONS } from './operations/aspect-operations.ts';
import { CRM_OPERATIONS } from './operations/crm-operations.ts';
import { OWNER_OPERATIONS } from './operations/owner-operations.ts';
import { FAULTS } from './world/faults.ts';

const DOCS = join(import.meta.dirname, '..', '..', 'docs');
const PAGE = join(DOCS, 'reference', 'simulation.md');

test('docs/reference/simulation.md is in step with the code', () => {
  const rows = readFileSync(PAGE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((line) => [...line.split('|')[1]!.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  const more = Object.values(ASPECT_OPERATIONS).flatMap((operations) => operations.map(([name]) => name));
  const played = [...Object.keys({ ...CRM_OPERATIONS, ...OWNER_OPERATIONS }), ...more, ...FAULTS];
  expect(named.sort()).toEqual(played.sort());
});

test('the pages say how many mutants there are', () => {
  const engines = MUTANTS.length;
  const verbs = MUTANTS_OF_PROMISES.length;
  const writers = MUTANTS_OF_CARDDAV.length + MUTANTS_OF_GOOGLE.length + MUTANTS_OF_MICROSOFT.length;
  const rows = readFileSync(PAGE, 'utf8').matchAll(/^\|[^|]+\| (\d+) \|/gm);
  expect([...rows].map(([, count]) => Number(count))).toEqual([engines, verbs, writers]);
  const said = `${engines} engines that each lack one rule are tried as well, ${verbs} times production's verbs and store over PostgreSQL, and ${writers} connectors`;
  expect(readFileSync(join(DOCS, 'sync.md'), 'utf8')).toContain(said);
});
