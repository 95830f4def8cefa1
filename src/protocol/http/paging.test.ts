import { expect, test } from 'vitest';
import { createPaging } from './paging.ts';

const endless = expect.objectContaining({ kind: 'too-large' });

test('pages that move on are followed, whatever they are called', () => {
  const paging = createPaging('dav.example.org', 'begin');
  for (let page = 0; page < 1000; page += 1) paging.goOn(String(page), true);
});

test.each([
  ['the same token again', ['a', 'a']],
  ['the token that was begun with', ['begin']],
  ['a circle', ['a', 'b', 'c', 'a']],
])('%s is no other page', (_name, tokens) => {
  const paging = createPaging('dav.example.org', 'begin');
  for (const token of tokens.slice(0, -1)) paging.goOn(token, true);
  expect(() => paging.goOn(tokens.at(-1)!, true)).toThrow(endless);
});

test('pages for ever end, with news and sooner without', () => {
  const count = (hasNews: boolean): number => {
    const paging = createPaging('dav.example.org');
    for (let page = 1; ; page += 1)
      try {
        paging.goOn(String(page), hasNews);
      } catch {
        return page;
      }
  };
  expect(count(false)).toBe(4);
  expect(count(true)).toBe(2000);
});

test('an empty page between others is nothing', () => {
  const paging = createPaging('dav.example.org');
  for (let page = 0; page < 100; page += 1) paging.goOn(String(page), page % 3 === 0);
});
