import { describe, expect, test } from 'vitest';
import type { Contact, Edit } from '../../../contact/contact.ts';
import { contactFromVCard } from '../contact-from-vcard.ts';
import { patchVCard } from './patch-vcard.ts';

/** A 3.0 card with `lines` in it, ended as Apple does. */
const aCard = (...lines: string[]) =>
  ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'UID:1', 'END:VCARD', ''].join('\r\n');
const read = (raw: string) => contactFromVCard(raw).contact;
/** The lines of a patched card without those every card has. */
const patched = (lines: string[], ...edits: Edit[]) =>
  patchVCard(aCard(...lines), edits)
    .split('\r\n')
    .filter((line) => !/^(BEGIN|VERSION|UID|END):|^$/.test(line));

describe('addresses', () => {
  const seaside = [
    'item4.ADR:;;Piazza Dante 2;Roma;RM;00185;Italia',
    'item4.X-ABLabel:Casa al mare',
    'item4.X-ABADR:it',
  ];

  test('an address with a custom label survives an edit of its street', () => {
    expect(
      patched(seaside, {
        property: 'addresses',
        at: 0,
        label: 'Casa al mare',
        value: { street: 'Via Po 1\nScala B' },
      }),
    ).toEqual(['item4.ADR:;;Via Po 1\\nScala B;Roma;RM;00185;Italia', ...seaside.slice(1)]);
  });
  test('another country takes its code along', () => {
    const lines = patched(seaside, {
      property: 'addresses',
      at: 0,
      label: 'Casa al mare',
      value: { country: 'Francia' },
    });
    expect(lines[2]).toBe('item4.X-ABADR:fr');
  });
  test('a country nobody knows leaves no wrong code behind', () => {
    const lines = patched(seaside, {
      property: 'addresses',
      at: 0,
      label: 'Casa al mare',
      value: { country: 'Atlantide' },
    });
    expect(lines).toEqual(['item4.ADR:;;Piazza Dante 2;Roma;RM;00185;Atlantide', seaside[1]]);
  });
  test('a removed address takes its label and country code along', () => {
    expect(
      patched(['NOTE:x', ...seaside], { property: 'addresses', at: 0, label: null, value: null }),
    ).toEqual(['NOTE:x']);
  });
  test('a new address is written as Apple writes it', () => {
    expect(
      patched(['item7.TEL:1'], {
        property: 'addresses',
        at: null,
        label: 'work',
        value: { street: 'Via Po 1', country: 'Italia' },
      }),
    ).toEqual(['item7.TEL:1', 'item8.ADR;type=WORK:;;Via Po 1;;;;Italia', 'item8.X-ABADR:it']);
  });
  test('an address that loses its last part goes, with its label and country code', () => {
    const parts = { street: null, city: '', state: null, postalCode: ' ', country: null };
    expect(
      patched(['NOTE:x', ...seaside], { property: 'addresses', at: 0, label: 'Casa al mare', value: parts }),
    ).toEqual(['NOTE:x']);
  });
  test('an extended address that the street still ends in keeps its component', () => {
    const lines = ['ADR;TYPE=HOME:PO;Suite 2;Street 1;City;;;'];
    expect(
      patched(lines, { property: 'addresses', at: 0, label: 'home', value: { street: 'Street 9\nSuite 2' } }),
    ).toEqual(['ADR;TYPE=HOME:PO;Suite 2;Street 9;City;;;']);
  });
  test('an address with eight components keeps the eighth', () => {
    expect(
      patched(['ADR:a;;b;c;d;e;f;g'], { property: 'addresses', at: 0, label: null, value: { city: 'C' } }),
    ).toEqual(['ADR:a;;b;C;d;e;f;g']);
  });
});

