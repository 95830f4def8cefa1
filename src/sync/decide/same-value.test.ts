// When two values are one: formatting, numbers without their country, and what a provider cuts off.
import { describe, expect, test } from 'vitest';
import { plan } from '../../../tests/builders/a-link.ts';
import { SHAPES } from '../../../tests/simulation/world/provider-shapes.ts';
import { type Contact, emptyContact } from '../../contact/contact.ts';
import type { Agreement } from '../link/link.ts';
import { defaultMapping, holdableMapping } from '../mapping.ts';
import type { Values } from '../model.ts';
import { project } from './project.ts';
import { comparing } from './same-value.ts';
import { baseAfterWrite } from './three-way.ts';

const whole = holdableMapping(defaultMapping('contact'), SHAPES.ordered.capabilities);
const cutting = holdableMapping(defaultMapping('contact'), SHAPES.replaying.capabilities);
const comparison = (mapping: typeof whole, field: string) =>
  comparing(mapping.find((entry) => entry.field === field)!);
const NAME = 'The International Holding of the North';
const CUT = 'The International Holdin';

describe('what a provider cuts off', () => {
  test('is known by the property and the length it keeps', () => {
    const { isCut } = comparison(cutting, 'companyName');
    expect(isCut(NAME, CUT)).toBe(true);
    expect(isCut('Two words at that length and more', 'Two words at that length')).toBe(true);
    // It ends in a blank there, which the provider does not keep.
    expect(isCut('Nothing but a long word and more', 'Nothing but a long word')).toBe(true);
  });

  test('is nothing that somebody shortened', () => {
    const { isCut } = comparison(cutting, 'companyName');
    expect(isCut(NAME, 'The International')).toBe(false);
    expect(isCut('The North', 'The')).toBe(false);
    expect(isCut(NAME, null)).toBe(false);
    expect(isCut(null, '')).toBe(false);
    expect(comparison(cutting, 'description').isCut(NAME, CUT)).toBe(false);
    expect(comparison(whole, 'companyName').isCut(NAME, CUT)).toBe(false);
  });

  test('a note shortened between our write and its reading back is an edit, and is taken over', () => {
    const sent = { description: 'Called on Monday\nSecond line' };
    const read = { ...emptyContact(), notes: 'Called on Monday' };
    const agreed = baseAfterWrite(
      { fields: {}, bound: {}, others: [] },
      sent,
      project(read, whole, null, sent),
      whole,
    );
    expect(agreed.fields.description).toEqual({ local: sent.description, remote: sent.description });
    const company = { companyName: NAME };
    const stored = { ...emptyContact(), organization: { name: CUT } };
    const kept = (mapping: typeof whole) =>
      baseAfterWrite(
        { fields: {}, bound: {}, others: [] },
        company,
        project(stored, mapping, null, company),
        mapping,
      ).fields.companyName;
    expect(kept(cutting)).toEqual({ local: NAME, remote: CUT });
    expect(kept(whole)).toEqual({ local: NAME, remote: NAME });
  });

  test('what the book made of our write is agreed on, also where that changed what was not sent', () => {
    const sent = { lastName: 'Rossi; Bianchi', firstName: 'Anna' };
    const before = { fields: { title: { local: 'Ing', remote: 'Ing' } }, bound: {}, others: [] };
    const made = { ...emptyContact(), name: { family: 'Rossi', given: 'Bianchi' } };
    const { fields } = baseAfterWrite(before, sent, project(made, whole, null, sent), whole, {
      title: 'Ing',
    });
    expect(fields).toMatchObject({
      lastName: { local: 'Rossi; Bianchi', remote: 'Rossi' },
      firstName: { local: 'Anna', remote: 'Bianchi' },
      title: { local: 'Ing', remote: null },
    });
  });

  test('what a card is called by once its company is taken away is no form of nothing; left alone, it stays alone', () => {
    const mapping = defaultMapping('company');
    const called: Contact = { ...emptyContact(), isCompany: true, name: { display: 'Ada', given: 'Ada' } };
    const agreedOn = (was: Agreement, sent: Values, written: string) => {
      const before = { fields: { name: was }, bound: {}, others: [] };
      return baseAfterWrite(before, sent, project(called, mapping), mapping, { name: written }).fields.name;
    };
    const gone = { local: null, remote: null };
    expect(agreedOn({ local: 'Acme', remote: 'Acme' }, { name: null }, 'Acme')).toEqual(gone);
    const alone = { local: null, remote: 'Ada' };
    expect(agreedOn(alone, { description: 'Called' }, 'Ada')).toEqual(alone);
  });

  test('what somebody had edited on the card before our write is no form of the book’s', () => {
    const agreed = { title: { local: 'Ing', remote: 'Ing' } };
    const read = { ...emptyContact(), organization: { title: 'Dir' }, notes: 'Called' };
    const { fields } = baseAfterWrite(
      { fields: agreed, bound: {}, others: [] },
      { description: 'Called' },
      project(read, whole, null, {}),
      whole,
      { title: 'Dir' },
    );
    expect(fields).toMatchObject({ ...agreed, description: { local: 'Called', remote: 'Called' } });
  });
});

describe('a number without its country', () => {
  test('is alike one with it, and not the same: whoever adds the country has edited it', () => {
    const { same, alike } = comparison(whole, 'phone');
    expect(alike('333 7654321', '+39 333 765 4321')).toBe(true);
    expect(same('333 7654321', '+39 333 765 4321')).toBe(false);
    expect(same('333 7654321', '333-765 4321')).toBe(true);
    expect(alike('+44 333 7654321', '+39 333 765 4321')).toBe(false);
    expect(comparison(whole, 'title').alike('333 7654321', '+39 333 765 4321')).toBe(false);
  });

  test('merged with a card that has it: nothing is written, and nobody is asked', () => {
    const merged = plan({ local: '333 7654321', remote: '+39 333 765 4321', link: { base: null } });
    expect(merged).toMatchObject({
      type: 'settle',
      base: { fields: { phone: { local: '333 7654321', remote: '+39 333 765 4321' } } },
    });
  });

  test('given its country on one side: an edit that the other side gets', () => {
    expect(plan({ remote: '+39 02 1234567' })).toMatchObject({
      pull: [{ field: 'phone', after: '+39 02 1234567' }],
    });
    expect(plan({ local: '+39 02 1234567' })).toMatchObject({ push: { sent: { phone: '+39 02 1234567' } } });
  });
});
