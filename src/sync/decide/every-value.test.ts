// Every value has a key: through all of Unicode, phones, e-mails, web addresses, names, companies, addresses, labels.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressKey } from '../../contact/address.ts';
import { companyKey } from '../../contact/company.ts';
import { emptyContact } from '../../contact/contact.ts';
import { applyEdits } from '../../contact/edit.ts';
import { emailKey } from '../../contact/email.ts';
import { sameLabel } from '../../contact/label.ts';
import { phoneKey, phoneMatchDigits } from '../../contact/phone.ts';
import { asciiDigits, cleanText, hasLetterOrDigit, searchKey, textKey } from '../../contact/text.ts';
import { urlKey } from '../../contact/url.ts';
import { CATALOGUE } from '../../fields/catalogue.ts';
import { derive } from '../../records/derive.ts';
import { searchWords } from '../../records/search-words.ts';
import type { Base } from '../link/link.ts';
import { defaultMapping } from '../mapping.ts';
import { editsFor, expecting } from './edits.ts';
import { type Projection, project } from './project.ts';

const KEYS = {
  phone: phoneKey,
  email: emailKey,
  url: urlKey,
  name: searchKey,
  company: companyKey,
  text: textKey,
  street: (street: string) => addressKey({ street }),
};

/** Digits of every script that the platform knows the numbers of. */
const SCRIPTS = Intl.supportedValuesOf('numberingSystem').filter((system) => {
  const ten = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false }).format(1234567890);
  return /^\p{Nd}{10}$/u.test(ten);
});
const inScript = (system: string, digits: string): string => {
  const format = new Intl.NumberFormat(`en-u-nu-${system}`);
  return digits.replace(/\d/g, (digit) => format.format(Number(digit)));
};

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(...'+#*()-./ ;,?!:"@\u0301\u200d\u00a0\ufffd☎½፩Ⅻ', '٣', '۳', '३'),
    maxLength: 8,
  }),
);
const anyValue = anyText.filter((text) => cleanText(text) !== '');

test('digits of every script are digits', () => {
  expect(SCRIPTS.length).toBeGreaterThan(60);
  for (const script of SCRIPTS) {
    expect(asciiDigits(inScript(script, '0123456789')), script).toBe('0123456789');
    expect(phoneKey(inScript(script, '055 123-4567')), script).toBe('0551234567');
    expect(phoneKey(inScript(script, '+39 055 123 4567')), script).toBe('+390551234567');
    expect(phoneMatchDigits(inScript(script, '055 123 4567')), script).toBe('551234567');
    expect(companyKey(inScript(script, 'Studio 54 S.r.l.')), script).toBe('studio 54');
  }
});

describe.each(Object.entries(KEYS))('%s', (name, key) => {
  test('no value is without a key', () => {
    fc.assert(fc.property(anyValue, (value) => void expect(key(value)).not.toBe('')));
  });

  test('what a transport may change changes no key', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        for (const other of [value.normalize('NFC'), value.normalize('NFD'), ` ${value}\r\n`])
          expect(key(other)).toBe(key(value));
      }),
    );
  });

  test('two values of signs alone are one when they are the same text', () => {
    const signs = anyValue.filter((value) => !hasLetterOrDigit(value.normalize('NFKD')));
    fc.assert(
      fc.property(signs, signs, (a, b) => {
        // The last slash of an address says nothing, whatever stands before it.
        const said = (text: string) => (name === 'url' ? textKey(text).replace(/\/$/, '') : textKey(text));
        const spaced = (text: string) => said(text).normalize('NFKD').replace(/\s+/g, ' ');
        if (spaced(a) !== spaced(b) && spaced(a).replace(/\p{M}/gu, '') !== spaced(b).replace(/\p{M}/gu, ''))
          expect(key(a)).not.toBe(key(b));
      }),
    );
  });
});

test('a label is no other for having no letters', () => {
  fc.assert(fc.property(anyValue, (label) => void expect(sameLabel(label, null)).toBe(false)));
});

describe('what is written is found as it is written', () => {
  const found = (kind: 'contact' | 'company', field: string, value: string): void => {
    const { searchText } = derive(CATALOGUE, kind, { lastName: 'Zzz', name: 'Zzz', [field]: value });
    for (const word of searchWords(value))
      if (!searchText.includes(word)) throw new Error(`${value}: ${word}`);
  };
  test.each(['phone', 'mobile', 'fax'])('%s', (field) => {
    fc.assert(fc.property(anyValue, (value) => found('contact', field, value)));
    for (const script of SCRIPTS) found('contact', field, inScript(script, '+39 (0)55 123 456'));
  });
});

describe('one value of a card is one value of its field', () => {
  const FIELDS = { phones: 'phone', emails: 'email', urls: 'website' } as const;
  test.each(['phones', 'emails', 'urls'] as const)('%s', (property) => {
    const field = FIELDS[property];
    fc.assert(
      fc.property(anyValue, anyValue, (text, other) => {
        const [value, next] = [cleanText(text), cleanText(other)];
        const card = { ...emptyContact(), [property]: [{ value, label: 'work' }] };
        const seen = project(card, MAPPING);
        expect(seen.values[field]).toBe(value);
        const base = baseOf(seen);
        expect(project(card, MAPPING, base).values).toEqual(seen.values);
        // An edit here goes to that very value, and comes back as what was sent.
        const edits = editsFor([field], { [field]: next }, MAPPING, card, project(card, MAPPING, base));
        const written = applyEdits(card, edits);
        expect(written[property]).toEqual([{ value: next, label: 'work' }]);
        const known = expecting(base, [field], { [field]: next }, MAPPING);
        expect(project(written, MAPPING, known).values[field]).toBe(next);
        // An edit there is an edit of that field.
        const edited = { ...card, [property]: [{ value: next, label: 'work' }] };
        expect(project(edited, MAPPING, base).values).toEqual({ ...seen.values, [field]: next });
      }),
    );
  });
});

const MAPPING = defaultMapping('contact');
const baseOf = ({ values, bound, others }: Projection): Base => ({
  fields: Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, { local: value, remote: value }]),
  ),
  bound,
  others,
});
