import { jobTitles, type Region, regions } from '../seed/seed-names.ts';
import { seedPhoto } from '../seed/seed-photo.ts';
import { pick, type Random, seededRandom } from '../seed/seeded-random.ts';
import type { CardSource } from './book.ts';
import { fold } from './card-text.ts';

export interface SeedOptions {
  cards: number;
  /** Apple group cards, on top of `cards`. */
  groups?: number;
  seed?: number;
  /** Of a hundred cards, so many carry a photo; 5 unless told, which gives about 1.9 KB a card. */
  photoPercent?: number;
  /** Size of the JPEG; 16,700 unless told: 23 KB once it is base64. */
  photoBytes?: number;
  /** Of the photos, so many per cent are only an address under `photoBase`, as iCloud does. */
  photoAddressPercent?: number;
  photoBase?: string;
}

/** Escaped as a vCard wants it. */
const noteSentences: readonly string[] = [
  'Conosciuto alla fiera di Bologna\\, padiglione 22.',
  'Preferisce essere chiamato dopo le 15; parla inglese e spagnolo.',
  'Cliente desde 2014\\nFactura a fin de mes.',
  'Asked for the new price list — send it before Easter.',
  'C:\\\\archivio\\\\contratti\\\\2023',
];

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
const two = (number: number): string => String(number).padStart(2, '0');
const escaped = (text: string): string => text.replace(/[\\,;]/g, '\\$&');

