// What scrolls is positioned: a hidden word, which is placed absolutely, would stretch the whole page otherwise, and the
// application could be scrolled out of its frame.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const RULE = /([^{}]+)\{([^{}]*)\}/g;

test('everything that scrolls is positioned', () => {
  const files = globSync('**/*.css', { cwd: import.meta.dirname, exclude: ['dist/**'] });
  const rules = files.flatMap((file) => {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
    return [...text.matchAll(RULE)].map(([, selector, body]) => ({
      at: `${file}: ${selector!.trim()}`,
      body: body!,
    }));
  });
  const scrolling = rules.filter(({ body }) => /overflow(-[xy])?:[^;]*(auto|scroll)/.test(body));
  expect(scrolling.length).toBeGreaterThan(8);
  const loose = scrolling.filter(({ body }) => !/position: (relative|absolute|sticky|fixed)/.test(body));
  expect(loose.map(({ at }) => at)).toEqual([]);
});
