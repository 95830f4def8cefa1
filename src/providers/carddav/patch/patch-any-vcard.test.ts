// Patching against what an edit means, over generated cards and edits.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ADDRESS_PARTS,
  BUILT_IN_LABELS,
  type Contact,
  type Edit,
  NAME_PARTS,
} from '../../../contact/contact.ts';
import { applyEdits } from '../../../contact/edit.ts';
import { comparedContact } from '../../../contact/extras.ts';
import { photoId } from '../../../contact/photo.ts';
import { propertiesOf } from '../../../contact/properties/table.ts';
import { cleanText } from '../../../contact/text.ts';
import { parseVCard, type VCard } from '../../../protocol/vcard/parse-vcard.ts';
import type { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import { groupLines, isCompanion, valueLines } from '../card-lines.ts';
import { contactFromVCard } from '../contact-from-vcard.ts';
import { newVCard } from './new-vcard.ts';
import { patchVCard } from './patch-vcard.ts';

const read = (raw: string) => contactFromVCard(raw).contact;

/** Lines as seven programs write them, several of a kind; some are odd on purpose. */
const LINES = [
  ['N:Rossi;Mario;Luigi,Maria;Dott.;Jr.', 'FN:Dott. Mario Luigi,Maria Rossi Jr.'],
  ['N:Rossi;Mario', 'FN:Mario Rossi'],
  ['N:;;;;', 'FN:', 'ORG:Società\\, S.p.A.;Vendite;Nord'],
  ['ORG:A', 'ORG:B;C'],
  ['NICKNAME:Jim,Jimmie', 'TITLE:Capo', 'TITLE:Zwei'],
  ['item1.EMAIL;type=INTERNET:a@example.com', 'item1.X-ABLabel:_$!<School>!$_'],
  ['EMAIL;TYPE=INTERNET,HOME,pref: b@example.com', 'EMAIL:'],
  ['ITEM2.TEL:+39 06 1234', 'ITEM2.EMAIL:x@y', 'item2.X-ABLABEL:Centralino'],
  ['TEL;type=IPHONE;type=CELL;type=VOICE;type=pref:333', 'TEL;TYPE="HOME,VOICE":1\\;2'],
  ['TEL;WORK;FAX:1', 'TEL;TYPE=x-lodge,VOICE:2', 'item3.TEL:3', 'item3.X-ABLabel:'],
  ['item4.ADR:;;Piazza\\nDante;Roma;RM;00185;Italia', 'item4.X-ABLabel:Casa al mare', 'item4.X-ABADR:it'],
  ['ADR;TYPE=WORK:PO;Suite 2;Street\\; 1;City;State;1;Germany;', 'ADR;TYPE=HOME:;;;;;;'],
  ['item5.URL;type=pref:https\\://example.com/a?b=1\\,2', 'item5.X-ABLabel:_$!<HomePage>!$_', 'URL:e.org'],
  ['BDAY;X-APPLE-OMIT-YEAR=1604;value=date:1604-05-12'],
  ['BDAY:1980-05-12', 'BDAY:19810512'],
  ['item7.X-ABDATE;type=pref:2010-06-12', 'item7.X-ABLabel:_$!<Anniversary>!$_', 'X-ANNIVERSARY:2011-01-01'],
  ['item8.X-ABDATE:2001-01-01', 'item8.X-ABLabel:Laurea', 'ANNIVERSARY:--0612'],
  ['NOTE: uno\\ndue \\\\ tre', 'NOTE:folded', '  here'],
  ['X-ABShowAs:COMPANY', 'CATEGORIES:a, b', 'X-CRM-ID;X-P="a;b:c":42', 'no colon'],
  ['NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=A9=', 'x=0D=0Ay'],
  ['item6.PHOTO;X-ABCROP-RECTANGLE=1;ENCODING=b;TYPE=JPEG:/9j/', ' 4AAQ', 'X-ABCROP-RECTANGLE:1'],
  ['PHOTO;VALUE=uri:https://e.org/x', 'PHOTO:', 'CATEGORIES;ENCODING=QUOTED-PRINTABLE:Citt=C3=A0'],
];
const card = fc
  .tuple(
    fc.constantFrom('3.0', '3.0', '4.0', '2.1'),
    fc.constantFrom('\r\n', '\n'),
    fc.shuffledSubarray(LINES),
  )
  .map(([version, lineEnd, groups]) =>
    ['BEGIN:VCARD', `VERSION:${version}`, ...groups.flat(), 'UID:1', 'END:VCARD', ''].join(lineEnd),
  );

// What no reader can keep: schemes and escapes it takes off, marks of Apple's labels.
const unkept = /^\s*(tel|mailto|[a-z][a-z0-9+.-]*\\):|X-[A-Z-]+:|[_$]!|!\$|^HOME/i;
const text = fc
  .oneof(
    fc.constantFrom(
      'a;b,c\\n\\',
      'x\r\ny',
      ' z ',
      '+39 06 1',
      'http://e.org/?a=1,2;3',
      'ì'.repeat(90),
      'Mario',
    ),
    fc.array(fc.nat(0xffff), { maxLength: 12 }).map((codes) => String.fromCharCode(...codes)),
    fc.string({
      unit: fc.constantFrom('a', 'è', '漢', '😀', ' ', ';', ',', '\\', '\n'),
      maxLength: 90,
      size: 'max',
    }),
  )
  .filter((value) => !unkept.test(value));
const maybe = fc.option(text);
const label = fc.option(
  fc.oneof(
    fc.constantFrom(...BUILT_IN_LABELS, 'HomePage', 'Centralino', 'Mobile'),
    text.filter((value) => !value.includes(',')),
  ),
);
const at = fc.option(fc.nat(4));
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ property: fc.constant('name' as const), part: fc.constantFrom(...NAME_PARTS), value: maybe }),
  fc.record({
    property: fc.constant('organization' as const),
    part: fc.constantFrom('name' as const, 'department' as const, 'title' as const),
    value: maybe,
  }),
  fc.record({ property: fc.constantFrom('nickname' as const, 'notes' as const), value: maybe }),
  fc.record({
    property: fc.constantFrom(...propertiesOf('date')),
    value: fc.option(
      fc.record(
        {
          year: fc.integer({ min: 1605, max: 2100 }),
          month: fc.integer({ min: 1, max: 12 }),
          day: fc.integer({ min: 1, max: 28 }),
        },
        { requiredKeys: ['month', 'day'] },
      ),
    ),
  }),
  fc.record({
    property: fc.constantFrom('emails' as const, 'phones' as const, 'urls' as const),
    at,
    label,
    value: maybe,
  }),
  fc.record({
    property: fc.constant('addresses' as const),
    at,
    label,
    value: fc.option(fc.dictionary(fc.constantFrom(...ADDRESS_PARTS), fc.option(text))),
  }),
  fc.record({ property: fc.constant('isCompany' as const), value: fc.boolean() }),
);
const PICTURE = { type: 'image/png', bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1) };
const pictureOrGroup: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    property: fc.constant('photo' as const),
    value: fc.constantFrom(photoId(PICTURE.bytes), null),
  }),
  // What is no text is no category, and `cleanText` has been over it.
  fc.record({ property: fc.constant('groups' as const), join: text.map(cleanText).filter(Boolean) }),
);
const edits = fc.array(fc.oneof({ weight: 5, arbitrary: edit }, pictureOrGroup), { maxLength: 6 });

