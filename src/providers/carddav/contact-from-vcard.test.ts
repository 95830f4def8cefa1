import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contactFromVCard } from './contact-from-vcard.ts';

const aCard = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n');
const read = (...lines: string[]) => contactFromVCard(aCard(...lines)).contact;

describe('labels', () => {
  test.each([
    ['TEL;type=CELL;type=VOICE;type=pref:1', 'mobile'],
    ['TEL;type=IPHONE;type=CELL;type=VOICE:1', 'mobile'],
    ['TEL;TYPE="HOME,VOICE":1', 'home'],
    ['TEL;TYPE="CELL:1', 'mobile'],
    ['TEL;TYPE=HOME,TYPE=VOICE:1', 'home'],
    ['TEL;WORK;FAX:1', 'workFax'],
    ['TEL;type=HOME;type=FAX:1', 'homeFax'],
    ['TEL;FAX:1', 'otherFax'],
    ['TEL;VOICE:1', null],
    ['TEL;:1', null],
    ['TEL;TYPE=Ferienhaus:1', 'Ferienhaus'],
    ['TEL;TYPE=x-lodge,VOICE:1', 'lodge'],
    ['TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=E5=BA=97=E8=88=96):1', '店舖'],
    ['TEL;X-CUSTOM(Bottega):1', 'Bottega'],
  ])('%s is %s', (line, label) => {
    expect(read(line).phones[0]).toMatchObject({ value: '1', label });
  });
  test.each([
    ['_$!<Mobile>!$_', 'mobile'],
    ['_$!<WorkFAX>!$_', 'workFax'],
    ['_$!<HomePage>!$_', 'HomePage'],
    ['Centralino', 'Centralino'],
    ['', 'work'],
    ['$!!$', 'work'],
    ['HOME\\,VOICE\\,pref', 'home'],
  ])('X-ABLabel:%s is %s, after or before its line and in any case', (text, label) => {
    expect(read('item1.TEL;type=WORK:1', `ITEM1.X-ABLABEL:${text}`).phones[0]?.label).toBe(label);
    expect(read(`item1.X-ABLabel:${text}`, 'item1.TEL;type=WORK:1').phones[0]?.label).toBe(label);
  });
  test('the preferred value is marked in every version', () => {
    const marks = ['EMAIL;type=pref:a@b', 'EMAIL;PREF:a@b', 'EMAIL;PREF=1:a@b', 'EMAIL;PREF=2:a@b'];
    expect(marks.map((line) => read(line).emails[0]?.primary ?? false)).toEqual([true, true, true, false]);
  });
});

describe('addresses', () => {
  test('a grouped address is an address, with a label of its own and without TYPE', () => {
    expect(
      read(
        'item4.ADR:;;Piazza Dante 2;Roma;RM;00185;Italia',
        'item4.X-ABLabel:Casa al mare',
        'item4.X-ABADR:it',
      ).addresses,
    ).toEqual([
      {
        label: 'Casa al mare',
        street: 'Piazza Dante 2',
        city: 'Roma',
        state: 'RM',
        postalCode: '00185',
        country: 'Italia',
        countryCode: 'it',
      },
    ]);
  });
  test('two addresses of one type are both kept, in the order of the card', () => {
    expect(
      read('ADR;TYPE=HOME:;;a;;;;', 'item1.ADR;TYPE=HOME:;;b;;;;').addresses.map(({ street }) => street),
    ).toEqual(['a', 'b']);
  });
  test('the extended address is the last line of the street', () => {
    expect(read('ADR:PO;Suite 2;Street 1;City;S;1;Germany').addresses[0]).toMatchObject({
      poBox: 'PO',
      street: 'Street 1\nSuite 2',
    });
  });
  test('an escaped separator does not end a component, and a short or empty structure is no error', () => {
    expect(read('ADR:;;Haus\\; Hof\\, 1\\nHinten;Wien', 'ADR:;;;;;;', 'ADR:').addresses).toEqual([
      { label: null, street: 'Haus; Hof, 1\nHinten', city: 'Wien' },
    ]);
  });
});

