// A field that somebody gave another slot: what its card and its record then hold, and that nothing is lost.
import { describe, expect, test } from 'vitest';
import { context, view } from '../../../tests/builders/a-link.ts';
import { type Contact, emptyContact } from '../../contact/contact.ts';
import type { Base } from '../link/link.ts';
import type { LinkView } from '../link/view.ts';
import { accountMapping } from '../mapping.ts';
import { DEFAULT_SETTINGS, type OwnMapping, type Values } from '../model.ts';
import { planLink } from './plan.ts';
import { project } from './project.ts';

const phones = (...wish: string[]) => ({
  slot: { property: 'phones' as const, wish },
  direction: 'both' as const,
});
const card = (...list: [label: string | null, value: string][]): Contact => ({
  ...emptyContact(),
  name: { given: 'Anna', family: 'Bianchi' },
  phones: list.map(([label, value]) => ({ label, value })),
});

/** A link that agreed under one mapping, planned under another; `local` are changes made since. */
function remapped(
  contact: Contact,
  { from = {}, to, local = {} }: { from?: OwnMapping; to: OwnMapping; local?: Values },
) {
  const before = accountMapping('contact', from);
  const { values, bound, others } = project(contact, before);
  const fields = Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, { local: value, remote: value }]),
  );
  const own = before.filter((entry) => entry.own);
  const first: Base = { fields, bound, others };
  // What the engine writes under the first mapping.
  const planUnder = (mapping: ReturnType<typeof accountMapping>, base: Base, record: Values) => {
    const given = view({});
    const link: LinkView = {
      ...given,
      link: { ...given.link, base },
      record: { ...given.record, values: record },
      card: { ...given.card!, contact },
    };
    return planLink(link, { ...context(), settings: DEFAULT_SETTINGS, mapping });
  };
  const settled = own.length === 0 ? first : (planUnder(before, first, values) as { base: Base }).base;
  return planUnder(accountMapping('contact', to), settled, { ...values, ...local });
}

describe('a field given another label', () => {
  test('takes the value that carries it; the old one stays on the card', () => {
    const plan = remapped(card(['work', '02 1'], ['Interno', '02 2']), { to: { phone: phones('Interno') } });
    expect(plan).toMatchObject({
      type: 'sync',
      push: null,
      conflicts: [],
      pull: [
        { field: 'phone', before: '02 1', after: '02 2' },
        // It had that value only because no other field wished for it.
        { field: 'otherPhone', before: '02 2', after: '02 1' },
      ],
    });
  });

  test('keeps the value it had where the card has no such label, and nothing is written', () => {
    const plan = remapped(card(['work', '02 1']), { to: { phone: phones('Interno') } });
    expect(plan).toMatchObject({ type: 'settle', base: { slots: { phone: 'phones|Interno' } } });
  });

  test('an edit of the record in between is a conflict, not lost', () => {
    const plan = remapped(card(['work', '02 1'], ['Interno', '02 2']), {
      to: { phone: phones('Interno') },
      local: { phone: '02 999' },
    });
    expect(plan).toMatchObject({ conflicts: [{ field: 'phone', crm: '02 999', book: '02 2' }] });
  });

  test('a direction of its own is no other place: what both sides agreed on stays known', () => {
    const out = phones('work', 'main', '');
    const plan = remapped(card(['work', '02 1']), {
      from: { phone: { ...out, direction: 'out' } },
      to: {},
      local: { phone: '02 999' },
    });
    expect(plan).toMatchObject({ conflicts: [], push: { diff: [{ before: '02 1', after: '02 999' }] } });
    expect(accountMapping('contact', { phone: out })).toContainEqual(expect.objectContaining({ own: true }));
    expect(accountMapping('contact', { phone: out })).not.toContainEqual(
      expect.objectContaining({ moved: true }),
    );
  });

  test('two labels swapped: every value is on both sides, in the other field', () => {
    const plan = remapped(card(['work', '02 1'], ['mobile', '333 2']), {
      to: { phone: phones('mobile'), mobile: phones('work') },
    });
    expect(plan).toMatchObject({
      push: null,
      conflicts: [],
      pull: [
        { field: 'phone', before: '02 1', after: '333 2' },
        { field: 'mobile', before: '333 2', after: '02 1' },
      ],
    });
  });

  test('and back to the default: as before', () => {
    const plan = remapped(card(['work', '02 1'], ['Interno', '02 2']), {
      from: { phone: phones('Interno') },
      to: {},
    });
    expect(plan).toMatchObject({
      push: null,
      pull: [
        { field: 'phone', before: '02 2', after: '02 1' },
        { field: 'otherPhone', before: '02 1', after: '02 2' },
      ],
    });
  });
});

describe('a field taken out of the mapping', () => {
  test('is out of the diff on both sides', () => {
    const plan = remapped(card(['mobile', '333 2']), { to: { mobile: null }, local: { mobile: '333 999' } });
    expect(plan.type).toBe('settle');
  });

  test('put back, it is a union: an empty side is filled, never emptied', () => {
    const from: OwnMapping = { fax: null };
    expect(remapped(card(['workFax', '02 3']), { from, to: {} })).toMatchObject({
      pull: [{ field: 'fax', before: null, after: '02 3' }],
      push: null,
    });
    expect(remapped(card(), { from, to: {}, local: { fax: '02 9' } })).toMatchObject({
      pull: [],
      push: { sent: { fax: '02 9' } },
    });
  });
});

test('a text field given another place is never emptied by what that place does not have', () => {
  const to: OwnMapping = {
    title: { slot: { property: 'organization', part: 'department' }, direction: 'both' },
    department: null,
  };
  const contact: Contact = { ...card(), organization: { title: 'CTO' } };
  expect(remapped(contact, { to })).toMatchObject({ pull: [], push: { sent: { title: 'CTO' } } });
  const both: Contact = { ...card(), organization: { title: 'CTO', department: 'IT' } };
  expect(remapped(both, { to })).toMatchObject({
    pull: [],
    push: null,
    conflicts: [{ field: 'title', resolution: null }],
  });
});
