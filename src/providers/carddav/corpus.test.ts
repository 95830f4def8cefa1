// What holds for every card there is, whatever program wrote it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OUTER_FOLDER, outerCards, ownCards } from '../../../tests/corpus/read-cards.ts';
import { notApplicable } from '../../../tests/not-applicable.ts';
import type { Contact, Edit } from '../../contact/contact.ts';
import { applyEdits } from '../../contact/edit.ts';
import { comparedContact } from '../../contact/extras.ts';
import { photoId } from '../../contact/photo.ts';
import { parseVCard, writeVCard } from '../../protocol/vcard/parse-vcard.ts';
import { valueLines } from './card-lines.ts';
import { contactFromVCard } from './contact-from-vcard.ts';
import { groupFromVCard } from './group-from-vcard.ts';
import { patchVCard } from './patch/patch-vcard.ts';
import { photoFromVCard } from './photo-from-vcard.ts';

const isThere = outerCards.length > 0;
if (!isThere)
  notApplicable(
    `the corpus of real cards: it is not at ${OUTER_FOLDER} (RUBRICA_VCARDS); our own are looked at`,
  );

const cards = [...ownCards, ...outerCards];

describe('the card corpus', () => {
  test.runIf(isThere)('holds the cards it is known for', () => {
    expect(outerCards.length).toBeGreaterThan(180);
  });

  test('every card is its lines', () => {
    for (const { file, raw } of cards) expect(writeVCard(parseVCard(raw)), file).toBe(raw);
  });

  test('every card is read, and its group and photo asked for, without an exception', () => {
    for (const { file, raw } of cards) {
      groupFromVCard(raw);
      photoFromVCard(raw);
      // Two files are cut off on purpose, and some hold quoted-printable that is none.
      expect([null, 'truncated', 'damaged'], file).toContain(contactFromVCard(raw).loss);
    }
  });

  test('with one phone edited, every other line is byte for byte the same', () => {
    for (const { file, raw } of cards) {
      const before = parseVCard(raw);
      const line = valueLines(before, 'TEL')[0];
      const label = contactFromVCard(raw).contact.phones[0]?.label ?? null;
      const edit: Edit = { property: 'phones', at: line ? 0 : null, label, value: '+39 06 5551234' };
      const after = parseVCard(patchVCard(raw, [edit])).lines.map(({ raw: text }) => text);
      const at = line
        ? before.lines.indexOf(line)
        : after.findIndex((text) => text.startsWith('TEL:+39 06 5551234'));
      const expected = before.lines.map(({ raw: text }) => text);
      expect(after[at]?.replace(/\r?\n /g, ''), file).toContain('+39 06 5551234');
      if (line) expect(after.toSpliced(at, 1), file).toEqual(expected.toSpliced(at, 1));
      else expect(after.toSpliced(at, 1).join('').trimEnd(), file).toBe(expected.join('').trimEnd());
    }
  });

  test('with a photo set and taken away, and a category joined, every other line is byte for byte the same', () => {
    const picture = fc.uint8Array({ minLength: 1, maxLength: 2000 });
    const anyCard = fc.constantFrom(...cards);
    fc.assert(
      fc.property(anyCard, picture, fc.constantFrom('Clienti', 'a, b; c'), ({ file, raw }, bytes, join) => {
        const photo = { type: 'image/jpeg', bytes };
        const edits: Edit[] = [
          { property: 'photo', value: photoId(bytes) },
          { property: 'groups', join },
        ];
        const after = patchVCard(raw, edits, photo);
        const { contact } = contactFromVCard(raw);
        expect(contactFromVCard(after).contact, file).toEqual(applyEdits(contact, edits));
        expect(besides(after, PICTURES_AND_CATEGORIES), file).toEqual(besides(raw, PICTURES_AND_CATEGORIES));
        const without = patchVCard(after, [{ property: 'photo', value: null }]);
        expect(contactFromVCard(without).contact.photo, file).toBeNull();
        expect(besides(without, PICTURES), file).toEqual(besides(after, PICTURES));
      }),
      { numRuns: 400 },
    );
  });

  test('every card reads as the edited contact after an edit of everything it holds', () => {
    for (const { file, raw } of cards) {
      const { contact } = contactFromVCard(raw);
      for (const edits of [
        editsOfAll(contact, (text) => `${text}; né`),
        editsOfAll(contact, () => null),
        ADDITIONS,
      ]) {
        const after = contactFromVCard(patchVCard(raw, edits)).contact;
        expect(comparable(after), file).toEqual(comparable(applyEdits(contact, edits)));
      }
    }
  });

  test.runIf(isThere)('Apple addresses are addresses, whatever a server made of their group', () => {
    for (const { file, raw } of outerCards.filter((card) => /apple__|_server-rewrites/.test(card.file))) {
      const written = raw.match(/^(item\d+\.)?ADR[;:]/gim) ?? [];
      expect(contactFromVCard(raw).contact.addresses, file).toHaveLength(written.length);
    }
  });

  test.runIf(isThere)('a card reads the same after any server has rewritten it', () => {
    const probes = outerCards.filter(({ file }) => /apple-probe/.test(file));
    expect(probes).toHaveLength(8);
    const sent = contactFromVCard(probes.find(({ file }) => file.includes('INPUT'))!.raw).contact;
    for (const { file, raw } of probes) {
      const { contact } = contactFromVCard(raw);
      expect(
        { ...comparable(contact), addresses: inOrder(contact.addresses), phones: inOrder(contact.phones) },
        file,
      ).toEqual({
        ...comparable(sent),
        addresses: inOrder(sent.addresses),
        phones: inOrder(sent.phones),
      });
    }
  });
});

