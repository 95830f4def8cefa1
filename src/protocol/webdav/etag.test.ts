import { expect, test } from 'vitest';
import { isCounted, isSameEtag, strongEtag } from './etag.ts';

test('quotes and the weak mark do not make another version', () => {
  for (const etag of ['"abc"', 'abc', 'W/"abc"', ' "abc" '])
    expect(isSameEtag(etag, '"abc"'), etag).toBe(true);
});

test('anything else does', () => {
  for (const etag of ['"abd"', '"ABC"', '"abc-gzip"', ''])
    expect(isSameEtag(etag, '"abc"'), etag).toBe(false);
});

test('a condition names the strong etag behind what a proxy shows', () => {
  for (const etag of ['W/"abc"', '"abc-gzip"', 'W/"abc--gzip"', '"abc;gzip"', '"abc"'])
    expect(strongEtag(etag), etag).toBe('"abc"');
});

test('etags that count are told from those that name a content or a moment', () => {
  for (const etag of ['"gcs00000002"', '7', 'W/"v12"', '"rev-3"']) expect(isCounted(etag), etag).toBe(true);
  for (const etag of ['"k1s"', '"d41d8cd98f00b204e9800998ecf8427e"', '"1764446400123"', '"lx3k9v21"', ''])
    expect(isCounted(etag), etag).toBe(false);
});
