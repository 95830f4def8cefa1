import { jobTitles, type Region, regions } from '../seed/seed-names.ts';
import { seedPhoto } from '../seed/seed-photo.ts';
import { digits, pick, type Random, seededRandom } from '../seed/seeded-random.ts';
import type { Fields, Value } from './mailbox/contact.ts';
import type { Folder } from './mailbox/folder.ts';
import type { Mailbox } from './mailbox/mailbox.ts';
import { generatedName } from './mailbox/normalise.ts';

export interface SeedOptions {
  people: number;
  /** Folders below the default one, among which some of the contacts are spread; 0 unless told. */
  folders?: number;
  seed?: number;
  /** Of a hundred contacts, so many have a photo; 5 unless told. */
  photoPercent?: number;
  /** 16,700 unless told. */
  photoBytes?: number;
}

const folderNames = ['Clienti', 'Fornitori & partner', 'Proveedores', 'Familie', '同僚', 'أصدقاء'];
const categoryNames = ['Red category', 'Clienti', 'Vip', 'Fiera di Bologna'];

/** Fills a mailbox with contacts that are written out when they are read, each dated a second after the one before. */
export function seedPeople(mailbox: Mailbox, options: SeedOptions, now: number): void {
  const { people, folders = 0, seed = 1, photoPercent = 5, photoBytes = 16_700 } = options;
  const begun = mailbox.size === 0 ? now - 30 * 24 * 3_600_000 - people * 1000 : now;
  const places: Folder[] = [mailbox.defaultFolder];
  for (let folder = 0; folder < folders; folder++) {
    const name = folderNames[folder % folderNames.length]!;
    places.push(mailbox.createFolder(folder < folderNames.length ? name : `${name} ${folder}`));
  }
  for (let index = 0; index < people; index++) {
    const random = seededRandom(seed ^ 0x6e0, index);
    const photo =
      random() * 100 < photoPercent
        ? { type: 'image/jpeg', bytes: () => seedPhoto(index, photoBytes) }
        : undefined;
    const place = random() < 0.7 ? places[0]! : pick(random, places);
    mailbox.create(
      { fields: () => seedFields(seed, index), photo },
      place,
      Math.min(now, begun + index * 1000),
    );
  }
}

const notes = [
  'Conosciuto alla fiera di Bologna, padiglione 22.',
  'Preferisce essere chiamato dopo le 15; parla inglese e spagnolo.',
  'Cliente desde 2014\r\nFactura a fin de mes.',
  'Asked for the new price list — send it before Easter.',
];

/** The contact of this number: the same for the same seed, whatever came before. */
function seedFields(seed: number, index: number): Fields {
  const random = seededRandom(seed, index);
  const region = pick(random, regions);
  const { mail, ...who } = nameOf(random, region, index);
  const number = (): string => region.phone(digits(random, 8));
  const some = (chance: number, name: string, value: () => Value): Fields =>
    random() < chance ? { [name]: value() } : {};
  const addresses = [`${mail}@${region.mailDomain}`, `${mail}@mail.example.net`, `${mail}@pec.example.it`];
  const held = addresses.slice(0, 1 + (random() < 0.4 ? 1 : 0) + (random() < 0.1 ? 1 : 0));
  const fields: Fields = {
    ...who,
    emailAddresses: held.map((address) => ({ name: address, address })),
    mobilePhone: number(),
    ...some(0.4, 'businessPhones', () => [number(), ...(random() < 0.2 ? [number()] : [])]),
    ...some(0.15, 'homePhones', () => [number()]),
    ...some(0.45, 'businessAddress', () => addressOf(random, region)),
    ...some(0.2, 'homeAddress', () => addressOf(random, region)),
    ...some(
      0.2,
      'birthday',
      () =>
        `${1940 + Math.floor(random() * 70)}-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 10)}T11:59:00Z`,
    ),
    ...some(0.3, 'personalNotes', () => pick(random, notes)),
    ...some(0.2, 'businessHomePage', () => `https://${mail}.example.org/a?b=1,2`),
    ...some(0.1, 'imAddresses', () => [`sip:${mail}@example.com`]),
    ...some(0.15, 'categories', () => [pick(random, categoryNames)]),
    ...some(0.05, 'spouseName', () => 'Anna Rossi'),
  };
  return { ...fields, displayName: generatedName(fields), fileAs: '' };
}

function addressOf(random: Random, region: Region): Value {
  const [city, state, countryOrRegion] = pick(random, region.cities);
  const extra = random() < 0.15 ? '\r\nScala B, int. 4' : '';
  const street = `${pick(random, region.streets)} ${1 + Math.floor(random() * 200)}${extra}`;
  const parts = { street, city, state, countryOrRegion, postalCode: region.postcode(digits(random, 8)) };
  return Object.fromEntries(Object.entries(parts).filter(([, text]) => text !== ''));
}

/** Companies without a name of a person, people with one name, prefixes and second names among the ordinary. */
function nameOf(random: Random, region: Region, index: number): Fields & { mail: string } {
  const companyName = pick(random, region.companies);
  const kind = random();
  if (kind < 0.1) return { givenName: companyName, companyName, mail: `info${index}` };
  const givenName = pick(random, region.given);
  const surname = kind > 0.16 ? pick(random, region.family) : null;
  const latin = `${givenName} ${surname ?? ''}`
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .trim();
  return {
    givenName,
    ...(surname === null ? {} : { surname }),
    ...(random() < 0.1 ? { middleName: pick(random, region.given) } : {}),
    ...(random() < 0.07 ? { title: pick(random, ['Dott.', 'Ing.', 'Sra.', 'Dr.']) } : {}),
    ...(random() < 0.02 ? { generation: 'Jr.' } : {}),
    ...(random() < 0.5 ? { companyName } : {}),
    ...(random() < 0.3 ? { jobTitle: pick(random, jobTitles) } : {}),
    ...(random() < 0.08 ? { nickName: givenName.slice(0, 3) } : {}),
    mail: `${latin.toLowerCase().replace(/ +/g, '.') || 'contact'}${index}`,
  };
}
