import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBodyDecoder, decodeBody } from './decode-body.ts';
import { isOfBytes, shownText, textOfUtf8 } from './lossy-text.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string, big = false) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
const read = (bytes: Uint8Array, contentType: string | null = null) => decodeBody(bytes, contentType);

describe('what is declared is read so', () => {
  const CARD = 'BEGIN:VCARD\r\nFN:Zoë Forlì\r\nEND:VCARD\r\n';
  const xml = (encoding: string) => `<?xml version="1.0" encoding='${encoding}'?><a>Zoë Forlì</a>`;
  test.each([
    ['UTF-8, by nobody', Buffer.from(CARD), null, CARD],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${CARD}`), null, CARD],
    ['Latin-1, by the header', latin1(CARD), 'text/vcard; charset=ISO-8859-1', CARD],
    ['Latin-1, in quotes', latin1(CARD), 'text/vcard;version=3.0; Charset="latin1"', CARD],
    ['Latin-1, by the prolog', latin1(xml('ISO-8859-1')), 'text/xml', xml('ISO-8859-1')],
    [
      'Latin-1, by the prolog against the header',
      latin1(xml('latin1')),
      'text/xml; charset=utf-8',
      xml('latin1'),
    ],
    ['UTF-8, by its bytes against the header', Buffer.from(CARD), 'text/vcard; charset=iso-8859-1', CARD],
    ['UTF-8, by its bytes against the prolog', Buffer.from(xml('ISO-8859-1')), null, xml('ISO-8859-1')],
    ['UTF-16, by its mark', utf16(CARD), 'text/vcard', CARD],
    ['UTF-16 the other way round', utf16(CARD, true), 'text/vcard; charset=utf-8', CARD],
    ['UTF-16, by its first letter', Buffer.from(CARD, 'utf16le'), null, CARD],
    ['a name that nobody knows', Buffer.from(CARD), 'text/vcard; charset=klingon', CARD],
    ['Shift_JIS', Buffer.from([0x8e, 0x52, 0x93, 0x63]), 'text/vcard; charset=Shift_JIS', '山田'],
    ['GBK that is good UTF-8 too', Buffer.from([0xc1, 0xaa, 0xcd, 0xa8]), 'text/vcard; charset=GBK', '联通'],
  ])('%s', (_name, bytes, contentType, text) => {
    expect(read(bytes, contentType)).toBe(text);
  });
});

describe('what is not is marked', () => {
  test.each([
    ['Latin-1 that says nothing', latin1('FN:Zoë'), null],
    ['Latin-1 that calls itself UTF-8', latin1('FN:Zoë'), 'text/vcard; charset=utf-8'],
    ['a character cut in the middle', Buffer.from('Zoë').subarray(0, -1), null],
    ['half a surrogate pair in UTF-8', Buffer.from([0x61, 0xed, 0xa0, 0x80]), null],
    ['too long a form', Buffer.from([0x61, 0xc0, 0x80]), null],
    ['half a surrogate pair in UTF-16', Buffer.from([0xff, 0xfe, 0x61, 0, 0x3d, 0xd8]), null],
    ['bytes that Shift_JIS has not', Buffer.from([0x61, 0x80, 0xff]), 'text/vcard; charset=shift_jis'],
  ])('%s', (_name, bytes, contentType) => {
    expect(read(bytes, contentType).isWellFormed()).toBe(false);
    expect(shownText(read(bytes, contentType)).isWellFormed()).toBe(true);
  });

  test('a replacement character that was sent is a character', () => {
    expect(read(Buffer.from('a\ufffdb'))).toBe('a\ufffdb');
  });

  test('old text is shown as what it was', () => {
    expect(shownText(read(latin1('FN:Zoë Forlì')))).toBe('FN:Zoë Forlì');
  });
});

test('bytes of every kind read the same however they are cut, and good text is never marked', () => {
  const types = fc.constantFrom(null, 'a/b; charset=utf-8', 'a/b; charset=iso-8859-1', 'a/b; charset=euc-kr');
  const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 40 });
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    fc.string({ unit: 'binary', maxLength: 40 }).map((text) => new Uint8Array(Buffer.from(text))),
    fc
      .string({ maxLength: 60 })
      .map((text) => new Uint8Array(latin1(`<?xml version="1.0" encoding="latin1"?>${text}è`))),
  );
  fc.assert(
    fc.property(bodies, types, cuts, (bytes, type, sizes) => {
      const decoder = createBodyDecoder(type);
      let text = '';
      let at = 0;
      for (const size of sizes) {
        text += decoder.write(bytes.subarray(at, at + size));
        at += size;
      }
      text += decoder.write(bytes.subarray(Math.min(at, bytes.length))) + decoder.end();
      const whole = createBodyDecoder(type);
      // Where a declaration is in doubt, the first bytes that are not ASCII decide.
      if (type !== 'a/b; charset=iso-8859-1') expect(text).toBe(whole.write(bytes) + whole.end());
      expect(shownText(text).isWellFormed()).toBe(true);
    }),
  );
});

test('a byte of no character is kept as the byte it was', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const text = textOfUtf8(bytes);
      expect(isOfBytes(text)).toBe(!text.isWellFormed());
      if (isOfBytes(text)) expect(shownText(text)).toBe(new TextDecoder('windows-1252').decode(bytes));
      else expect(Buffer.from(text)).toEqual(Buffer.from(bytes));
    }),
  );
});
