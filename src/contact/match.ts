// Which contacts may be one and the same: keys to find candidates by, and how much two sets of keys say.
import { companyKey } from './company.ts';
import type { Contact } from './contact.ts';
import { formatDate } from './date.ts';
import { emailKey } from './email.ts';
import { composeName, ownName } from './name.ts';
import { phoneMatchDigits } from './phone.ts';
import { suggestKind } from './suggest-kind.ts';
import { indexKey, searchKey } from './text.ts';

/** A card with hundreds of numbers is no better found by all of them. */
const MOST_KEYS = 40;

export type MatchReason = 'email' | 'phone' | 'name' | 'company';

/** How sure one shared key makes us; several kinds of keys add up as independent evidence. */
const KINDS: Record<string, { reason: MatchReason; weight: number }> = {
  e: { reason: 'email', weight: 0.8 },
  p: { reason: 'phone', weight: 0.6 },
  n: { reason: 'name', weight: 0.7 },
  c: { reason: 'company', weight: 0.8 },
};

/**
 * Keys shared by contacts that may be the same: `e:` e-mail, `p:` last digits of a phone, `n:` name with company or
 * birthday, `c:` name of a company.
 */
export function matchKeys(contact: Contact): string[] {
  const keys = new Set<string>();
  const company = companyKey(contact.organization.name ?? '');
  if (suggestKind(contact).kind === 'company') {
    const name = company || companyKey(contact.name.display ?? '');
    if (name) keys.add(`c:${name}`);
  }
  // Sorted words: "Rossi Mario" is "Mario Rossi".
  const name = searchKey(composeName(contact.name, ['given', 'family']) || ownName(contact))
    .split(' ')
    .sort()
    .join(' ');
  if (name && company && company !== companyKey(name)) keys.add(`n:${name}|${company}`);
  if (name && contact.birthday) keys.add(`n:${name}|${formatDate(contact.birthday)}`);
  for (const { value } of contact.emails) {
    const email = emailKey(value);
    if (email.includes('@')) keys.add(`e:${email}`);
  }
  for (const { value } of contact.phones) {
    const digits = phoneMatchDigits(value);
    if (digits) keys.add(`p:${digits}`);
  }
  return [...keys].slice(0, MOST_KEYS).map(indexKey);
}

/** What two contacts share, from their `matchKeys`; score 0 (nothing) to 1. */
export function matchReasons(
  a: Iterable<string>,
  b: Iterable<string>,
): { score: number; reasons: MatchReason[] } {
  const other = new Set(b);
  const shared = new Set<string>();
  for (const key of a) if (other.has(key)) shared.add(key.slice(0, 1));
  const kinds = Object.keys(KINDS).filter((kind) => shared.has(kind));
  const doubt = kinds.reduce((product, kind) => product * (1 - KINDS[kind]!.weight), 1);
  return { score: Math.round((1 - doubt) * 100) / 100, reasons: kinds.map((kind) => KINDS[kind]!.reason) };
}