describe('labelled values', () => {
  test('a new value of an iPhone line leaves it an iPhone line', () => {
    expect(
      patched(['TEL;type=IPHONE;type=CELL;type=VOICE:1'], {
        property: 'phones',
        at: 0,
        label: 'mobile',
        value: '2',
      }),
    ).toEqual(['TEL;type=IPHONE;type=CELL;type=VOICE:2']);
  });
  test('another built-in label replaces the types and keeps pref', () => {
    expect(
      patched(['TEL;TYPE=CELL,VOICE,pref:1'], { property: 'phones', at: 0, label: 'workFax', value: '1' }),
    ).toEqual(['TEL;TYPE=pref;TYPE=WORK;TYPE=FAX:1']);
  });
  test('a custom label puts the line into a group of its own', () => {
    expect(
      patched(['TEL;type=WORK:1', 'NOTE:x'], { property: 'phones', at: 0, label: 'Centralino', value: '1' }),
    ).toEqual(['item1.TEL:1', 'item1.X-ABLabel:Centralino', 'NOTE:x']);
  });
  test('a built-in label instead of a custom one removes the X-ABLabel', () => {
    expect(
      patched(['ITEM3.TEL:1', 'ITEM3.X-ABLABEL:Centralino'], {
        property: 'phones',
        at: 0,
        label: 'work',
        value: '1',
      }),
    ).toEqual(['ITEM3.TEL;type=WORK:1']);
  });
  test('a label shared by two properties stays with the one that is not edited', () => {
    expect(
      patched(['item1.TEL:1', 'item1.EMAIL:a@b', 'item1.X-ABLabel:Shop'], {
        property: 'phones',
        at: 0,
        label: 'Bar',
        value: '1',
      }),
    ).toEqual(['item2.TEL:1', 'item2.X-ABLabel:Bar', 'item1.EMAIL:a@b', 'item1.X-ABLabel:Shop']);
  });
  test('removing one of two values of a group leaves the label to the other', () => {
    expect(
      patched(['item1.TEL:1', 'item1.EMAIL:a@b', 'item1.X-ABLabel:Shop'], {
        property: 'phones',
        at: 0,
        label: null,
        value: null,
      }),
    ).toEqual(['item1.EMAIL:a@b', 'item1.X-ABLabel:Shop']);
  });
  test('new values are written Apple-style', () => {
    const adding = (property: 'emails' | 'phones' | 'urls', label: string | null, value: string): Edit => ({
      property,
      at: null,
      label,
      value,
    });
    expect(
      patched(
        [],
        adding('emails', 'work', 'a@b'),
        adding('phones', 'mobile', '1,2'),
        adding('phones', 'Centralino', '3'),
        adding('urls', 'HomePage', 'https://e.org/?a=1,2;b'),
        adding('emails', 'other', 'c@d'),
      ),
    ).toEqual([
      'EMAIL;type=INTERNET;type=WORK:a@b',
      'TEL;type=CELL;type=VOICE:1\\,2',
      'item1.TEL:3',
      'item1.X-ABLabel:Centralino',
      'item2.URL:https://e.org/?a=1,2;b',
      'item2.X-ABLabel:_$!<HomePage>!$_',
      'item3.EMAIL;type=INTERNET:c@d',
      'item3.X-ABLabel:_$!<Other>!$_',
    ]);
  });
  test('a tel: URI stays one where the number allows it, and becomes text where not', () => {
    const raw = aCard('TEL;VALUE=uri;TYPE="work,voice":tel:+1-2').replace('3.0', '4.0');
    const edit = (value: string): Edit[] => [{ property: 'phones', at: 0, label: 'work', value }];
    expect(patchVCard(raw, edit('+1-3'))).toContain('\r\nTEL;VALUE=uri;TYPE="work,voice":tel:+1-3\r\n');
    expect(patchVCard(raw, edit('+1 3'))).toContain('\r\nTEL;TYPE="work,voice":+1 3\r\n');
  });
  test('quoted-printable becomes plain text with its character set named', () => {
    const raw = aCard('TEL;WORK;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:B=FCro=\r\n 1').replace(
      '3.0',
      '2.1',
    );
    const result = patchVCard(raw, [{ property: 'phones', at: 0, label: 'work', value: 'Büro 2' }]);
    expect(result).toContain('\r\nTEL;WORK;CHARSET=UTF-8:Büro 2\r\n');
  });
});

