import { expect, test } from 'vitest';
import { makeCursor, readCursor } from './cursor.ts';

const id = '019a0000-0000-7000-8000-000000000001';
const encoded = (value: unknown, as: BufferEncoding = 'base64url') =>
  Buffer.from(JSON.stringify(value)).toString(as);

test.each([
  ['id', ''],
  ['text', 'rossi “mario” 日本'],
  ['time', '2026-11-29T10:20:30.123456Z'],
] as const)('a cursor of a list sorted by %s is read back', (sortedBy, key) => {
  expect(readCursor(makeCursor({ key, id }), sortedBy)).toEqual({ key, id });
  expect(readCursor(undefined, sortedBy)).toBeNull();
});

test.each([
  ['of another list', makeCursor({ key: 'rossi', id }), 'id'],
  ['of another list', makeCursor({ key: '', id }), 'time'],
  ['with a day that is none', makeCursor({ key: '2026-02-30T10:00:00Z', id }), 'time'],
  ['with a month that is none', makeCursor({ key: '2026-13-01T10:00:00Z', id }), 'time'],
  ['with words for a time', makeCursor({ key: 'now', id }), 'time'],
  ['with NUL', makeCursor({ key: 'a\0', id }), 'text'],
  ['with half a character', makeCursor({ key: '\ud800', id }), 'text'],
  ['with no id', makeCursor({ key: '', id: 'x' }), 'id'],
  ['with more', encoded(['', id, 1]), 'id'],
  ['with spaces', Buffer.from(`[ "", "${id}" ]`).toString('base64url'), 'id'],
  ['in another encoding', encoded(['', id], 'hex'), 'id'],
  ['padded', `${makeCursor({ key: '', id })}==`, 'id'],
  ['of an object', encoded({ key: '', id }), 'id'],
  ['of nothing', encoded(null), 'id'],
  ['that is empty', '', 'id'],
  ['that is no cursor', '☃', 'id'],
] as const)('a cursor %s is refused (%s)', (_what, cursor, sortedBy) => {
  expect(() => readCursor(cursor, sortedBy)).toThrow(
    expect.objectContaining({ code: 'bad-request', fields: { cursor: 'unknown' } }),
  );
});
