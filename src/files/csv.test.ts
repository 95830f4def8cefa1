import { expect, test } from 'vitest';
import { readCsv } from './csv.ts';
import { writeCsv } from './write-csv.ts';

const valuesOf = (text: string): string[][] => readCsv(text).rows.map(({ values }) => values);
const refusalOf = (text: string): string => {
  try {
    readCsv(text);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

test('every value comes back as it was', () => {
  const rows = [
    ['name', 'phone', 'notes'],
    ['Anna "la Rossa"', '+39 348 1', 'one, two\nthree'],
    ["'quoted", "'=1", '=HYPERLINK("x")'],
    ['-1', '@here', 'Zoë 😀'],
    [' blank before', 'a;b', 'c|d\te'],
  ];
  expect(valuesOf(writeCsv(rows))).toEqual(rows);
});

test('nothing is left that a spreadsheet would run', () => {
  for (const value of ['=1+1', '+39 348', '-2', '@SUM(A1)', '\tx'])
    expect(writeCsv([[value]])).toMatch(/^"?'/);
});

test.each([
  ['commas', 'a,b\n1,2\n'],
  ['semicolons', 'a;b\n1;2\n'],
  ['tabs', 'a\tb\n1\t2\n'],
  ['bars', 'a|b\n1|2\n'],
  ['a line that names the sign', 'sep=;\na;b\n1;2\n'],
  ['old line ends', 'a;b\r1;2\r'],
  ['Windows line ends', 'a;b\r\n1;2\r\n'],
  ['mixed line ends', 'a;b\r\n1;2\n'],
  ['blanks around quotes', '"a", "b"\n "1" ,"2"\n'],
])('%s are read', (_what, text) => {
  expect(valuesOf(text)).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('a sign that only one value holds does not divide', () => {
  expect(readCsv('name;note\nAnna;one, two, three\nBea;x\n').delimiter).toBe(';');
  expect(readCsv('"a;b;c",d\n1,2\n').delimiter).toBe(',');
});

test('each row knows its line, below values of several lines and empty lines too', () => {
  expect(readCsv('a,b\r\n"x\r\ny",1\r\n\r\n,\r\n2,3').rows.map(({ line }) => line)).toEqual([1, 2, 4, 5, 6]);
});

test('a quote without an end refuses the file at the line where it opens', () => {
  const rows = 'name,note\nAda,ok\nBea,"no end\n';
  expect(refusalOf(`${rows}Cia,ok\n`)).toContain('opens in line 3');
  expect(refusalOf(`${rows}Cia,"ok"\nDea,x\n`)).toContain('opens in line 3');
  expect(refusalOf(`sep=,\n${rows}Cia,ok\n`)).toContain('opens in line 4');
  expect(refusalOf('name,note\nAda,"ok" or not\n')).toContain('opens in line 2');
});

test('a quote inside a value spoils its own row alone', () => {
  const { rows } = readCsv('name,note\n5" pipe "x",1\n"a\nb",q"z\nBea,2\n');
  expect(rows.map(({ line, values, fault }) => [line, values.length, fault !== null])).toEqual([
    [1, 2, false],
    [2, 0, true],
    [3, 0, true],
    [5, 2, false],
  ]);
  expect(rows[2]!.fault).toEqual({ code: 'quote-in-value', params: { line: 4 } });
});
