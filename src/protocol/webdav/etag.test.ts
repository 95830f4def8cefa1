import { expect, test } from 'vitest';
import { isSameEtag } from './etag.ts';

test('quotes and the weak mark do not make another version', () => {
  for (const etag of ['"abc"', 'abc', 'W/"abc"', ' "abc" '])
    expect(isSameEtag(etag, '"abc"'), etag).toBe(true);
});

test('anything else does', () => {
  for (const etag of ['"abd"', '"ABC"', '"abc-gzip"', ''])
    expect(isSameEtag(etag, '"abc"'), etag).toBe(false);
});