test('the patched card reads as the edited contact', () => {
  fc.assert(
    fc.property(card, edits, (raw, changes) => {
      expect(comparable(read(patchVCard(raw, changes, PICTURE)))).toEqual(
        comparable(applyEdits(read(raw), changes)),
      );
    }),
    { numRuns: 500 },
  );
});

test('a new card reads as the edited empty contact', () => {
  fc.assert(
    fc.property(edits, (changes) => {
      const raw = newVCard('D1F3A6B0-7C0E-4F6E-9D54-0C1B2A3D4E5F', changes, PICTURE);
      expect(comparable(read(raw))).toEqual(
        comparable(applyEdits(read(newVCard('D1F3A6B0-7C0E-4F6E-9D54-0C1B2A3D4E5F', [])), changes)),
      );
      expect(contactFromVCard(raw)).toMatchObject({
        loss: null,
        uid: 'D1F3A6B0-7C0E-4F6E-9D54-0C1B2A3D4E5F',
      });
      expect(raw).not.toMatch(/^FN:\r$/m);
    }),
    { numRuns: 500 },
  );
});

test('lines that no edit names are byte for byte the same, in the same order', () => {
  fc.assert(
    fc.property(card, edits, (raw, changes) => {
      const parsed = parseVCard(raw);
      const named = linesNamedBy(parsed, changes);
      const kept = parsed.lines.filter((line) => !named.has(line)).map((line) => line.raw);
      const result = parseVCard(patchVCard(raw, changes, PICTURE)).lines.map((line) => line.raw);
      let from = 0;
      for (const line of kept) {
        const found = result.indexOf(line, from);
        expect(found, JSON.stringify(line)).toBeGreaterThanOrEqual(from);
        from = found + 1;
      }
    }),
    { numRuns: 500 },
  );
});

