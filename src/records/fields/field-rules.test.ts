import { expect, test } from 'vitest';
import { checkValue } from './field-rules.ts';
import type { FieldRow } from './load-fields.ts';

const field = (type: FieldRow['type'], more: Partial<FieldRow> = {}): FieldRow => ({
  id: '',
  kind: 'contact',
  key: 'key',
  type,
  section: 'name',
  label: null,
  options: null,
  active: true,
  visible: true,
  required: false,
  custom: false,
  position: 0,
  deletedAt: null,
  ...more,
});

test.each([
  ['text', '  Rossi \u0000 ', 'Rossi'],
  ['text', 'one\r\n two', 'one two'],
  ['text', '   ', null],
  ['longText', 'Via Roma 1\r\nScala B', 'Via Roma 1\nScala B'],
  ['phone', '+39 (02) 12-34 int. 5', '+39 (02) 12-34 int. 5'],
  ['phone', 'ask Maria', 'ask Maria'],
  ['email', ' Anna@Example.org ', 'Anna@Example.org'],
  ['email', 'jürgen@müller.de', 'jürgen@müller.de'],
  ['url', 'example.org/path', 'example.org/path'],
  ['url', 'HTTPS://Example.org', 'HTTPS://Example.org'],
  ['url', 'example.org:8080/x', 'example.org:8080/x'],
  ['date', '1980-05-12', '1980-05-12'],
  ['date', '19800512', '1980-05-12'],
  ['date', '--02-29', '--02-29'],
  ['number', ' 1200 ', '1200'],
  ['number', '-12,50', '-12.50'],
  ['number', '0.5', '0.5'],
  ['boolean', 'Sì', 'true'],
  ['boolean', 'no', 'false'],
] as const)('a field of type %s stores %j as %j', (type, given, stored) => {
  expect(checkValue(field(type), given)).toEqual({ value: stored });
});

test.each([
  ['email', 'anna', 'not-an-email'],
  ['email', 'anna@', 'not-an-email'],
  ['email', 'a b@example.org', 'not-an-email'],
  ['email', 'a@example.org, b@example.org', 'not-an-email'],
  ['url', 'no address', 'not-a-url'],
  ['url', 'example', 'not-a-url'],
  ['url', 'javascript:alert(1)', 'not-a-url'],
  ['url', 'data:text/html,x', 'not-a-url'],
  ['url', 'mailto:anna@example.org', 'not-a-url'],
  ['url', 'anna@example.org', 'not-a-url'],
  ['url', 'javascript://example.org/%0aalert(1)', 'not-a-url'],
  ['url', 'http://', 'not-a-url'],
  ['date', '12/05/1980', 'not-a-date'],
  ['date', '1981-02-29', 'not-a-date'],
  ['number', '1,234', 'not-a-number'],
  ['number', '1.234,56', 'not-a-number'],
  ['number', '12 kg', 'not-a-number'],
  ['number', '1e9', 'not-a-number'],
  ['boolean', 'perhaps', 'not-yes-or-no'],
  ['text', 'x'.repeat(1001), 'too-long'],
  ['phone', '1'.repeat(101), 'too-long'],
] as const)('a field of type %s refuses %j as %s', (type, given, fault) => {
  expect(checkValue(field(type), given)).toEqual({ fault });
});

test('a choice takes only what is on its list', () => {
  const status = field('choice', { options: ['new', 'won'] });
  expect(checkValue(status, 'won')).toEqual({ value: 'won' });
  expect(checkValue(status, 'lost')).toEqual({ fault: 'not-a-choice' });
});

test('a required field cannot be emptied, where people see it', () => {
  expect(checkValue(field('text', { required: true }), null)).toEqual({ fault: 'required' });
  expect(checkValue(field('text', { required: true, visible: false }), null)).toEqual({ value: null });
});
