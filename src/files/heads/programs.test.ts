// The exports of other programs, each value where it belongs.
import { expect, test } from 'vitest';
import { csvEntries } from '../csv-entries.ts';
import type { Entry } from '../entry.ts';
import { findTargets } from './find-targets.ts';

const FIELDS = {
  keys: new Set(['firstName', 'lastName', 'email', 'phone', 'title', 'mailing.city', 'birthday', 'name']),
  names: new Map(),
};
const read = (text: string, dates: 'dmy' | 'mdy' | null = null) => csvEntries(text, FIELDS, dates);
/** A file of one row, column by column. */
const table = (columns: Record<string, string>): string => {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  return `${Object.keys(columns).map(quoted).join(',')}\n${Object.values(columns).map(quoted).join(',')}\n`;
};
const one = (columns: Record<string, string>): Entry & { writer: string } => {
  const { entries, writer } = read(table(columns));
  expect(entries).toHaveLength(1);
  return { ...entries[0]!, writer };
};
const said = ({ rest }: Entry) => rest.map(({ what, value, reason }) => `${what}: ${value} (${reason})`);

test('an export of Google Contacts, as it is since 2024', () => {
  const entry = one({
    'First Name': 'Irene',
    'Middle Name': 'Sofia',
    'Last Name': 'Valli',
    'Phonetic Last Name': 'Vali',
    'Name Prefix': 'Dott.ssa',
    Nickname: 'Iri',
    'Organization Name': 'Filanda',
    'Organization Title': 'Direttrice',
    Birthday: '--11-02',
    Notes: 'una\ndue',
    Labels: 'Clienti ::: * myContacts',
    'E-mail 1 - Label': '* Work',
    'E-mail 1 - Value': 'irene@filanda.example ::: info@filanda.example',
    'E-mail 2 - Label': 'Casa al mare',
    'E-mail 2 - Value': 'iri@example.org',
    'Phone 1 - Label': 'Mobile',
    'Phone 1 - Value': '+39 347 5550111',
    'Address 1 - Label': 'Work',
    'Address 1 - Formatted': 'Via Lunga 3\nComo, CO 22100\nItalia',
    'Address 1 - Street': 'Via Lunga 3',
    'Address 1 - City': 'Como',
    'Address 1 - Region': 'CO',
    'Address 1 - Postal Code': '22100',
    'Address 1 - Country': 'Italia',
    'Address 1 - Extended Address': 'Scala B',
    'Website 1 - Label': 'Profile',
    'Website 1 - Value': 'https://filanda.example/irene',
    'Event 1 - Label': 'Anniversary',
    'Event 1 - Value': '2010-06-05',
  });
  expect(entry.writer).toBe('Google Contacts');
  expect(entry.contact).toMatchObject({
    name: { given: 'Irene', middle: 'Sofia', family: 'Valli', prefix: 'Dott.ssa' },
    nickname: 'Iri',
    organization: { name: 'Filanda', title: 'Direttrice' },
    birthday: { month: 11, day: 2 },
    notes: 'una\ndue',
    groups: ['Clienti', 'myContacts'],
    emails: [
      { value: 'irene@filanda.example', label: 'work', primary: true },
      { value: 'info@filanda.example', label: 'work' },
      { value: 'iri@example.org', label: 'Casa al mare' },
    ],
    phones: [{ value: '+39 347 5550111', label: 'mobile' }],
    addresses: [
      {
        label: 'work',
        street: 'Via Lunga 3\nScala B',
        city: 'Como',
        state: 'CO',
        postalCode: '22100',
        country: 'Italia',
      },
    ],
    urls: [{ value: 'https://filanda.example/irene', label: 'Profile' }],
  });
  expect(said(entry)).toEqual([
    'Phonetic Last Name: Vali (no-field)',
    'Event 1 - Label: Anniversary (no-field)',
    'Event 1 - Value: 2010-06-05 (no-field)',
  ]);
});

