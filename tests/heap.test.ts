// How Node is started is said in two places, since the image has no need of scripts/run.mjs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const text = (path: string): string => readFileSync(join(import.meta.dirname, '..', path), 'utf8');

test('the image starts Node with the heap that npm start gives it', () => {
  const [flag] = /--max-semi-space-size=\d+/.exec(text('scripts/run.mjs'))!;
  const entry = text('Dockerfile').match(/^ENTRYPOINT (.*)$/m)![1]!;
  expect(JSON.parse(entry)).toEqual(['node', flag, 'src/main.ts']);
});
