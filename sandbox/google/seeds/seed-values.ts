import type { Region } from '../../seed/seed-names.ts';
import { digits, pick, type Random } from '../../seed/seeded-random.ts';
import type { Entry, Fields } from '../people/fields.ts';

/** Labels as people type them beside the predefined words: a localised one is a label of the user's own. */
const phoneLabels = [
  'work',
  'home',
  'Cellulare',
  'Ufficio',
  'Centralino',
  'Móvil',
  'Segreteria',
  'workFax',
  'main',
];
const mailLabels = ['work', 'home', 'other', 'Lavoro', 'Amministrazione', 'PEC'];

export function phones(random: Random, region: Region): Entry[] {
  const number = (): string => region.phone(digits(random, 8));
  const numbers: Entry[] = [{ value: number(), type: 'mobile' }];
  if (random() < 0.45) numbers.push({ value: number(), type: pick(random, phoneLabels) });
  // Two numbers under one label, and one without any.
  if (random() < 0.12) numbers.push({ value: number(), type: 'mobile' });
  if (random() < 0.08) numbers.push({ value: number() });
  if (random() < 0.02) numbers.push({ value: digits(random, 6), type: 'Interno' });
  return numbers;
}

export function emails(random: Random, region: Region, mail: string): Entry[] {
  const addresses: Entry[] = [{ value: `${mail}@${region.mailDomain}`, type: 'work' }];
  if (random() < 0.4) addresses.push({ value: `${mail}@mail.example.net`, type: pick(random, mailLabels) });
  if (random() < 0.05) addresses.push({ value: `${mail}@pec.example.it` });
  return addresses;
}

export function addresses(random: Random, region: Region): Fields {
  const one = (type: string): Entry => {
    const [city, area, country, code] = pick(random, region.cities);
    return {
      streetAddress: `${pick(random, region.streets)} ${1 + Math.floor(random() * 200)}`,
      ...(random() < 0.15 ? { extendedAddress: 'Scala B, int. 4' } : {}),
      city,
      ...(area ? { region: area } : {}),
      postalCode: region.postcode(digits(random, 8)),
      country,
      countryCode: code.toUpperCase(),
      type,
    };
  };
  const list = random() < 0.6 ? [one(random() < 0.5 ? 'work' : 'home')] : [];
  if (random() < 0.1) list.push(one(region.label));
  return list.length > 0 ? { addresses: list } : {};
}

export function dates(random: Random): Fields {
  const day = { month: 1 + Math.floor(random() * 12), day: 1 + Math.floor(random() * 28) };
  const year = 1940 + Math.floor(random() * 70);
  const kind = random();
  const birthdays = kind < 0.2 ? [{ date: { year, ...day } }] : kind < 0.3 ? [{ date: day }] : [];
  const events = random() < 0.05 ? [{ date: { year: 2010, ...day }, type: 'anniversary' }] : [];
  return { ...(birthdays.length > 0 ? { birthdays } : {}), ...(events.length > 0 ? { events } : {}) };
}

const notes = [
  'Conosciuto alla fiera di Bologna, padiglione 22.',
  'Preferisce essere chiamato dopo le 15; parla inglese e spagnolo.',
  'Cliente desde 2014\nFactura a fin de mes.',
  'Asked for the new price list — send it before Easter.',
];

export function extras(random: Random, mail: string): Fields {
  const fields: { -readonly [name in keyof Fields]: Fields[name] } = {};
  if (random() < 0.35) fields.biographies = [{ value: pick(random, notes), contentType: 'TEXT_PLAIN' }];
  if (random() < 0.2) fields.urls = [{ value: `https://${mail}.example.org/a?b=1,2`, type: 'homePage' }];
  if (random() < 0.06) fields.relations = [{ person: 'Anna Rossi', type: 'spouse' }];
  if (random() < 0.1) fields.imClients = [{ username: mail, protocol: 'skype', type: 'home' }];
  if (random() < 0.08) fields.userDefined = [{ key: 'Codice fiscale', value: `RSS${digits(random, 8)}` }];
  if (random() < 0.04) fields.externalIds = [{ value: digits(random, 6), type: 'Codice SDI' }];
  return fields;
}
