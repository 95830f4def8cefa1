// What no field takes is shown, whatever program wrote it, and nothing a person would not know as theirs.
import { expect, test } from 'vitest';
import { contactFromVCard } from '../contact-from-vcard.ts';

const extrasOf = (...lines: string[]) => {
  const raw = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:Rossi;Ada;;;',
    'FN:Ada Rossi',
    ...lines,
    'END:VCARD',
    '',
  ].join('\r\n');
  return (contactFromVCard(raw).contact.extras ?? []).map(({ kind, label, value }) => [kind, label, value]);
};

test.each<[string[], [kind: string, label: string | null, value: string]]>([
  [
    ['item1.X-ABRELATEDNAMES;type=pref:Luca', 'item1.X-ABLabel:_$!<Spouse>!$_'],
    ['related', 'Spouse', 'Luca'],
  ],
  [['RELATED;TYPE=friend;VALUE=text:Eva'], ['related', 'friend', 'Eva']],
  [['X-EVOLUTION-MANAGER:Ugo'], ['related', 'Manager', 'Ugo']],
  [
    ['X-SOCIALPROFILE;type=twitter;x-user=ada:http://twitter.com/ada'],
    ['social', 'twitter', 'http://twitter.com/ada'],
  ],
  [['X-SOCIALPROFILE;type=Mastodon;x-user=ada:x-apple:ada'], ['social', 'Mastodon', 'ada']],
  [['X-TWITTER:ada'], ['social', 'Twitter', 'ada']],
  [['IMPP;X-SERVICE-TYPE=Skype;type=HOME:skype:ada'], ['messenger', 'Skype', 'ada']],
  [['IMPP:xmpp:ada@example.org'], ['messenger', 'xmpp', 'ada@example.org']],
  [['X-SKYPE-USERNAME:ada'], ['messenger', 'Skype', 'ada']],
  [['X-PHONETIC-LAST-NAME:ヤマダ'], ['phonetic', 'Last', 'ヤマダ']],
  [['ORG:Acme;Vendite;Nord'], ['organization.department', null, 'Nord']],
  [
    ['ORG:Acme', 'ORG:Beta;Acquisti'],
    ['organization.name', null, 'Beta, Acquisti'],
  ],
  [
    ['TITLE:CEO', 'TITLE:Socia'],
    ['organization.title', null, 'Socia'],
  ],
  [['ROLE:Direzione'], ['role', null, 'Direzione']],
  [
    ['NOTE:una', 'NOTE:due\\, tre'],
    ['notes', null, 'due, tre'],
  ],
  [
    ['NICKNAME:a', 'NICKNAME:b'],
    ['nickname', null, 'b'],
  ],
  [['X-PHONETIC-LAST-NAME:ヤマダ'], ['phonetic', 'Last', 'ヤマダ']],
  [['X-MAIDENNAME:Bianchi'], ['maidenName', null, 'Bianchi']],
  [
    ['item1.X-ABDATE:2001-07-01', 'item1.X-ABLabel:Laurea'],
    ['event', 'Laurea', '2001-07-01'],
  ],
  [['BDAY:circa 1980'], ['birthday', null, 'circa 1980']],
  [
    ['ANNIVERSARY:20100612', 'X-ANNIVERSARY:2011-01-01'],
    ['anniversary', null, '2011-01-01'],
  ],
  [['GENDER:F;she'], ['gender', null, 'F, she']],
  [['LOGO;ENCODING=b;TYPE=PNG:AAAA'], ['logo', null, 'PNG, 1 KB']],
  [['KEY:data:application/pgp-keys;base64,AAAA'], ['key', null, 'application/pgp-keys, 1 KB']],
  [['X-TAVOLO:12'], ['X-TAVOLO', null, '12']],
  [
    ['item1.X-TAVOLO:12', 'item1.X-ABLabel:Tavolo'],
    ['X-TAVOLO', 'Tavolo', '12'],
  ],
])('%j', (lines, extra) => {
  expect(extrasOf(...lines)).toEqual([extra]);
});

test('what a field takes, and what is about the card or of the program that wrote it, is no extra', () => {
  const lines = [
    'UID:1',
    'REV:1',
    'PRODID:x',
    'X-ABShowAs:COMPANY',
    'X-ABORDER:FIRST',
    'SORT-STRING:x',
    'CATEGORIES:a',
  ];
  const fields = [
    'BDAY:1980-05-12',
    'NOTE:a',
    'EMAIL:a@b',
    'EMAIL:c@d',
    'TEL:',
    'item1.ADR:;;x;;;;',
    'item1.X-ABADR:it',
  ];
  expect(extrasOf(...lines, ...fields)).toEqual([]);
});

test('a card of very many lines shows as many as anybody reads, each of a length one can read', () => {
  const many = extrasOf(...Array.from({ length: 500 }, (_, at) => `X-A${at}:${'x'.repeat(5000)}`));
  expect(many).toHaveLength(200);
  expect(Math.max(...many.map(([, , value]) => value!.length))).toBe(1001);
});

test('a second surname and a generation are shown, once', () => {
  const extras = (n: string) =>
    contactFromVCard(['BEGIN:VCARD', 'VERSION:4.0', n, 'END:VCARD', ''].join('\r\n')).contact.extras ?? [];
  expect(extras('N:García;José;Luis;Dr.;Jr.;López;III').map(({ kind, value }) => [kind, value])).toEqual([
    ['name.family', 'López'],
    ['name.suffix', 'III'],
  ]);
  expect(extras('N:García López;José;;;III;López;III')).toEqual([]);
});
