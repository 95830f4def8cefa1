// Our own cards, one in the dialect of each program: what is read of them stands beside them, and whatever a person edits on
// one of them, one line changes, and what says the same again.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OWN_FOLDER, ownCards } from '../../../tests/corpus/read-cards.ts';
import {
  ADDRESS_PARTS,
  type Contact,
  type Edit,
  emptyContact,
  type ListProperty,
} from '../../contact/contact.ts';
import { applyEdits } from '../../contact/edit.ts';
import { comparedContact } from '../../contact/extras.ts';
import { isDate, LISTS, placeName, TEXT_PLACES } from '../../contact/properties/table.ts';
import { suggestKind } from '../../contact/suggest-kind.ts';
import { parseVCard, writeVCard } from '../../protocol/vcard/parse-vcard.ts';
import type { VCardLine } from '../../protocol/vcard/vcard-line.ts';
import { isCompanion } from './card-lines.ts';
import { contactFromVCard } from './contact-from-vcard.ts';
import { patchVCard } from './patch/patch-vcard.ts';

/** What stands beside a card. */
interface Expected {
  program: string;
  quirks: string;
  suggested: 'company' | 'contact';
  /** Without what is empty. */
  contact: Partial<Contact>;
}

/** What may go with an edit of a property, besides the line that says it. */
const GO_ALONG: Record<string, RegExp> = {
  name: /^(FN|SORT-STRING|X-(PHONETIC|PRONUNCIATION)-.*)$/,
  organization: /^(FN|X-PHONETIC-ORG)$/,
  addresses: /^(LABEL|X-ABADR)$/,
};

test('there is a card of at least 25 programs, each with what is expected of it', () => {
  const files = readdirSync(OWN_FOLDER);
  const programs = new Set(ownCards.map(({ file }) => expectedOf(file).program));
  expect(programs.size).toBeGreaterThanOrEqual(25);
  expect(programs.size).toBe(ownCards.length);
  expect(files).toHaveLength(2 * ownCards.length);
});

describe.each(ownCards)('$file', ({ file, raw }) => {
  const { contact, loss } = contactFromVCard(raw);
  const { version } = parseVCard(raw);

  test('is read', () => {
    const { suggested, contact: expected } = expectedOf(file);
    expect(loss).toBeNull();
    expect(contact).toEqual({ ...emptyContact(), ...expected });
    expect(suggestKind(contact).kind).toBe(suggested);
  });

  test('is its lines', () => {
    expect(writeVCard(parseVCard(raw))).toBe(raw);
    expect(patchVCard(raw, [])).toBe(raw);
  });

  test('changes in one line with each value that is edited', () => {
    for (const edit of editsOf(contact, false)) {
      const { after, lost, added } = patched(raw, edit);
      const what = JSON.stringify(edit);
      expect(reread(after), what).toEqual(comparable(applyEdits(contact, [edit])));
      expect(added.map(placeOf), what).toEqual(lost.map(placeOf));
      expect(lost, what).toHaveLength(1);
      // A program that follows vCard 2.1 has to be told the character set.
      if (version === '2.1' && added.some((line) => /[^\x00-\x7f]/.test(line.value)))
        expect(added[0]?.paramValues('CHARSET'), what).toEqual(['UTF-8']);
    }
  });

  test('loses one line with each value that is taken away', () => {
    for (const edit of editsOf(contact, true)) {
      const { after, lost, added } = patched(raw, edit);
      const what = JSON.stringify(edit);
      expect(reread(after), what).toEqual(comparable(applyEdits(contact, [edit])));
      const [line, ...companions] = lost.toSorted((a, b) => Number(isCompanion(a)) - Number(isCompanion(b)));
      expect(
        companions.every((one) => isCompanion(one) && one.groupKey === line?.groupKey),
        what,
      ).toBe(true);
      expect(
        added.every((one) => placeOf(one) === placeOf(line!)),
        what,
      ).toBe(true);
    }
  });
});

function expectedOf(file: string): Expected {
  return JSON.parse(readFileSync(join(OWN_FOLDER, file.replace(/\.vcf$/, '.json')), 'utf8')) as Expected;
}

const NEW_VALUES: Record<ListProperty, string> = {
  emails: 'neu@example.org',
  phones: '+39 06 5551234',
  urls: 'https://neu.example.org',
};

/** An edit of each value that the contact holds. */
function editsOf(contact: Contact, takenAway: boolean): Edit[] {
  const single = TEXT_PLACES.filter((place) =>
    'part' in place
      ? (contact[place.property] as Record<string, unknown>)[place.part] !== undefined
      : contact[place.property] !== undefined,
  ).map((place) => {
    const changed = isDate(placeName(place)) ? { year: 1999, month: 2, day: 3 } : 'Übers =41, Nähte; Zopf\\';
    return { ...place, value: takenAway ? null : changed } as Edit;
  });
  const listed = LISTS.flatMap((property) =>
    property === 'addresses'
      ? contact.addresses.flatMap((address, at): Edit[] =>
          takenAway
            ? [{ property, at, label: address.label, value: null }]
            : ADDRESS_PARTS.map((part) => ({
                property,
                at,
                label: address.label,
                value: { [part]: `Näh =41, ${part}; x` },
              })),
        )
      : contact[property].map(
          ({ label }, at): Edit => ({ property, at, label, value: takenAway ? null : NEW_VALUES[property] }),
        ),
  );
  return [...single, ...listed];
}

function patched(raw: string, edit: Edit) {
  const after = patchVCard(raw, [edit]);
  const [before, now] = [raw, after].map((text) => parseVCard(text).lines) as [VCardLine[], VCardLine[]];
  const goesAlong = (line: VCardLine) => GO_ALONG[edit.property]?.test(line.name) ?? false;
  return {
    after,
    lost: without(before, now).filter((line) => !goesAlong(line)),
    added: without(now, before).filter((line) => !goesAlong(line)),
  };
}

function without(all: VCardLine[], others: VCardLine[]): VCardLine[] {
  const left = others.map(({ raw }) => raw);
  return all.filter(({ raw }) => {
    const at = left.indexOf(raw);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const placeOf = (line: VCardLine): string => `${line.groupKey}.${line.name}`;

const reread = (raw: string) => comparable(contactFromVCard(raw).contact);

/** Without what a card derives by itself. */
function comparable(contact: Contact) {
  const { display, ...name } = contact.name;
  return {
    ...comparedContact(contact),
    name,
    addresses: contact.addresses.map(({ countryCode, ...address }) => address),
  };
}
