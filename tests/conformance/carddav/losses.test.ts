// Cards that lose something on their way: each carries its reason, the others of the same answer are whole, and no byte of
// such a card is written by anybody.
import { describe, expect, test } from 'vitest';
import type { Behaviour } from '../../../sandbox/carddav/behaviour.ts';
import { type Card, MOST_CARD_BYTES, type Write } from '../../../src/providers/provider.ts';
import { cardOf, readPages, write } from '../read-pages.ts';
import { startAccount, vcard } from './sandbox-account.ts';

const GOOD = vcard('GOOD', 'Forlì', ['NOTE:caffè \ufffd € 山田']);
const latin1 = (text: string) => Buffer.from(text, 'latin1');

async function readBook(behaviour: Partial<Behaviour>, cards: Record<string, string | Buffer>) {
  const account = await startAccount({ behaviour });
  for (const [name, card] of Object.entries(cards)) account.phone.put(name, card);
  const { cards: read } = await readPages(account.book, null);
  return { ...account, cards: new Map(read.map((card) => [card.id.replace(/.*\//, ''), card])) };
}

describe('what is declared is read, and written back', () => {
  test.each(['latin1', 'utf-16', 'bytes', 'unescaped'] as const)('%s', async (charset) => {
    const { book, cards, phone } = await readBook({ charset }, { 'good.vcf': GOOD });
    const card = cards.get('good.vcf')!;
    expect([card.raw, card.loss ?? null]).toEqual([GOOD, null]);
    const [result] = await write(book, rename(card));
    expect(cardOf(result).contact.nickname).toBe('Nini');
    expect(phone.get('good.vcf')!.vcard).toBe(GOOD.replace('END:', 'NICKNAME:Nini\r\nEND:'));
  });
});

/** A good card stands beside each. */
const LOST: [
  name: string,
  behaviour: Partial<Behaviour>,
  card: string | Buffer,
  loss: Card['loss'],
  shown: string,
][] = [
  ['bytes of no charset', { charset: 'bytes' }, latin1(vcard('A', 'Forlì', ['X-A:è'])), 'encoding', 'Forlì'],
  [
    'bytes of a charset that a line names',
    { charset: 'bytes' },
    Buffer.concat([
      Buffer.from('BEGIN:VCARD\r\nVERSION:2.1\r\nUID:A\r\nFN;CHARSET=SHIFT_JIS:'),
      Buffer.of(0x8e, 0x52, 0x93, 0x63),
      Buffer.from('\r\nEND:VCARD\r\n'),
    ]),
    'encoding',
    '山田',
  ],
  ['NUL', {}, vcard('A', 'Ro\0ssi'), 'damaged', 'Rossi'],
  ['two cards', {}, vcard('A', 'Rossi') + vcard('B', 'Bianchi'), 'several-cards', 'Rossi'],
  ['no end', {}, vcard('A', 'Rossi').replace('END:VCARD', ''), 'truncated', 'Rossi'],
  [
    'quoted-printable of no charset',
    {},
    vcard('A', 'Rossi', ['NOTE;ENCODING=QUOTED-PRINTABLE:caff=E8']),
    'damaged',
    'Rossi',
  ],
  [
    'quoted-printable of a charset that nobody knows',
    {},
    vcard('A', 'Rossi', ['NOTE;CHARSET=KLINGON;ENCODING=QUOTED-PRINTABLE:=C3=A8']),
    'damaged',
    'Rossi',
  ],
  [
    'quoted-printable that is none',
    {},
    vcard('A', 'Rossi', ['NOTE;ENCODING=QUOTED-PRINTABLE:a=ZZ']),
    'damaged',
    'Rossi',
  ],
  ['base64 that is none', {}, vcard('A', 'Rossi', ['PHOTO;ENCODING=b;TYPE=JPEG:/9j/??']), 'damaged', 'Rossi'],
  [
    'more than a megabyte',
    {},
    vcard('A', 'Rossi', [`PHOTO;ENCODING=b:${'A'.repeat(MOST_CARD_BYTES)}`]),
    'too-large',
    'Rossi',
  ],
];

describe('what is lost is known, and nobody writes it', () => {
  test.each(LOST)('%s', async (_name, behaviour, bad, loss, shown) => {
    const { book, cards, phone, sandbox } = await readBook(behaviour, { 'bad.vcf': bad, 'good.vcf': GOOD });
    expect(cards.get('good.vcf')).toMatchObject({ raw: GOOD, loss: null });
    const card = cards.get('bad.vcf')!;
    expect(card).toMatchObject({ loss, contact: { name: { display: shown } } });
    expect(JSON.stringify(card)).not.toMatch(/\\u0000|\\ud[89a-f]/);
    expect(card.raw.length).toBeLessThan(MOST_CARD_BYTES);
    sandbox.requests.reset();
    const results = await write(book, rename(card), { type: 'remove', key: 'two', card });
    expect(results.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
    expect([sandbox.requests.byMethod.PUT, sandbox.requests.byMethod.DELETE]).toEqual([undefined, undefined]);
    expect(phone.bytes('bad.vcf')).toEqual(Buffer.from(bad as Buffer));
  });
});

test('a card that became unreadable after it was read is not written over', async () => {
  const { book, cards, phone } = await readBook({ charset: 'bytes', etags: 'opaque' }, { 'a.vcf': GOOD });
  const card = cards.get('a.vcf')!;
  phone.put('a.vcf', latin1(vcard('GOOD', 'Forlì')));
  const results = await write(book, rename(card), { type: 'remove', key: 'two', card });
  expect(results).toMatchObject([
    { outcome: 'stale', card: { loss: 'encoding' } },
    { outcome: 'stale', card: { loss: 'encoding' } },
  ]);
  expect(phone.bytes('a.vcf')).toEqual(latin1(vcard('GOOD', 'Forlì')));
});

test.each([
  ['an element', 'NOTE:a <b>c</b> d'],
  ['an entity', 'NOTE:caff&egrave; &nbsp;'],
  ['an ampersand', 'NOTE:R&D; and &'],
  ['a broken element', 'NOTE:a < b; 1</2'],
  ['a comment', 'NOTE:a <!-- b --> c'],
  ['a control character', 'NOTE:a\u000bb'],
])('%s that a server does not escape is had by asking for the card alone', async (_name, line) => {
  const bad = vcard('A', 'Rossi', [line]);
  const { cards } = await readBook(
    { charset: 'unescaped' },
    { 'a.vcf': bad, 'b.vcf': GOOD, 'c.vcf': vcard('C', 'Neri') },
  );
  expect(cards.get('a.vcf')).toMatchObject({ raw: bad, loss: null });
  expect(cards.get('b.vcf')).toMatchObject({ raw: GOOD, loss: null });
  expect(cards.size).toBe(3);
});

test('a group that is not whole gets no member', async () => {
  const group = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'UID:G',
    'N:G',
    'FN:Società',
    'X-ADDRESSBOOKSERVER-KIND:group',
    'END:VCARD',
    '',
  ].join('\r\n');
  const { book, io, phone } = await readBook({ charset: 'bytes' }, { 'g.vcf': latin1(group) });
  const href = phone.list()[0]!.href;
  const edits: Extract<Write, { type: 'create' }>['edits'] = [
    { property: 'name', part: 'family', value: 'Rossi' },
    { property: 'groups', join: href },
  ];
  await write(book, { type: 'create', key: 'one', marker: io.uuid(), template: null, edits });
  expect(phone.bytes('g.vcf')).toEqual(latin1(group));
});

function rename(card: Card): Write {
  return { type: 'update', key: 'one', card, edits: [{ property: 'nickname', value: 'Nini' }] };
}
