import { expect, test } from 'vitest';
import { guessTarget } from './guess-target.ts';

test.each([
  ['emails', ['ada@x.example', 'bea@x.example', 'x', 'c@x.example', 'd@x.example']],
  ['phones', ['+39 347 5550001', '02/5550001', '(02) 555 0001']],
  ['urls', ['https://x.example', 'www.x.example/a']],
  [null, ['20100', '00184', '10121']],
  [null, ['4/5/1980', '12-05-1980', '1980-05-12']],
  [null, ['01234567890', 'IT01234567890']],
  [null, ['ada@x.example', 'by phone', 'never']],
  [null, []],
])('%s is what a column looks like that holds %j', (expected, values) => {
  expect(guessTarget(values)).toBe(expected);
});
