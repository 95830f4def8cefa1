import { expect, test } from 'vitest';
import { tooLarge } from './limits.ts';

test.each([
  [{ nicknames: [{ value: 'x'.repeat(1025) }] }, 'text-too-long: xxx'],
  [{ urls: Array.from({ length: 501 }, () => ({ value: 'x' })) }, 'too-many-values'],
  [{ biographies: [{ value: 'è'.repeat(70_000) }] }, '128 KB'],
  [{ biographies: [{ value: 'x'.repeat(60_000) }], nicknames: [{ value: 'x'.repeat(1024) }] }, null],
])('%# is told before it is sent', (fields, reason) => {
  if (reason === null) expect(tooLarge(fields)).toBeNull();
  else expect(tooLarge(fields)).toContain(reason);
});
