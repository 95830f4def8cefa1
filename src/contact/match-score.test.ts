// The table of who is taken for whom: from 0.8 on a match is the suggestion and holds a creation.
import { describe, expect, test } from 'vitest';
import { type Contact, emptyContact } from './contact.ts';
import { matchKeys, namesOf } from './match.ts';
import { type Comparable, isSure, matchReasons } from './match-score.ts';
import { displayName } from './name.ts';

interface Card {
  name?: string;
  email?: string;
  phone?: string;
  company?: string;
  birthday?: Contact['birthday'];
}

const compared = ({ name = '', email, phone, company, birthday }: Card): Comparable => {
  const contact: Contact = {
    ...emptyContact(),
    name: { display: name },
    organization: company ? { name: company } : {},
    emails: email ? [{ value: email, label: null }] : [],
    phones: phone ? [{ value: phone, label: null }] : [],
    ...(birthday ? { birthday } : {}),
  };
  return { keys: matchKeys(contact), names: namesOf(contact, displayName(contact)) };
};
const score = (a: Card, b: Card): number => {
  const there = matchReasons(compared(a), compared(b));
  expect(matchReasons(compared(b), compared(a)).score).toBe(there.score);
  return there.score;
};

const OWN = 'luca.ferri@example.org';
const OFFICE = 'info@example.org';
const MOBILE = '+39 347 1112223';

describe('surely one', () => {
  test.each<[string, Card, Card]>([
    ['the same name and e-mail', { name: 'Luca Ferri', email: OWN }, { name: 'Ferri Luca', email: OWN }],
    [
      'the same name and number',
      { name: 'Luca Ferri', phone: MOBILE },
      { name: 'Luca Ferri', phone: '347 1112223' },
    ],
    [
      'the same name and office',
      { name: 'Luca Ferri', email: OFFICE },
      { name: 'Ing. Luca Ferri', email: OFFICE },
    ],
    [
      'a short name and number',
      { name: 'Pino Ferri', phone: MOBILE },
      { name: 'Giuseppe Ferri', phone: MOBILE },
    ],
    ['a second given name', { name: 'Rosa Pace', email: OWN }, { name: 'Rosa Lucia Pace', email: OWN }],
    ['another script', { name: '佐藤美咲', email: OWN }, { name: 'Misaki Sato', email: OWN }],
    ['no name on one side', { email: OWN }, { name: 'Luca Ferri', email: OWN }],
    [
      'a pet name nobody knows',
      { name: 'Lucone Ferri', email: OWN, phone: MOBILE },
      { name: 'Luca Ferri', email: OWN, phone: MOBILE },
    ],
    [
      'name and company',
      { name: 'Luca Ferri', company: 'Oliva Srl' },
      { name: 'Ferri Luca', company: 'OLIVA' },
    ],
    [
      'born on the same day',
      { name: 'Luca Ferri', email: OWN, birthday: { year: 1980, month: 2, day: 3 } },
      { name: 'Luca Ferri', email: 'l@example.net', birthday: { year: 1980, month: 2, day: 3 } },
    ],
    ['two firms of one name', { company: 'Oliva S.r.l.' }, { company: 'oliva', phone: MOBILE }],
  ])('%s', (_, a, b) => {
    expect(isSure({ score: score(a, b) })).toBe(true);
  });
});

describe('shown, and not taken for one', () => {
  test.each<[string, Card, Card]>([
    [
      'an office and its switchboard',
      { name: 'Luca Ferri', email: OFFICE, phone: '02 5550001' },
      { name: 'Chiara Pace', email: OFFICE, phone: '02 5550001' },
    ],
    [
      'an office of a family',
      { name: 'Luca Ferri', email: OFFICE, phone: '02 5550001' },
      { name: 'Chiara Ferri', email: OFFICE, phone: '02 5550001' },
    ],
    [
      'a number at home',
      { name: 'Luca Ferri', phone: '02 5550001' },
      { name: 'Chiara Ferri', phone: '02 5550001' },
    ],
    ['a family address', { name: 'Luca Ferri', email: OWN }, { name: 'Chiara Ferri', email: OWN }],
    ['somebody else at an address', { name: 'Luca Ferri', email: OWN }, { name: 'Chiara Pace', email: OWN }],
    ['a number without a name', { phone: MOBILE }, { name: 'Luca Ferri', phone: MOBILE }],
    [
      'namesakes of one firm',
      { name: 'Luca Ferri', company: 'Oliva', email: 'l1@example.org' },
      { name: 'Luca Ferri', company: 'Oliva', email: 'l2@example.org' },
    ],
    [
      'a firm and somebody in it',
      { company: 'Oliva Srl', email: OFFICE, phone: '02 5550001' },
      { name: 'Luca Ferri', company: 'Oliva Srl', email: OFFICE, phone: '02 5550001' },
    ],
    [
      'two firms of a group',
      { company: 'Oliva Nord', email: OFFICE, phone: '02 5550001' },
      { company: 'Oliva Sud', email: OFFICE, phone: '02 5550001' },
    ],
  ])('%s', (_, a, b) => {
    expect(score(a, b)).toBeGreaterThan(0);
    expect(isSure({ score: score(a, b) })).toBe(false);
  });
});

test('a name alone is nothing', () => {
  expect(score({ name: 'Luca Ferri' }, { name: 'Luca Ferri' })).toBe(0);
});

test('more that is shared never makes less sure', () => {
  const names = ['Luca Ferri', 'L. Ferri', 'Chiara Ferri', 'Chiara Pace', ''];
  for (const name of names) {
    const one = score({ name: 'Luca Ferri', phone: MOBILE }, { name, phone: MOBILE });
    const two = score({ name: 'Luca Ferri', phone: MOBILE, email: OWN }, { name, phone: MOBILE, email: OWN });
    expect(two).toBeGreaterThan(one);
    expect(two).toBeLessThan(1);
  }
});

test('what is shared is said, strongest first', () => {
  const both = { name: 'Luca Ferri', email: OWN, phone: MOBILE, company: 'Oliva' };
  expect(matchReasons(compared(both), compared(both)).reasons).toEqual(['email', 'phone', 'name']);
});
