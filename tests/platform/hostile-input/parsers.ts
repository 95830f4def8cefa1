// Everything that reads what a stranger wrote, as functions of one text. Whatever they make of it, it must not take long.
import { addressKey } from '../../../src/contact/address.ts';
import { companyKey } from '../../../src/contact/company.ts';
import { type Contact, type Edit, emptyContact } from '../../../src/contact/contact.ts';
import { countryCodeFromName } from '../../../src/contact/country.ts';
import { parseDate } from '../../../src/contact/date.ts';
import { emailKey } from '../../../src/contact/email.ts';
import { labelAlias } from '../../../src/contact/label.ts';
import { matchKeys, namesOf } from '../../../src/contact/match.ts';
import { matchReasons } from '../../../src/contact/match-score.ts';
import { displayName, ownName } from '../../../src/contact/name.ts';
import { phoneKey, phoneMatchDigits } from '../../../src/contact/phone.ts';
import { suggestKind } from '../../../src/contact/suggest-kind.ts';
import { cleanText, linesOf, searchKey, textKey } from '../../../src/contact/text.ts';
import { urlKey } from '../../../src/contact/url.ts';
import { FIELD_TYPES } from '../../../src/fields/field.ts';
import { scrub } from '../../../src/log-error.ts';
import { safeUrl } from '../../../src/protocol/http/address-safety.ts';
import { isSameSite } from '../../../src/protocol/http/credentials.ts';
import type { HttpResponse } from '../../../src/protocol/http/http.ts';
import { parseRetryAfter } from '../../../src/protocol/http/retry-after.ts';
import { oauthErrorOf } from '../../../src/protocol/oauth/oauth-error.ts';
import { decodeVCardFile } from '../../../src/protocol/vcard/decode-file.ts';
import { parseVCard, writeVCard } from '../../../src/protocol/vcard/parse-vcard.ts';
import { splitCards } from '../../../src/protocol/vcard/split-cards.ts';
import { isSameEtag } from '../../../src/protocol/webdav/etag.ts';
import { normalPath, resolveHref } from '../../../src/protocol/webdav/href.ts';
import { createMultistatusReader, readXml } from '../../../src/protocol/webdav/multistatus.ts';
import { readRefusal } from '../../../src/protocol/webdav/refusal.ts';
import { contactFromVCard } from '../../../src/providers/carddav/contact-from-vcard.ts';
import { entryPoints } from '../../../src/providers/carddav/discovery/entry-points.ts';
import { groupFromVCard } from '../../../src/providers/carddav/group-from-vcard.ts';
import { addMembers } from '../../../src/providers/carddav/patch/add-members.ts';
import { patchVCard } from '../../../src/providers/carddav/patch/patch-vcard.ts';
import { reviveVCard } from '../../../src/providers/carddav/patch/revive-vcard.ts';
import { addressOfPhoto, photoFromVCard } from '../../../src/providers/carddav/photo-from-vcard.ts';
import { failureOf } from '../../../src/providers/google/api/api-error.ts';
import { parseCursor } from '../../../src/providers/google/book/cursor.ts';
import { contactFromPerson } from '../../../src/providers/google/person/contact-from-person.ts';
import { checkValue } from '../../../src/records/fields/field-rules.ts';

/** May throw: to refuse is an answer. */
type Parser = (text: string) => unknown;

const BASE = 'https://dav.example.org/home/book/';
const MARKER = '0F0E0D0C-0B0A-4908-8706-050403020100';
const lines = (...body: string[]) =>
  ['BEGIN:VCARD', 'VERSION:3.0', 'UID:a', ...body, 'END:VCARD', ''].join('\r\n');
const EDITS: Edit[] = [
  { property: 'name', part: 'family', value: 'Ferri' },
  { property: 'phones', at: 0, label: 'work', value: '+39 02 1' },
  { property: 'emails', at: null, label: 'Studio', value: 'a@example.org' },
  { property: 'addresses', at: 0, label: 'home', value: { city: 'Roma' } },
  { property: 'notes', value: 'x' },
  { property: 'groups', join: 'Amici' },
];

/** All that is done with a card. */
function card(raw: string): void {
  contactFromVCard(raw);
  groupFromVCard(raw);
  photoFromVCard(raw);
  addressOfPhoto(raw);
  for (const line of parseVCard(raw).lines) {
    line.text();
    line.components();
    line.list();
  }
  patchVCard(raw, EDITS);
  reviveVCard(raw, MARKER, EDITS);
  addMembers(raw, ['a', 'b']);
}

const everywhere = (text: string): Contact => ({
  ...emptyContact(),
  name: { display: text, given: text, family: text },
  organization: { name: text, title: text },
  emails: [{ value: text, label: text }],
  phones: [{ value: text, label: null }],
  urls: [{ value: text, label: null }],
  addresses: [{ label: null, street: text, city: text, country: text }],
  nickname: text,
  notes: text,
});

