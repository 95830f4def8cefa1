// The invented people of the demo: the same in every demo, half of them Italian.
import { type Region, regions } from '../../sandbox/seed/seed-names.ts';
import { digits, pick, seededRandom } from '../../sandbox/seed/seeded-random.ts';
import type { Person } from '../phones/phone.ts';

export interface Firm {
  name: string;
  domain: string;
  /** ISO code: mostly its own people work there. */
  country: string;
}

/** Firms with several people: what a CRM is about. */
export const FIRMS: readonly Firm[] = [
  { name: 'Officine Castelli S.r.l.', domain: 'officine-castelli.example', country: 'it' },
  { name: 'Caffè Vesuvio S.p.A.', domain: 'caffe-vesuvio.example', country: 'it' },
  { name: 'Cantine del Conero', domain: 'cantine-conero.example', country: 'it' },
  { name: 'Studio Greco & Associati', domain: 'studio-greco.example', country: 'it' },
  { name: 'Librería Cervantes, S.L.', domain: 'libreria-cervantes.example', country: 'es' },
  { name: 'Panadería El Sol, S.L.', domain: 'el-sol.example', country: 'es' },
  { name: 'Harbour & Sons Ltd', domain: 'harbour-sons.example', country: 'gb' },
  { name: 'Northwind Traders Inc.', domain: 'northwind.example', country: 'us' },
  { name: 'Schreinerei Vogt GmbH', domain: 'schreinerei-vogt.example', country: 'de' },
  { name: 'Atelier Lumière SARL', domain: 'atelier-lumiere.example', country: 'fr' },
  { name: '山田製作所', domain: 'yamada.example', country: 'jp' },
];

const TITLES = [
  'Responsabile acquisti',
  'Direttrice commerciale',
  'Amministratore delegato',
  'Jefa de ventas',
  'Sales manager',
  'Buyer',
  'Architetto',
  'Office manager',
];
const NOTES = [
  'Conosciuto alla fiera di Bologna, padiglione 22.',
  'Preferisce essere chiamata dopo le 15.',
  'Cliente desde 2014, factura a fin de mes.',
  'Asked for the new price list before Easter.',
];
const PRIVATE = 'posta.example';

/** Numbers `from` and the `count` - 1 after it. */
export const people = (from: number, count: number): Person[] =>
  Array.from({ length: count }, (_, index) => personOf(from + index));

/** Nobody is called like somebody else as long as a region has another pair of names. */
function nameOf(number: number): { region: Region; first: string; last: string } {
  const region = regions[number % regions.length]!;
  const before = regions.slice(0, number % regions.length);
  const isSame = (one: Region): boolean => one === region;
  const turn =
    Math.floor(number / regions.length) * regions.filter(isSame).length + before.filter(isSame).length;
  const { given, family } = region;
  const round = Math.floor(turn / given.length);
  return {
    region,
    first: given[turn % given.length]!,
    last: family[((turn % given.length) + round) % family.length]!,
  };
}

function firmsOf({ cities }: Region, isAtHome: boolean): readonly Firm[] {
  const own = FIRMS.filter(({ country }) => cities.some(([, , , code]) => code === country));
  return isAtHome && own.length > 0 ? own : FIRMS;
}

function personOf(number: number): Person {
  const { region, first, last } = nameOf(number);
  const random = seededRandom(20_261_201, number);
  const chance = (share: number): boolean => random() < share;
  const firm = chance(0.6) ? pick(random, firmsOf(region, chance(0.85))) : null;
  const called = latin(`${first} ${last}`) || `contact ${number}`;
  const mailbox = called.replaceAll(' ', '.');
  const phone = (label: string) => ({ label, value: region.phone(digits(random, 8)) });
  return {
    first,
    last,
    company: firm?.name ?? '',
    title: firm && chance(0.6) ? pick(random, TITLES) : '',
    phones: [phone('mobile'), ...(firm && chance(0.5) ? [phone('work')] : [])],
    emails: firm
      ? [{ label: 'work', value: `${mailbox}@${firm.domain}` }]
      : chance(0.7)
        ? [{ label: 'home', value: `${mailbox}.${number}@${PRIVATE}` }]
        : [],
    note: chance(0.15) ? pick(random, NOTES) : '',
  };
}

const latin = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .trim()
    .toLowerCase();

/** A firm's own card: no person's name, and the same numbers in every book. */
export const cardOf = (firm: Firm): Person => ({
  first: '',
  last: '',
  company: firm.name,
  title: '',
  phones: [{ label: 'work', value: `+39 02 555 01${String(FIRMS.indexOf(firm)).padStart(2, '0')}` }],
  emails: [{ label: 'work', value: `info@${firm.domain}` }],
  note: '',
});
