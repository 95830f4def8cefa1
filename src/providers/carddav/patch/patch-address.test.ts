// What says an address a second time goes with it; what says another one stays.
import { describe, expect, test } from 'vitest';
import type { Edit } from '../../../contact/contact.ts';
import { contactFromVCard } from '../contact-from-vcard.ts';
import { patchVCard } from './patch-vcard.ts';

const aCard = (version: string, lines: string[]): string =>
  ['BEGIN:VCARD', `VERSION:${version}`, 'FN:Ada', ...lines, 'END:VCARD', ''].join('\r\n');

const street = (at: number, label: string | null): Edit => ({
  property: 'addresses',
  at,
  label,
  value: { street: 'Via Nuova 9' },
});
const gone = (at: number): Edit => ({ property: 'addresses', at, label: null, value: null });

const OLD = 'ADR;TYPE=HOME:;;Via Vecchia 2;Cittanova;;333;Italia';
const NEW = 'ADR;TYPE=HOME:;;Via Nuova 9;Cittanova;;333;Italia';
const WORK = 'ADR;TYPE=WORK:;;Largo Due 1;Roma;;;';
const HOME_LABEL = 'LABEL;TYPE=HOME:Via Vecchia 2\\n333 Cittanova';
const WORK_LABEL = 'LABEL;TYPE=WORK:Largo Due 1\\nRoma';

describe('an address that is edited', () => {
  test.each<[string, string, string[], Edit, string[]]>([
    [
      'lets go of its formatted text, place and zone',
      '4.0',
      [
        'ADR;LABEL=Via Vecchia 2^n333 Cittanova;TYPE=home;GEO="geo:12.3,78.9";TZ=Europe/Rome:;;Via Vecchia 2;Cittanova;;333;Italia',
      ],
      street(0, 'home'),
      ['ADR;TYPE=home:;;Via Nuova 9;Cittanova;;333;Italia'],
    ],
    ['and of its LABEL', '3.0', [OLD, HOME_LABEL], street(0, 'home'), [NEW]],
    [
      'and no other address does',
      '3.0',
      [OLD, WORK, HOME_LABEL, WORK_LABEL],
      street(0, 'home'),
      [NEW, WORK, WORK_LABEL],
    ],
    [
      'of two LABELs alike goes the one that names the street',
      '3.0',
      [OLD, 'ADR;TYPE=HOME:;;Altra 1;Roma;;;', 'LABEL;TYPE=HOME:Altra 1\\nRoma', HOME_LABEL],
      street(0, 'home'),
      [NEW, 'ADR;TYPE=HOME:;;Altra 1;Roma;;;', 'LABEL;TYPE=HOME:Altra 1\\nRoma'],
    ],
    [
      'a LABEL that may be another address’s stays',
      '3.0',
      [OLD, 'ADR;TYPE=HOME:;;Altra 1;Roma;;;', 'LABEL;TYPE=HOME:Altra 1\\nRoma'],
      street(0, 'home'),
      [NEW, 'ADR;TYPE=HOME:;;Altra 1;Roma;;;', 'LABEL;TYPE=HOME:Altra 1\\nRoma'],
    ],
    [
      'a quoted-printable LABEL of 2.1 is known',
      '2.1',
      [
        'ADR;HOME:;;Via Vecchia 2;Cittanova',
        'LABEL;HOME;ENCODING=QUOTED-PRINTABLE:Via Vecchia=202=0D=0A=\r\nCittanova',
      ],
      street(0, 'home'),
      ['ADR;HOME:;;Via Nuova 9;Cittanova;;;'],
    ],
    [
      'the place of its group goes, the place of the person stays',
      '3.0',
      [`item1.${OLD}`, 'item1.GEO:12.3;78.9', 'item1.X-ABADR:it', 'GEO:1;2', 'TZ:+01:00'],
      street(0, 'home'),
      [`item1.${NEW}`, 'item1.X-ABADR:it', 'GEO:1;2', 'TZ:+01:00'],
    ],
    ['removed, takes its LABEL along', '3.0', [OLD, HOME_LABEL, WORK], gone(0), [WORK]],
    [
      'under another label, leaves no LABEL of the former one',
      '3.0',
      [OLD, HOME_LABEL],
      { property: 'addresses', at: 0, label: 'work', value: {} },
      ['ADR;TYPE=WORK:;;Via Vecchia 2;Cittanova;;333;Italia'],
    ],
    [
      'with nothing new in it, stays with all of it',
      '3.0',
      [OLD, HOME_LABEL],
      { property: 'addresses', at: 0, label: 'home', value: { street: 'Via Vecchia 2' } },
      [OLD, HOME_LABEL],
    ],
    [
      'in another country has another code',
      '4.0',
      ['ADR;CC=IT:;;Via Vecchia 2;;;;Italia'],
      { property: 'addresses', at: 0, label: null, value: { country: 'Spain' } },
      ['ADR;CC=ES:;;Via Vecchia 2;;;;Spain'],
    ],
  ])('%s', (_, version, before, edit, after) => {
    expect(patchVCard(aCard(version, before), [edit])).toBe(aCard(version, after));
  });
});

test('a country code is read from the parameter too', () => {
  const { addresses } = contactFromVCard(aCard('4.0', ['ADR;CC=ES:;;Mayor 1;;;;'])).contact;
  expect(addresses).toEqual([{ label: null, street: 'Mayor 1', countryCode: 'es' }]);
});
