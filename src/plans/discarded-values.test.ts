import { expect, test } from 'vitest';
import { discardedValues } from './discarded-values.ts';

const diff = (field: string, before: string | null, after: string | null) => ({ field, before, after });

test('what the card was to lose or to get otherwise, the record takes back', () => {
  const action = { type: 'update', diff: [diff('phone', '1', null), diff('title', 'Dr', 'Prof')] };
  expect(discardedValues(action)).toEqual({ record: { phone: '1', title: 'Dr' }, agreed: {} });
});

test('what the record was to lose or to get otherwise stays, and is the newer value', () => {
  const action = { type: 'update-record', diff: [diff('phone', '1', null), diff('title', 'Dr', 'Prof')] };
  expect(discardedValues(action)).toEqual({
    record: {},
    agreed: { phone: { local: null, remote: null }, title: { local: 'Prof', remote: 'Prof' } },
  });
});

test('what one side has and the other was to get is emptied on neither', () => {
  const action = { type: 'update', diff: [diff('phone', null, '1')], pull: [diff('title', null, 'Dr')] };
  expect(discardedValues(action)).toEqual({
    record: {},
    agreed: { phone: { local: '1', remote: null }, title: { local: null, remote: 'Dr' } },
  });
});

test('a value on its way to another field goes back to the one it had', () => {
  const moved = [diff('phone', '1', null), diff('mobile', null, '1')];
  expect(discardedValues({ type: 'update', diff: moved })).toEqual({
    record: { phone: '1', mobile: null },
    agreed: {},
  });
  expect(discardedValues({ type: 'update-record', diff: moved }).agreed).toEqual({
    phone: { local: null, remote: null },
    mobile: { local: '1', remote: '1' },
  });
});

test('pictures stay as they are on both sides', () => {
  const action = { type: 'update', diff: [diff('photo', 'there', 'here')] };
  expect(discardedValues(action)).toEqual({
    record: {},
    agreed: { photo: { local: 'here', remote: 'there' } },
  });
});
