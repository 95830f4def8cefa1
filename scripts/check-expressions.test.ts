import { describe, expect, test } from 'vitest';
import { expressionsIn, findings } from './check-expressions.ts';

const inFile = (text: string, exceptions: Parameters<typeof findings>[1] = []) =>
  findings([{ file: 'a.ts', text }], exceptions).wrong;

describe('every expression of a file is found', () => {
  test.each([
    ['a literal', 'const a = /x+/g;', 'x+'],
    ['in the middle of types', 'const a: Record<string, RegExp> = { b: /x/ as RegExp };', 'x'],
    ['as an argument', 'f(text.replace(/x/, (a: string) => a));', 'x'],
    ['a constructor', "const a = new RegExp('x+', 'i');", 'x+'],
    ['a call', 'const a = RegExp(`x`);', 'x'],
    ['raw text', 'const a = new RegExp(String.raw`\\d+`);', '\\d+'],
    ['a text that becomes one', "const a = text.match('x+y');", 'x+y'],
    ['in JSX', 'const a = <p>{/x/.test(b) ? 1 : 2}</p>;', 'x'],
  ])('%s', (_name, text, pattern) => {
    const [found] = expressionsIn('a.tsx', text);
    expect(found?.regex?.pattern).toBe(pattern);
  });

  test('a division is none, and neither is a comment', () => {
    expect(expressionsIn('a.ts', 'const a = b / c / d; // /x+/\n/* /y/ */')).toEqual([]);
  });
});

describe('what can take more than linear time is found', () => {
  test.each([
    ['exponential', '/^(a+)+$/'],
    ['polynomial from where the search begins', '/\\s+$/'],
    ['two runs that overlap', '/^\\d*\\d*$/'],
    ['a reference back', '/<(b|i)>[\\s\\S]*?<\\/\\1>/g'],
    ['a far look from every match', '/a(?=[^b]*b)/g'],
    ['made at run time', 'new RegExp(word)'],
  ])('%s', (_name, expression) => {
    const [wrong] = inFile(`\nconst a =\n  ${expression};\n`);
    expect(wrong).toMatchObject({ file: 'a.ts', line: 3, source: expression });
  });

  test.each(['/^[a-z]+$/', '/[^:]*:/y', '/(?:=[0-9A-F]{2})+/g', '/x(?=a{1,5})/g', "new RegExp('abc')"])(
    '%s is good',
    (expression) => expect(inFile(`const a = ${expression};`)).toEqual([]),
  );
});

test('an exception counts for one expression of one file, and no longer than that stands there', () => {
  const exception = { file: 'a.ts', expression: '/\\s+$/', because: 'cut before' };
  expect(inFile('const a = /\\s+$/;', [exception])).toEqual([]);
  expect(inFile('const a = /\\s+x$/;', [exception])).toHaveLength(2);
  expect(inFile('const a = 1;', [exception])).toMatchObject([
    { reason: expect.stringContaining('not needed') },
  ]);
});

test('what was found sound is not judged again, and what was found wrong is never remembered', () => {
  const sound = new Set<string>();
  const judge = (text: string) => findings([{ file: 'a.ts', text }], [], sound).wrong.length;
  expect(judge('const a = /^[a-z]+$/; const b = /^(a+)+$/;')).toBe(1);
  expect([...sound]).toEqual(['/^[a-z]+$/']);
  expect(judge('const b = /^(a+)+$/;')).toBe(1);
  sound.add('/^(a+)+$/');
  expect(judge('const b = /^(a+)+$/;')).toBe(0);
  // Its flags are part of it.
  expect(judge('const b = /^(a+)+$/i;')).toBe(1);
});
