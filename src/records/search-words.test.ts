import { expect, test } from 'vitest';
import { searchWords } from './search-words.ts';

test.each([
  ['José  NÚÑEZ', ['jose', 'nunez']],
  ['+39 (02) 123-456', ['3902123456']],
  ['0039 02 123456', ['3902123456']],
  ['7 11', ['7', '11']],
  ['  ', []],
])('%j is searched as %j', (q, words) => {
  expect(searchWords(q)).toEqual(words);
});