function uidOf(seed: number, index: number): string {
  const random = seededRandom(seed ^ 0x5eed, index);
  const hex = Array.from({ length: 4 }, () =>
    Math.floor(random() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `A${hex.slice(17, 20)}`, hex.slice(20)]
    .join('-')
    .toUpperCase();
}

/** Most names are `UID.vcf`; one in eleven is base64 with `=`, which servers and clients encode differently. */
function nameOf(uid: string, index: number): string {
  return index % 11 === 7 ? `${Buffer.from(uid.slice(0, 13)).toString('base64')}.vcf` : `${uid}.vcf`;
}

/** A CardSource whose cards are written out when they are read: a book of 50,000 costs little more than its names. */
export function seedCards(options: SeedOptions): CardSource {
  const { cards, groups = 0, seed = 1 } = options;
  return {
    count: cards + groups,
    uid: (index) => uidOf(seed, index),
    name: (index) => nameOf(uidOf(seed, index), index),
    text: (index) => {
      const lines = index < cards ? personLines(options, index) : groupLines(seed, cards, index - cards);
      const framed = ['BEGIN:VCARD', 'VERSION:3.0', 'PRODID:-//Apple Inc.//iOS 19.1//EN', ...lines];
      framed.push('REV:2026-08-01T12:00:00Z', `UID:${uidOf(seed, index)}`, 'END:VCARD', '');
      return framed.map(fold).join('\r\n');
    },
  };
}

function personLines(options: SeedOptions, index: number): string[] {
  const random = seededRandom(options.seed ?? 1, index);
  const region = pick(random, regions);
  const lines: string[] = [];
  let item = 0;
  /** A main line and its companions under the next itemN. */
  const grouped = (...companions: string[]): void => {
    item += 1;
    for (const line of companions) lines.push(`item${item}.${line}`);
  };
  const mail = nameLines(lines, random, region, index);
  reachLines(lines, grouped, random, region, mail);
  addressLines(lines, grouped, random, region);
  dateLines(lines, grouped, random);
  if (random() < 0.35) lines.push(`NOTE:${pick(random, noteSentences)} ${pick(random, noteSentences)}`);
  // Blobs of Apple's own that nobody else can read: to be kept and never shown.
  if (random() < 0.5) {
    lines.push('X-ADDRESSING-GRAMMAR:3rUYKFzmRm5kMQ5tT0Yf2vVxB0mJ7xH1aHhZ7bq8c1mJ0s6hY2k=');
    lines.push(`VND-63-SENSITIVE-CONTENT-CONFIG:${digits(random, 24)}:${digits(random, 24)}`);
  }
  if (random() * 100 < (options.photoPercent ?? 5)) lines.push(...photoLines(options, random, index));
  return lines;
}

/** Pushes N, FN, ORG and what goes with them; answers the local part for e-mail addresses. */
function nameLines(lines: string[], random: Random, region: Region, index: number): string {
  const company = escaped(pick(random, region.companies));
  const kind = random();
  if (kind < 0.12) {
    lines.push('N:;;;;', `FN:${company}`, `ORG:${company};`, 'X-ABShowAs:COMPANY');
    return `info${index}`;
  }
  const given = pick(random, region.given);
  const family = pick(random, region.family);
  const full = region.familyFirst ? `${family} ${given}` : `${given} ${family}`;
  const middle = random() < 0.15 ? `${pick(random, region.given)},${pick(random, region.given)}` : '';
  const prefix = random() < 0.1 ? 'Dott.' : '';
  // iCloud holds many cards whose FN is empty: the name is in N alone.
  lines.push(`N:${family};${given};${middle};${prefix};`, `FN:${random() < 0.03 ? '' : full}`);
  if (random() < 0.1) lines.push(`NICKNAME:${given.slice(0, 3)}`);
  if (random() < 0.1) lines.push(`X-PHONETIC-FIRST-NAME:${given}`);
  if (random() < 0.5) lines.push(`ORG:${company};${random() < 0.3 ? 'Vendite' : ''}`);
  if (random() < 0.3) lines.push(`TITLE:${pick(random, jobTitles)}`);
  const ascii = full
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .trim();
  return `${ascii.toLowerCase().replace(/ +/g, '.') || 'contact'}${index}`;
}

function reachLines(
  lines: string[],
  grouped: (...companions: string[]) => void,
  random: Random,
  region: Region,
  mail: string,
): void {
  lines.push(`EMAIL;type=INTERNET;type=WORK;type=pref:${mail}@${region.mailDomain}`);
  if (random() < 0.5) lines.push(`EMAIL;type=INTERNET;type=HOME:${mail}@mail.example.net`);
  if (random() < 0.15) grouped(`EMAIL;type=INTERNET:${mail}@school.example.edu`, 'X-ABLabel:_$!<School>!$_');
  const mobile = region.phone(digits(random, 8));
  // A value seen at rest on iCloud: the tail belongs to another property.
  const spoilt = random() < 0.01 ? 'X-SHARED-PHOTO-DISPLAY-PREF:ALWAYS_ASK' : '';
  lines.push(`TEL;type=CELL;type=VOICE;type=pref:${mobile}${spoilt}`);
  if (random() < 0.3) lines.push(`TEL;type=IPHONE;type=CELL;type=VOICE:${region.phone(digits(random, 8))}`);
  if (random() < 0.4) lines.push(`TEL;type=WORK;type=VOICE:${region.phone(digits(random, 8))}`);
  if (random() < 0.2) grouped(`TEL:${region.phone(digits(random, 8))}`, 'X-ABLabel:Centralino');
  if (random() < 0.1) lines.push(`TEL;type=WORK;type=FAX:${region.phone(digits(random, 8))}`);
  if (random() < 0.25) {
    grouped(`URL;type=pref:https\\://${mail}.${region.mailDomain}/a?b=1\\,2`, 'X-ABLabel:_$!<HomePage>!$_');
  }
  if (random() < 0.15) lines.push(`IMPP;X-SERVICE-TYPE=Skype;type=HOME;type=pref:skype:${mail}`);
  if (random() < 0.1) lines.push(`X-SOCIALPROFILE;type=twitter;x-user=${mail}:http://twitter.com/${mail}`);
}

function addressLines(
  lines: string[],
  grouped: (...companions: string[]) => void,
  random: Random,
  region: Region,
): void {
  const address = (): [string, string] => {
    const [city, area, country, code] = pick(random, region.cities);
    const floor = random() < 0.2 ? '\\nScala B' : '';
    const street = `${escaped(pick(random, region.streets))} ${1 + Math.floor(random() * 200)}${floor}`;
    return [`;;${street};${city};${area};${region.postcode(digits(random, 8))};${country}`, code];
  };
  if (random() < 0.7) {
    const [value, code] = address();
    grouped(`ADR;type=${random() < 0.5 ? 'WORK' : 'HOME'};type=pref:${value}`, `X-ABADR:${code}`);
  }
  if (random() < 0.15) {
    const [value, code] = address();
    grouped(`ADR:${value}`, `X-ABLabel:${region.label}`, `X-ABADR:${code}`);
  }
  if (random() < 0.05) lines.push(`ADR;type=HOME:${address()[0]}`);
}

function dateLines(lines: string[], grouped: (...companions: string[]) => void, random: Random): void {
  const monthDay = `${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`;
  const kind = random();
  if (kind < 0.2) lines.push(`BDAY;value=date:${1940 + Math.floor(random() * 70)}-${monthDay}`);
  else if (kind < 0.3) lines.push(`BDAY;X-APPLE-OMIT-YEAR=1604;value=date:1604-${monthDay}`);
  if (random() < 0.06) grouped(`X-ABDATE;type=pref:2010-${monthDay}`, 'X-ABLabel:_$!<Anniversary>!$_');
  if (random() < 0.06) grouped('X-ABRELATEDNAMES;type=pref:Anna Rossi', 'X-ABLabel:_$!<Spouse>!$_');
}

function photoLines(options: SeedOptions, random: Random, index: number): string[] {
  if (options.photoBase && random() * 100 < (options.photoAddressPercent ?? 0)) {
    return [`PHOTO;VALUE=uri:${options.photoBase}${index}.jpg`];
  }
  const base64 = seedPhoto(index, options.photoBytes ?? 16_700).toString('base64');
  return [
    `PHOTO;ENCODING=b;TYPE=JPEG:${base64}`,
    'X-IMAGETYPE:PHOTO',
    'X-ABCROP-RECTANGLE:ABClipRect_1&0&0&24&24&Zm9v',
  ];
}

/** An Apple group: at most 40 members, every second group with one that does not exist. */
function groupLines(seed: number, cards: number, group: number): string[] {
  const title = ['Clienti', 'Famiglia', 'Proveedores', 'Friends; old', '同僚'][group % 5]!;
  const name = escaped(group < 5 ? title : `${title} ${group}`);
  const lines = [`N:${name}`, `FN:${name}`, 'X-ADDRESSBOOKSERVER-KIND:group'];
  for (let member = 0; member < Math.min(40, cards); member += 1) {
    const index = (group * 17 + member * 7) % cards;
    const line = `X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:${uidOf(seed, index)}`;
    if (!lines.includes(line)) lines.push(line);
  }
  if (group % 2 === 1) lines.push('X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:00000000-0000-4000-A000-000000000000');
  return lines;
}