test('an export of Google Contacts, as it was', () => {
  const entry = one({
    Name: 'Piero Donda',
    'Given Name': 'Piero',
    'Family Name': 'Donda',
    'Group Membership': '* myContacts',
    'E-mail 1 - Type': '*',
    'E-mail 1 - Value': 'piero@example.org',
    'Phone 1 - Type': 'Work Fax',
    'Phone 1 - Value': '02 5550222',
    'Address 1 - Type': 'Home',
    'Address 1 - Formatted': 'Via A 1\nUdine',
    'Address 1 - Street': '',
    'Organization 1 - Name': 'Cantina Donda',
    'Organization 1 - Title': 'Enologo',
  });
  expect(entry.writer).toBe('Google Contacts');
  expect(entry.contact).toMatchObject({
    emails: [{ value: 'piero@example.org', label: null, primary: true }],
    phones: [{ value: '02 5550222', label: 'workFax' }],
    addresses: [{ label: 'home', street: 'Via A 1\nUdine' }],
    organization: { name: 'Cantina Donda', title: 'Enologo' },
    groups: ['myContacts'],
  });
  expect(entry.rest).toEqual([]);
});

test('two addresses in the columns of one stay two', () => {
  const { contact } = one({
    'First Name': 'Lea',
    'E-mail 1 - Value': 'lea@example.org',
    'Address 1 - Label': 'Home',
    'Address 1 - Street': 'Via A 1 ::: Via B 2',
    'Address 1 - City': 'Pisa ::: Lucca',
  });
  expect(contact.addresses).toEqual([
    { label: 'home', street: 'Via A 1', city: 'Pisa' },
    { label: 'home', street: 'Via B 2', city: 'Lucca' },
  ]);
});

test.each([
  [
    'English',
    [
      'Title',
      'First Name',
      'Last Name',
      'Company',
      'Job Title',
      'Business Street',
      'Business City',
      'Business Phone',
      'Home Phone',
      'Mobile Phone',
      'E-mail Address',
      'E-mail 2 Address',
      'Business Fax',
      'Web Page',
      'Notes',
      'Home City',
    ],
  ],
  [
    'Italian',
    [
      'Titolo',
      'Nome',
      'Cognome',
      'Società',
      'Posizione',
      'Via (uff.)',
      'Città (uff.)',
      'Ufficio',
      'Abitazione',
      'Cellulare',
      'Indirizzo posta elettronica',
      'Indirizzo posta elettronica 2',
      'Fax (uff.)',
      'Pagina Web',
      'Note',
      'Città (ab.)',
    ],
  ],
  [
    'Spanish',
    [
      'Título',
      'Nombre',
      'Apellidos',
      'Organización',
      'Puesto',
      'Calle del trabajo',
      'Ciudad de trabajo',
      'Teléfono del trabajo',
      'Particular',
      'Número de móvil',
      'Dirección de correo electrónico',
      'Dirección de correo electrónico 2',
      'Fax del trabajo',
      'Página web',
      'Notas',
      'Ciudad de residencia',
    ],
  ],
  [
    'German',
    [
      'Anrede',
      'Vorname',
      'Nachname',
      'Firma',
      'Position',
      'Straße geschäftlich',
      'Ort geschäftlich',
      'Telefon geschäftlich',
      'Telefon (privat)',
      'Mobiltelefon',
      'E-Mail-Adresse',
      'E-Mail 2: Adresse',
      'Fax geschäftlich',
      'Webseite',
      'Notizen',
      'Ort privat',
    ],
  ],
  [
    'French',
    [
      'Titre',
      'Prénom',
      'Nom',
      'Société',
      'Titre1',
      'Rue (bureau)',
      'Ville (bureau)',
      'Téléphone (bureau)',
      'Téléphone (domicile)',
      'Tél. mobile',
      'Adresse de messagerie',
      'Adresse de messagerie 2',
      'Télécopie (bureau)',
      'Page Web',
      'Notes',
      'Ville (domicile)',
    ],
  ],
])('an export of Outlook in %s', (_language, heads) => {
  const values = [
    'Dr',
    'Emil',
    'Hase',
    'Feld',
    'Chef',
    'Weg 1',
    'Köln',
    '1',
    '2',
    '3',
    'a@x.example',
    'b@x.example',
    '4',
    'x.example',
    'n',
    'Bonn',
  ];
  const entry = one(Object.fromEntries(heads.map((head, at) => [head, values[at]!])));
  expect(entry.writer).toBe('Outlook');
  expect(entry.rest).toEqual([]);
  expect(entry.contact).toMatchObject({
    name: { prefix: 'Dr', given: 'Emil', family: 'Hase' },
    organization: { name: 'Feld', title: 'Chef' },
    addresses: [
      { label: 'work', street: 'Weg 1', city: 'Köln' },
      { label: 'home', city: 'Bonn' },
    ],
    phones: [
      { value: '1', label: 'work' },
      { value: '2', label: 'home' },
      { value: '3', label: 'mobile' },
      { value: '4', label: 'workFax' },
    ],
    emails: [{ value: 'a@x.example' }, { value: 'b@x.example' }],
    urls: [{ value: 'x.example' }],
    notes: 'n',
  });
});