const PICTURES = /^(PHOTO|X-ABCROP-RECTANGLE|X-IMAGEHASH)$/;
const PICTURES_AND_CATEGORIES = /^(PHOTO|X-ABCROP-RECTANGLE|X-IMAGEHASH|CATEGORIES)$/;

/** Lines as they stand, but for the properties named and for the empty lines between. */
function besides(raw: string, names: RegExp): string[] {
  const lines = parseVCard(raw).lines.filter((line) => !names.test(line.name));
  // A last line without a line end gets one when another follows.
  return lines.map((line) => line.raw.replace(/[\r\n]+$/, '')).filter((line) => line.trim() !== '');
}

function editsOfAll(contact: Contact, change: (text: string) => string | null): Edit[] {
  const list = (property: 'emails' | 'phones' | 'urls', label: string | null) =>
    contact[property].map(({ value }, at): Edit => ({ property, at, label, value: change(value) }));
  return [
    { property: 'name', part: 'given', value: change(contact.name.given ?? 'Ada') },
    { property: 'organization', part: 'name', value: change(contact.organization.name ?? 'Acme') },
    { property: 'organization', part: 'title', value: change(contact.organization.title ?? 'Capo') },
    { property: 'nickname', value: change(contact.nickname ?? 'x') },
    { property: 'notes', value: change(contact.notes ?? 'x') },
    { property: 'birthday', value: change('') === null ? null : { month: 2, day: 29 } },
    { property: 'anniversary', value: change('') === null ? null : { year: 2010, month: 6, day: 12 } },
    ...list('emails', 'home'),
    ...list('phones', 'Centralino'),
    ...list('urls', null),
    ...contact.addresses.map(
      ({ street = '' }, at): Edit => ({
        property: 'addresses',
        at,
        label: 'work',
        value: { street: change(street), country: 'Italia' },
      }),
    ),
  ];
}

const ADDITIONS: Edit[] = [
  { property: 'emails', at: null, label: 'Scuola', value: 'neu@example.com' },
  { property: 'phones', at: null, label: 'workFax', value: '+39 06 5551234' },
  {
    property: 'addresses',
    at: null,
    label: 'Casa al mare',
    value: { street: 'Via Po 1\nScala B', country: 'Italia' },
  },
  { property: 'isCompany', value: true },
];

/** Without what a card derives by itself. */
function comparable(contact: Contact) {
  const { display, ...name } = contact.name;
  return {
    ...comparedContact(contact),
    name,
    addresses: contact.addresses.map(({ countryCode, ...address }) => address),
  };
}

function inOrder<T>(values: T[]): T[] {
  return values.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}