test('no edits, no change', () => {
  fc.assert(
    fc.property(card, (raw) => {
      expect(patchVCard(raw, [])).toBe(raw);
    }),
  );
});

test('edits to what the card holds already change nothing', () => {
  fc.assert(
    fc.property(card, (raw) => {
      const contact = read(raw);
      const same: Edit[] = [
        { property: 'name', part: 'given', value: contact.name.given ?? null },
        { property: 'organization', part: 'title', value: contact.organization.title ?? null },
        { property: 'notes', value: contact.notes ?? null },
        ...contact.phones.map(
          ({ value, label: current }, index): Edit => ({
            property: 'phones',
            at: index,
            label: current,
            value,
          }),
        ),
        ...contact.urls.map(
          ({ value, label: current }, index): Edit => ({
            property: 'urls',
            at: index,
            label: current,
            value,
          }),
        ),
        ...contact.addresses.map(
          ({ label: current, countryCode, ...value }, index): Edit => ({
            property: 'addresses',
            at: index,
            label: current,
            value,
          }),
        ),
      ];
      const untouchedName = patchVCard(raw, same.slice(1));
      expect(untouchedName).toBe(raw);
    }),
  );
});

/** Without what the card derives by itself. */
function comparable(contact: Contact) {
  const { display, ...name } = contact.name;
  return {
    ...comparedContact(contact),
    name,
    addresses: contact.addresses.map(({ countryCode, ...address }) => address),
  };
}

const SINGLE: Partial<Record<Edit['property'], string[]>> = {
  name: ['N', 'FN'],
  organization: ['ORG', 'TITLE', 'FN'],
  nickname: ['NICKNAME'],
  notes: ['NOTE'],
  birthday: ['BDAY'],
  isCompany: ['X-ABSHOWAS', 'KIND', 'FN'],
};
const ANNIVERSARIES = /^(X-)?ANNIVERSARY$|^X-ABDATE$/;
const LISTS = { emails: 'EMAIL', phones: 'TEL', urls: 'URL', addresses: 'ADR' } as const;

/** The lines that the edits speak of: the first of a name, all pictures, the last categories, or the one of an index, with what belongs to it. */
function linesNamedBy(parsed: VCard, changes: Edit[]): Set<VCardLine> {
  const named = new Set<VCardLine>();
  for (const change of changes) {
    if (change.property === 'photo')
      for (const line of parsed.lines)
        if (line.name === 'PHOTO' || line.name === 'X-ABCROP-RECTANGLE') named.add(line);
    if (change.property === 'groups') {
      const line = parsed.lines.findLast(({ name }) => name === 'CATEGORIES');
      if (line) named.add(line);
    }
    if (change.property === 'anniversary')
      for (const line of parsed.lines.filter(({ name }) => ANNIVERSARIES.test(name)))
        for (const other of groupLines(parsed, line)) named.add(other);
    for (const name of SINGLE[change.property] ?? []) {
      const line = parsed.lines.find((other) => other.name === name);
      if (line) named.add(line);
    }
    if (!('at' in change) || change.at === null) continue;
    const line = valueLines(parsed, LISTS[change.property as keyof typeof LISTS])[change.at];
    if (line)
      for (const other of groupLines(parsed, line))
        if (other === line || isCompanion(other)) named.add(other);
  }
  return named;
}
