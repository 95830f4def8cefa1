import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError, ERRORS } from './errors.ts';

const SRC = import.meta.dirname;

const source = globSync('**/*.ts', { cwd: SRC })
  .filter((path) => path !== 'errors.ts' && !path.endsWith('.test.ts'))
  .map((path) => readFileSync(join(SRC, path), 'utf8'))
  .join('\n');

function page(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, { status, title, meaning, action }]) =>
      `| \`${code}\` | ${status} | ${title} | ${meaning} | ${action} |`,
  );
  return [
    '# Errors',
    '',
    'Every error of the HTTP API is `application/problem+json` (RFC 9457) with `type`, `title`, `status`, `detail` (one',
    'sentence about this very case), `code`, `meaning`, `action` and, where they apply, `fields` (what is wrong with each)',
    'and `reference` (under which the log has the cause). Codes never change. Accounts and runs carry the same codes.',
    'This page is made from `src/errors.ts`: `npx vitest run src/errors.test.ts -u`.',
    '',
    '| code | status | what happened | what it means for the data | what to do |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

test('the page of errors is that of the catalogue', async () => {
  await expect(page()).toMatchFileSnapshot('../docs/reference/errors.md');
});

test.each(Object.keys(ERRORS))('somebody can meet %s', (code) => {
  expect(source.includes(`'${code}'`)).toBe(true);
});

test.each(Object.entries(ERRORS))(
  '%s says what happened, what it means and the way out in sentences',
  (_code, entry) => {
    for (const text of [entry.title, entry.meaning, entry.action]) expect(text).toMatch(/^[A-Z].*\.$/);
    expect(entry.status).toBeGreaterThanOrEqual(400);
  },
);

test('without a detail an error speaks with its title', () => {
  expect(new AppError('not-found').message).toBe(ERRORS['not-found'].title);
});
