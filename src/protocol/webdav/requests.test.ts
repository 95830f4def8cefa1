import { expect, test } from 'vitest';
import { readXml } from './multistatus.ts';
import { addressbookMultiget, addressbookQuery, propfind, put, remove, syncCollection } from './requests.ts';
import { cardName, davName } from './xml.ts';

test('texts are escaped: a token or a path cannot become an element', () => {
  const { body } = syncCollection('https://e.org/', `<a>&"'`, [davName('getetag')]);
  expect(readXml(body!)?.children[0]).toMatchObject({ name: davName('sync-token'), text: `<a>&"'` });
  const multiget = addressbookMultiget('https://e.org/', ['/a&b<c>.vcf'], [davName('getetag')]);
  expect(readXml(multiget.body!)?.children[1]?.text).toBe('/a&b<c>.vcf');
});

test('a query names its filters', () => {
  const { body } = addressbookQuery(
    'https://e.org/',
    [{ property: 'UID', equals: 'a<b' }, { property: 'KIND' }],
    [],
  );
  const filter = readXml(body!)?.children.find(({ name }) => name === cardName('filter'));
  expect(filter?.children.map(({ children }) => children.map(({ text }) => text))).toEqual([['a<b'], []]);
});

test('a sync report never names a limit, and a removal never a depth', () => {
  expect(syncCollection('https://e.org/', '', []).body).not.toContain('limit');
  expect(remove('https://e.org/a', '"1"').headers).toEqual({ 'if-match': '"1"' });
});

test('writes are conditional', () => {
  expect(put('https://e.org/a', 'x', null).headers['if-none-match']).toBe('*');
  expect(put('https://e.org/a', 'x', 'W/"1"').headers['if-match']).toBe('W/"1"');
  expect(propfind('https://e.org/a', '0', []).headers.depth).toBe('0');
});
