import { expect, test } from 'vitest';
import { inLines } from './in-lines.ts';

const line = (field: string, before: string | null, after: string | null) => ({
  field,
  before,
  after,
  label: null,
});

test('an address is one line, whatever parts it has before and after', () => {
  expect(
    inLines([
      line('email', 'a', 'a'),
      line('mailing.street', null, 'Via Roma 1'),
      line('mailing.city', 'Napoli', 'Napoli'),
      line('other.city', 'Bari', null),
    ]),
  ).toEqual([
    line('email', 'a', 'a'),
    line('mailing', 'Napoli', 'Via Roma 1, Napoli'),
    line('other', 'Bari', null),
  ]);
});

test('a custom field is no part of an address', () => {
  const fields = [line('custom.one', null, '1'), line('custom.two', null, '2')];
  expect(inLines(fields)).toEqual(fields);
});
