import { expect, test } from 'vitest';
import { conformanceMatrix, type Fact } from './conformance-matrix.ts';

const facts = (server: string, group: string, ...all: string[]): Fact[] =>
  all.map((status) => ({ status, ancestorTitles: [server, group] }));

test('a server has a row, a group of facts a column; what fails and what is not looked at is seen', () => {
  const lines = conformanceMatrix([
    ...facts('Cyrus 3.6', 'reading', 'passed', 'passed', 'passed'),
    ...facts('Cyrus 3.6', 'photos', 'passed', 'failed', 'skipped'),
    ...facts('Xandikos', 'reading', 'passed', 'passed', 'skipped'),
    ...facts('SOGo 5.8', 'reading', 'skipped'),
    { status: 'passed', ancestorTitles: [] },
  ]);
  expect(lines).toEqual([
    '           reading  photos',
    'Cyrus 3.6  3/3      ✗1/3',
    'Xandikos   2/3',
    'SOGo 5.8   –',
  ]);
});

test('without facts there is no table', () => {
  expect(conformanceMatrix([{ status: 'passed', ancestorTitles: ['signing in'] }])).toEqual([]);
});
