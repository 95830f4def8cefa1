// The page that says what the simulation plays names every operation and every fault, and nothing else.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ASPECT_OPERATIONS } from './operations/aspect-operations.ts';
import { CRM_OPERATIONS } from './operations/crm-operations.ts';
import { OWNER_OPERATIONS } from './operations/owner-operations.ts';
import { FAULTS } from './world/faults.ts';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'reference', 'simulation.md');

test('docs/reference/simulation.md is in step with the code', () => {
  const rows = readFileSync(PAGE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((line) => [...line.split('|')[1]!.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  const more = Object.values(ASPECT_OPERATIONS).flatMap((operations) => operations.map(([name]) => name));
  const played = [...Object.keys({ ...CRM_OPERATIONS, ...OWNER_OPERATIONS }), ...more, ...FAULTS];
  expect(named.sort()).toEqual(played.sort());
});
