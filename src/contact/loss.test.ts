import { expect, test } from 'vitest';
import { refusalFor, refusalIn } from './loss.ts';

test('a refusal is a code with what it is about, or the address book’s own words', () => {
  expect(refusalIn(refusalFor('not-kept'))).toEqual({ code: 'not-kept', words: '' });
  const said = 'example.org answered 400: too large';
  expect(refusalIn(refusalFor('picture', said))).toEqual({ code: 'picture', words: said });
  expect(refusalFor('picture', refusalFor('book-full'))).toBe('book-full');
  for (const words of ['', 'Quota: exceeded', 'not-keptish: no']) {
    expect(refusalIn(words)).toEqual({ code: null, words });
  }
});
