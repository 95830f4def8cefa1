import { jobTitles, type Region, regions } from '../../seed/seed-names.ts';
import { seedPhoto } from '../../seed/seed-photo.ts';
import { seededRandom } from '../../seed/seeded-random.ts';
import type { Account } from '../account.ts';
import type { Entry, Fields } from '../people/fields.ts';
import type { Snapshot } from '../people/snapshot.ts';
import { addresses, dates, emails, extras, phones } from './seed-values.ts';

export interface SeedOptions {
  people: number;
  /** Labels of the user's own; 4 unless told. */
  groups?: number;
  seed?: number;
  /** Of a hundred contacts, so many have a photo; 5 unless told. */
  photoPercent?: number;
  /** 16,700 unless told. */
  photoBytes?: number;
}

const groupNames = ['Clienti', 'Famiglia stretta', 'Proveedores', 'Fornitori & partner', '同僚', 'أصدقاء'];

/** Fills an account with contacts that are written out when they are read, each dated a second after the one before. */
export function seedPeople(account: Account, options: SeedOptions, now: number): void {
  const { people, groups = 4, seed = 1 } = options;
  const begun = account.people.position === 0 ? now - 30 * 24 * 3_600_000 - people * 1000 : now;
  const labels: string[] = [];
  for (let group = 0; group < groups; group++) {
    const name = groupNames[group % groupNames.length]!;
    labels.push(account.putGroup({ name: group < groupNames.length ? name : `${name} ${group}` }).id);
  }
  // Shared, so that thousands of contacts do not each hold a list of their own.
  const memberships = [['myContacts'], ['myContacts', 'starred'], ...labels.map((id) => ['myContacts', id])];
  for (let index = 0; index < people; index++) {
    const at = Math.min(now, begun + index * 1000);
    const id = BigInt(`0x${account.nextId()}`).toString();
    const random = seededRandom(seed ^ 0x6e0, index);
    const kind = random() < 0.6 ? 0 : Math.floor(random() * memberships.length);
    const contact: Snapshot = {
      id,
      sequence: account.nextSequence(),
      updatedAt: at,
      groups: memberships[kind]!,
      fields: () => seedFields(seed, index),
      ...(random() * 100 < (options.photoPercent ?? 5) ? { photo: photoOf(index, options.photoBytes) } : {}),
    };
    account.people.set(id, contact, at);
  }
}

const photoOf = (index: number, bytes = 16_700) => ({
  type: 'image/jpeg' as const,
  version: `s${index}`,
  bytes: () => seedPhoto(index, bytes),
});

/** The contact of this number: the same for the same seed, whatever came before. */
function seedFields(seed: number, index: number): Fields {
  const random = seededRandom(seed, index);
  const region = regions[Math.floor(random() * regions.length)]!;
  const who = nameOf(random, region, index);
  return {
    ...who.fields,
    phoneNumbers: phones(random, region),
    emailAddresses: emails(random, region, who.mail),
    ...addresses(random, region),
    ...dates(random),
    ...extras(random, who.mail),
  };
}

/** Companies without a name of a person, people with one name, prefixes and second names among the ordinary. */
function nameOf(random: () => number, region: Region, index: number): { fields: Fields; mail: string } {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const company: Entry = { name: pick(region.companies), type: 'work' };
  const kind = random();
  if (kind < 0.1) return { fields: { organizations: [company] }, mail: `info${index}` };
  const name: Record<string, string> = { givenName: pick(region.given) };
  if (kind > 0.16) name.familyName = pick(region.family);
  if (random() < 0.1) name.middleName = pick(region.given);
  if (random() < 0.07) name.honorificPrefix = pick(['Dott.', 'Ing.', 'Sra.', 'Dr.']);
  if (random() < 0.02) name.honorificSuffix = 'Jr.';
  const works = random() < 0.5;
  const job = random() < 0.6 ? { title: pick(jobTitles) } : {};
  const nickname = random() < 0.08 ? { nicknames: [{ value: name.givenName!.slice(0, 3) }] } : {};
  const latin = `${name.givenName} ${name.familyName ?? ''}`
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .trim();
  return {
    fields: { names: [name], ...(works ? { organizations: [{ ...company, ...job }] } : {}), ...nickname },
    mail: `${latin.toLowerCase().replace(/ +/g, '.') || 'contact'}${index}`,
  };
}
