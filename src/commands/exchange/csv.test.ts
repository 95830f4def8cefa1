import { expect, test } from 'vitest';
import { readCsv, writeCsv } from './csv.ts';

test('every value comes back as it was', () => {
  const rows = [
    ['name', 'phone', 'notes'],
    ['Anna "la Rossa"', '+39 348 1', 'one, two\r\nthree'],
    ["'quoted", "'=1", '=HYPERLINK("x")'],
    ['-1', '@here', 'Zoë 😀'],
  ];
  expect(readCsv(writeCsv(rows))).toEqual(rows);
});

test('nothing is left that a spreadsheet would run', () => {
  for (const value of ['=1+1', '+39 348', '-2', '@SUM(A1)', '\tx'])
    expect(writeCsv([[value]])).toMatch(/^"?'/);
});

test('semicolons, a byte order mark and empty lines are read', () => {
  expect(readCsv('\uFEFFname;phone\nAnna;1\n\n;\nBruno;"2;3"')).toEqual([
    ['name', 'phone'],
    ['Anna', '1'],
    ['Bruno', '2;3'],
  ]);
});
