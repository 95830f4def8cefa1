import { expect, test } from 'vitest';
import { isNews, isSameVersion, versionOf } from './version.ts';

const at = (updateTime: string, etag: string) =>
  versionOf({
    metadata: {
      sources: [
        { type: 'PROFILE', etag: '#p' },
        { type: 'CONTACT', etag, updateTime },
      ],
    },
  });

test('versions are told apart by etag and put in order by time, however finely it is given', () => {
  const first = at('2026-03-29T08:09:22Z', '#a=');
  const second = at('2026-03-29T08:09:22.14Z', '#b=');
  const third = at('2026-03-29T08:09:22.140191Z', '#c=');
  expect([first, second, third].toSorted()).toEqual([first, second, third]);
  expect(isNews(third, second)).toBe(true);
  expect(isNews(second, third)).toBe(false);
  expect(isNews(second, second)).toBe(false);
  // One moment and two etags: it cannot be told, and is looked at.
  expect(isNews(at('2026-03-29T08:09:22Z', '#x='), first)).toBe(true);
  expect(isSameVersion(first, at('2026-03-29T08:09:22.000Z', '#a='))).toBe(true);
  expect(isSameVersion(first, second)).toBe(false);
});