describe('values', () => {
  test('the FN of a card without any name names nobody', () => {
    expect(read('FN:(no name)').name.display).toBeUndefined();
    expect(read('FN:(no name)', 'TEL:1').name.display).toBe('1');
  });
  test('the display name is FN, then N, ORG, NICKNAME, EMAIL, TEL', () => {
    const lines = ['FN:a', 'N:b;;;;', 'ORG:c', 'NICKNAME:d', 'EMAIL:e', 'TEL:f'];
    expect(lines.map((_, index) => read(...lines.slice(index)).name.display)).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
      'f',
    ]);
    expect(read('NOTE:x').name).toEqual({});
  });
  test('a list inside N reads the same with and without the backslash that servers add', () => {
    expect(read('N:Rossi;Mario;Luigi,Maria;;').name).toEqual(read('N:Rossi;Mario;Luigi\\,Maria').name);
  });
  test('schemes and what iCloud glued to a number are no part of the value', () => {
    expect(
      read('TEL;VALUE=uri:tel:+1-2', 'TEL:+1202X-SHARED-PHOTO-DISPLAY-PREF:ALWAYS_ASK').phones.map(
        ({ value }) => value,
      ),
    ).toEqual(['+1-2', '+1202']);
    expect(read('EMAIL:mailto:a@b').emails[0]?.value).toBe('a@b');
  });
  test('the colon of a URL survives the backslashes of Apple and Radicale', () => {
    expect(read('URL:https\\://e.org/a\\,b', 'URL:https\\\\://e.org').urls.map(({ value }) => value)).toEqual(
      ['https://e.org/a,b', 'https://e.org'],
    );
  });
  test.each([
    ['BDAY:1980-05-12', { year: 1980, month: 5, day: 12 }],
    ['BDAY;VALUE=date:19800512', { year: 1980, month: 5, day: 12 }],
    ['BDAY:1980-05-12T23:00:00Z', { year: 1980, month: 5, day: 12 }],
    ['BDAY:--0512', { month: 5, day: 12 }],
    ['BDAY;X-APPLE-OMIT-YEAR=1604;value=date:1604-05-12', { month: 5, day: 12 }],
    ['BDAY;X-APPLE-OMIT-YEAR=1900:1900-05-12', { month: 5, day: 12 }],
    ['BDAY:1604-05-12', { month: 5, day: 12 }],
    ['BDAY;VALUE=text:circa 1800', undefined],
  ])('%s', (line, date) => {
    expect(read(line).birthday).toEqual(date);
  });
  test('groups are the categories of all lines, each once', () => {
    expect(read('CATEGORIES:a, b\\, c', 'CATEGORIES:a,d').groups).toEqual(['a', 'b, c', 'd']);
  });
  test('a company is marked by Apple and by vCard 4.0', () => {
    expect(
      [read('X-ABSHOWAS:COMPANY'), read('KIND:org'), read('KIND:individual')].map(
        (contact) => contact.isCompany,
      ),
    ).toEqual([true, true, undefined]);
  });
  test('a UID is read without urn:uuid:, a UUID in upper case', () => {
    const uids = ['UID:urn:uuid:d1f3a6b0-7c0e-4f6e-9d54-0c1b2a3d4e5f', 'UID:Uid4', 'UID:'].map(
      (line) => contactFromVCard(aCard(line)).uid,
    );
    expect(uids).toEqual(['D1F3A6B0-7C0E-4F6E-9D54-0C1B2A3D4E5F', 'Uid4', null]);
  });
});

describe('resources that are not one whole card', () => {
  test('of several cards the first is read and none may be patched', () => {
    const result = contactFromVCard(aCard('FN:a') + aCard('FN:b', 'TEL:1'));
    expect(result).toMatchObject({
      loss: 'several-cards',
      contact: { name: { display: 'a' }, phones: [] },
    });
  });
  test('a card without an end may not be patched', () => {
    expect(contactFromVCard('BEGIN:VCARD\nFN:a\n')).toMatchObject({
      loss: 'truncated',
      contact: { name: { display: 'a' } },
    });
  });
  test('a page of a captive portal is no card', () => {
    expect(contactFromVCard('<html>FN:a</html>')).toMatchObject({
      loss: 'no-card',
      contact: { name: {} },
    });
  });
  test('a card beyond the limits says so; a photo does not count', () => {
    const photo = `PHOTO;ENCODING=b:${'A'.repeat(2_000_000)}`;
    expect(contactFromVCard(aCard(photo, 'FN:a'))).toMatchObject({
      loss: null,
      contact: { photo: expect.any(String) },
    });
    expect(contactFromVCard(aCard(...Array(10_001).fill('TEL:1')))).toMatchObject({
      loss: 'too-large',
    });
    expect(contactFromVCard(aCard(`NOTE:${'a'.repeat(200_000)}`)).loss).toBe('too-large');
  });
  test('a card nested in AGENT lends nothing to the card around it', () => {
    const { contact, loss } = contactFromVCard(
      aCard('FN:a', 'AGENT:', 'BEGIN:VCARD', 'TEL:1', 'END:VCARD', 'TEL:2'),
    );
    expect([loss, contact.phones.map(({ value }) => value)]).toEqual([null, ['2']]);
  });
  test('no text makes it throw', () => {
    const pieces = fc.constantFrom(
      'BEGIN:VCARD',
      'END:VCARD',
      '\r\n',
      '\n',
      '\r',
      ' ',
      'item1.',
      'TEL',
      'N',
      'ADR',
      'PHOTO',
      'BDAY',
      ';',
      ':',
      '"',
      '=',
      '\\',
      'TYPE=',
      'ENCODING=QUOTED-PRINTABLE',
      'CHARSET=nonsense',
      '=C3',
      '=\n',
      'X-ABLabel',
      '__proto__',
      'constructor',
      '\u0000',
      '\ud800',
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            pieces,
            fc.array(fc.nat(0xffff), { maxLength: 5 }).map((codes) => String.fromCharCode(...codes)),
          ),
        ),
        (parts) => {
          contactFromVCard(`BEGIN:VCARD\n${parts.join('')}`);
          contactFromVCard(parts.join(''));
        },
      ),
      { numRuns: 500 },
    );
  });
});