test('an export of Thunderbird, its birthday in three columns and its addresses in two lines', () => {
  const entry = one({
    'First Name': 'Nora',
    'Last Name': 'Blum',
    'Display Name': 'Nora Blum',
    Nickname: '',
    'Primary Email': 'nora@example.org',
    'Secondary Email': 'nb@example.org',
    'Screen Name': 'norab',
    'Work Phone': '11',
    'Fax Number': '22',
    'Mobile Number': '33',
    'Home Address': 'Rue A 1',
    'Home Address 2': 'Étage 2',
    'Home ZipCode': '75001',
    'Work City': 'Lyon',
    'Job Title': 'Éditrice',
    Organization: 'Livres',
    'Web Page 1': 'https://livres.example',
    'Birth Year': '1969',
    'Birth Month': '4',
    'Birth Day': '7',
  });
  expect(entry.writer).toBe('Thunderbird');
  expect(entry.contact).toMatchObject({
    emails: [{ value: 'nora@example.org' }, { value: 'nb@example.org' }],
    phones: [
      { value: '11', label: 'work' },
      { value: '22', label: 'otherFax' },
      { value: '33', label: 'mobile' },
    ],
    addresses: [
      { label: 'home', street: 'Rue A 1\nÉtage 2', postalCode: '75001' },
      { label: 'work', city: 'Lyon' },
    ],
    birthday: { year: 1969, month: 4, day: 7 },
  });
  expect(said(entry)).toEqual(['Screen Name: norab (no-field)']);
});

test('an export of Roundcube, by the names of its fields', () => {
  const { contact, writer } = one({
    name: 'Ugo Tell',
    firstname: 'Ugo',
    surname: 'Tell',
    'email:home': 'ugo@example.org',
    'phone:cell': '44',
    'locality:work': 'Zug',
    jobtitle: 'Koch',
  });
  expect(writer).toBe('Roundcube');
  expect(contact).toMatchObject({
    name: { given: 'Ugo', family: 'Tell' },
    emails: [{ value: 'ugo@example.org', label: 'home' }],
    phones: [{ value: '44', label: 'mobile' }],
    addresses: [{ label: 'work', city: 'Zug' }],
    organization: { title: 'Koch' },
  });
});

test('a table that somebody made, in one language alone', () => {
  const { contact } = one({
    'Ragione sociale': 'Mulino',
    NOME: 'Ivo',
    cognome: 'Rota',
    'Cell.': '55',
    'E-mail 2': 'i@x.example',
    CAP: '16100',
  });
  expect(contact).toMatchObject({
    name: { given: 'Ivo', family: 'Rota' },
    organization: { name: 'Mulino' },
    phones: [{ value: '55', label: 'mobile' }],
    emails: [{ value: 'i@x.example' }],
    addresses: [{ postalCode: '16100' }],
  });
});

test('a table whose heads nobody knows is no program’s', () => {
  expect(findTargets(['Kolonne 1', 'Kolonne 2'], FIELDS)).toEqual({
    writer: 'a table',
    dayFirst: false,
    targets: [null, null],
  });
});