const multistatus = (xml: string) => {
  const reader = createMultistatusReader();
  for (let at = 0; at < xml.length; at += 16_384) reader.write(xml.slice(at, at + 16_384));
  return reader.end();
};
const answer = { status: 400, url: BASE, headers: new Headers() } as HttpResponse;
const field = (type: string) =>
  ({ type, key: 'a', options: null, active: true, visible: true, required: false }) as never;
const noDns = { srv: async () => [], txt: async () => [] };

export const PARSERS: Record<string, Parser> = {
  'an answer of XML': multistatus,
  'an element of XML': (text) =>
    multistatus(`<d:multistatus xmlns:d="DAV:"><d:response>${text}</d:response>`),
  'an attribute of XML': (text) => multistatus(`<d:multistatus xmlns:d="DAV:"><d:a b="${text}"/>`),
  'an error in XML': readXml,
  'an error page': readRefusal,
  href: (text) => resolveHref(text, BASE),
  'a path': (text) => [normalPath(text), normalPath(`/${text}/`)],
  etag: (text) => [isSameEtag(text, `${text}x`), isSameEtag(`"${text}`, `W/"${text}"`)],
  'Retry-After': (text) => parseRetryAfter(text, 0),
  'a card file': (text) => splitCards(decodeVCardFile(Buffer.from(text, 'latin1'))).length,
  'a card': card,
  'lines of a card': (text) => card(lines(text)),
  'a name of a line': (text) => card(lines(`${text}:x`)),
  'a parameter': (text) => card(lines(`TEL;${text}:1`, `EMAIL;TYPE=${text}:a@b.c`, `ADR;TYPE="${text}":;;a`)),
  'a quoted-printable value': (text) => card(lines(`NOTE;ENCODING=QUOTED-PRINTABLE:${text}`)),
  'a value of every property': (text) => {
    for (const name of [
      'N',
      'FN',
      'ORG',
      'TEL',
      'EMAIL',
      'ADR',
      'URL',
      'BDAY',
      'NOTE',
      'UID',
      'PHOTO',
      'CATEGORIES',
    ])
      card(lines(`${name}:${text}`));
  },
  'as many parameters as values': (text) =>
    card(lines(`ADR;${text.slice(0, 45_000)}:${text.slice(0, 45_000)}`)),
  'many lines': (text) =>
    card(
      lines(
        ...Array.from({ length: 2000 }, (_, index) => `item${index}.TEL:${text.slice(index, index + 40)}`),
      ),
    ),
  'many labels': (text) =>
    card(
      lines(
        ...Array.from(
          { length: 1000 },
          (_, index) =>
            `item${index}.TEL:${index}\r\nitem${index}.X-ABLabel:${text.slice(index, index + 20)}`,
        ),
      ),
    ),
  'write back': (text) => writeVCard(parseVCard(text)),
  'a date': parseDate,
  'a number': (text) => [phoneKey(text), phoneMatchDigits(text)],
  'many numbers': (text) => {
    for (let at = 0; at + 60 < text.length && at < 600_000; at += 60) phoneKey(text.slice(at, at + 60) + at);
  },
  'a web address': urlKey,
  'an e-mail address': emailKey,
  'a company': companyKey,
  'a text': (text) => [cleanText(text), textKey(text), searchKey(text), linesOf(text)],
  'an address': (text) => addressKey({ street: text, city: text, country: text }),
  'a country': countryCodeFromName,
  'a label': labelAlias,
  'a whole contact': (text) => {
    const contact = everywhere(text);
    return [
      displayName(contact),
      ownName(contact),
      suggestKind(contact),
      matchKeys(contact),
      matchReasons(compared(contact), compared(everywhere(`${text}x`))),
    ];
  },
  'a field': (text) => FIELD_TYPES.map((type) => checkValue(field(type), text)),
  'an error of Google': (text) => [
    failureOf(answer, text),
    failureOf(answer, JSON.stringify({ error: { message: text } })),
  ],
  'a person of Google': (text) =>
    contactFromPerson({
      resourceName: text,
      names: [{ displayName: text, familyName: text }],
      phoneNumbers: [{ value: text, type: text }],
      birthdays: [{ text }],
      addresses: [{ formattedValue: text, countryCode: text }],
      memberships: [{ contactGroupMembership: { contactGroupResourceName: text } }],
      photos: [{ url: text }],
    } as never),
  'a position': (text) => parseCursor(text as never, 0),
  'an error of a sign-in': (text) => oauthErrorOf(text, text),
  'a line of the log': scrub,
  'an address typed': (text) => safeUrl(text, { allowPrivateAddresses: false, trustedOrigins: new Set() }),
  'a host': (text) => isSameSite(new URL(`https://${text.slice(0, 250)}/`), new URL(BASE)),
  'where to begin': async (text) => [
    await entryPoints({ username: text, password: '' }, noDns).catch(() => null),
    await entryPoints({ username: '', password: '', url: text }, noDns).catch(() => null),
  ],
};

const compared = (contact: Contact) => ({
  keys: matchKeys(contact),
  names: namesOf(contact, displayName(contact)),
});