describe('names', () => {
  const rossi = ['N:Rossi;Mario;;;', 'FN:Mario Rossi'];

  test('FN follows the name it was made of', () => {
    expect(patched(rossi, { property: 'name', part: 'given', value: 'Marco' })).toEqual([
      'N:Rossi;Marco;;;',
      'FN:Marco Rossi',
    ]);
  });
  test('FN in another order follows in that order', () => {
    expect(
      patched([rossi[0]!, 'FN:Rossi Mario'], { property: 'name', part: 'given', value: 'Marco' })[1],
    ).toBe('FN:Rossi Marco');
  });
  test('FN written by hand stays', () => {
    expect(patched([rossi[0]!, 'FN:Il Rosso'], { property: 'name', part: 'given', value: 'Marco' })[1]).toBe(
      'FN:Il Rosso',
    );
  });
  test('FN stays empty when no edit touches a name', () => {
    expect(
      patched([rossi[0]!, 'FN:', 'TEL:1'], { property: 'phones', at: 0, label: null, value: '2' })[1],
    ).toBe('FN:');
  });
  test('N is written with five parts and keeps the spelling of those not edited', () => {
    expect(
      patched(['N:Rossi\\, jun.;Mario,Luigi'], { property: 'name', part: 'prefix', value: 'Dr.' })[0],
    ).toBe('N:Rossi\\, jun.;Mario,Luigi;;Dr.;');
  });
  test('a card that lost every name still has an FN', () => {
    const edits: Edit[] = ['given', 'family'].map((part) => ({
      property: 'name',
      part: part as 'given',
      value: null,
    }));
    expect(patched(rossi, ...edits)).toEqual(['N:;;;;', 'FN:(no name)']);
    expect(patched([...rossi, 'TEL:1'], ...edits)[1]).toBe('FN:1');
  });
  test('a company is called by its organisation', () => {
    expect(
      patched(
        ['N:;;;;', 'FN:Acme', 'ORG:Acme;'],
        { property: 'organization', part: 'name', value: 'Acme; Sons' },
        { property: 'isCompany', value: true },
      ),
    ).toEqual(['N:;;;;', 'FN:Acme\\; Sons', 'ORG:Acme\\; Sons;', 'X-ABShowAs:COMPANY']);
  });
  test('a value cannot end the card and begin another', () => {
    const name = 'X\r\nEND:VCARD\r\nBEGIN:VCARD\u0000';
    const result = patchVCard(aCard(...rossi), [
      { property: 'name', part: 'given', value: name },
      { property: 'phones', at: null, label: `a\r\nTEL:1`, value: '\u0085NOTE:x' },
    ]);
    expect(result.match(/^(BEGIN|END):VCARD/gm)).toHaveLength(2);
    expect(contactFromVCard(result)).toMatchObject({
      loss: null,
      contact: { name: { given: 'X\nEND:VCARD\nBEGIN:VCARD' } },
    });
  });
});

describe('birthdays', () => {
  const birthday = (value: Contact['birthday'] | null): Edit => ({
    property: 'birthday',
    value: value ?? null,
  });

  test('a birthday without a year is written as Apple does', () => {
    expect(patched([], birthday({ month: 5, day: 12 }))).toEqual(['BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-12']);
  });
  test('a year given later takes the mark away and keeps the rest of the line', () => {
    expect(
      patched(
        ['BDAY;X-APPLE-OMIT-YEAR=1604;value=date:1604-05-12'],
        birthday({ year: 1980, month: 5, day: 12 }),
      ),
    ).toEqual(['BDAY;value=date:1980-05-12']);
  });
  test('vCard 4.0 has the basic forms', () => {
    const four = (edit: Edit) => patchVCard(aCard().replace('3.0', '4.0'), [edit]);
    expect(four(birthday({ month: 5, day: 12 }))).toContain('\r\nBDAY:--0512\r\n');
    expect(four(birthday({ year: 1980, month: 5, day: 12 }))).toContain('\r\nBDAY:19800512\r\n');
  });
  test('a birthday that is no date is kept when there is none to remove', () => {
    expect(patched(['BDAY;VALUE=text:circa 1800'], birthday(null))).toEqual(['BDAY;VALUE=text:circa 1800']);
  });
});

test('the finer parts of an address go with the street they said, and stay with any other edit', () => {
  const line = 'ADR;TYPE=work:;;Calle Mayor 5;Madrid;;28001;;;3B;3;5;Calle Mayor;';
  const edit = (value: Record<string, string>): Edit => ({
    property: 'addresses',
    at: 0,
    label: 'work',
    value,
  });
  expect(patched([line], edit({ street: 'Gran Vía 1' }))[0]).toBe(
    'ADR;TYPE=work:;;Gran Vía 1;Madrid;;28001;;;;;;;',
  );
  expect(patched([line], edit({ postalCode: '28002' }))[0]).toBe(line.replace('28001', '28002'));
});

test('removing the first of two notes does not bring up the second', () => {
  expect(patched(['NOTE:a', 'NOTE:b'], { property: 'notes', value: null })).toEqual(['NOTE:', 'NOTE:b']);
});

test('a card that lost its END is patched within the card', () => {
  const raw = 'BEGIN:VCARD\nVERSION:3.0\nTEL:1';
  expect(patchVCard(raw, [{ property: 'phones', at: null, label: null, value: '2' }])).toBe(
    `${raw}\nTEL:2\n`,
  );
});

test('a text without a card comes back as it is', () => {
  expect(patchVCard('<html>TEL:1</html>', [{ property: 'nickname', value: 'x' }])).toBe('<html>TEL:1</html>');
});

test('long values are folded at 75 octets with the line end of the card', () => {
  const raw = aCard('NOTE:x').replaceAll('\r\n', '\n');
  const result = patchVCard(raw, [{ property: 'notes', value: 'è😀'.repeat(60) }]);
  expect(result).not.toContain('\r');
  expect(Math.max(...result.split('\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  expect(read(result).notes).toBe('è😀'.repeat(60));
});
