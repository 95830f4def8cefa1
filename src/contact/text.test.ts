import { expect, test } from 'vitest';
import { cleanText, searchKey, textKey } from './text.ts';

test('clean text keeps what a person wrote and drops what a transport added', () => {
  expect(cleanText(' a\r\nb\rc\u2028d\u0000\u0085\t e ')).toBe('a\nb\nc\nd\t e');
  expect(cleanText('x\ud800y😀')).toBe('x\ufffdy😀');
});

test('texts that differ in composition and line ends have one key; case is a difference', () => {
  expect(textKey('e\u0301\r\nx')).toBe(textKey('é\nx'));
  expect(textKey('A')).not.toBe(textKey('a'));
});

test('search finds without accents, case and doubled spaces', () => {
  expect(searchKey('  Müller-Straße\n ÉCOLE  Ørsted ')).toBe('muller-strasse ecole orsted');
  expect(searchKey('İstanbul ﬁn')).toBe('istanbul fin');
});
