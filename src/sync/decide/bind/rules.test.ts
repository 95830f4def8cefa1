// Each rule by which a field finds its value: what it gives, and that without it something else would come of it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Contact, emptyContact, type Label, type LabelledValue } from '../../../contact/contact.ts';
import { applyEdits } from '../../../contact/edit.ts';
import type { Base } from '../../link/link.ts';
import { accountMapping, defaultMapping } from '../../mapping.ts';
import type { Mapping, Values } from '../../model.ts';
import { editsFor } from '../edits.ts';
import { type Projection, project } from '../project.ts';
import { RULES } from './rules.ts';

const mapping = defaultMapping('contact');
const card = (...phones: [label: Label, value: string][]): Contact => ({
  ...emptyContact(),
  phones: phones.map(([label, value]): LabelledValue => ({ label, value })),
});
const agreedOn = ({ values, bound, others }: Projection): Base => ({
  fields: Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, { local: value, remote: value }]),
  ),
  bound,
  others,
});
const filled = ({ values }: Projection): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

interface Example {
  rule: string;
  says: string;
  /** What both agreed on; null for a first look. */
  before: Contact | null;
  now: Contact;
  under?: Mapping;
  /** The record's values where somebody changed them. */
  record?: Values;
  seen: Values;
}

const EXAMPLES: Example[] = [
  {
    rule: 'byNewLabel',
    says: 'given another label, a field takes the value that carries it',
    before: card(['work', '02 1'], ['mobile', '333 2']),
    now: card(['work', '02 1'], ['mobile', '333 2']),
    under: accountMapping('contact', {
      phone: { slot: { property: 'phones', wish: ['mobile'] }, direction: 'both' },
      mobile: { slot: { property: 'phones', wish: ['work'] }, direction: 'both' },
    }),
    seen: { phone: '333 2', mobile: '02 1' },
  },
  {
    rule: 'byKeyAndLabel',
    says: 'of two fields that hold the same value each keeps the one under its label',
    before: card(['work', '02 1'], ['mobile', '02 1']),
    now: card(['mobile', '02 1'], ['work', '02 9']),
    seen: { phone: '02 9', mobile: '02 1' },
  },
  {
    rule: 'movedByLabel',
    says: 'a value that got the label of a free field moves there',
    before: card(['work', '02 1']),
    now: card(['home', '02 1']),
    seen: { homePhone: '02 1' },
  },
  {
    rule: 'movedByLabel',
    says: 'the old number is at home now and a new one at work, where another was at home before',
    before: card(['work', '02 1'], ['home', '06 5']),
    now: card(['work', '02 9'], ['home', '02 1']),
    seen: { phone: '02 9', homePhone: '02 1' },
  },
  {
    rule: 'movedByLabel',
    says: 'two numbers exchanged are in each other’s field',
    before: card(['work', '02 1'], ['mobile', '333 2']),
    now: card(['mobile', '02 1'], ['work', '333 2']),
    seen: { phone: '333 2', mobile: '02 1' },
  },
  {
    rule: 'movedByLabel',
    says: 'so they are where the record was given them exchanged meanwhile, as by a colleague who shares the book',
    before: card(['work', '02 1'], ['mobile', '333 2']),
    now: card(['mobile', '02 1'], ['work', '333 2']),
    record: { phone: '333 2', mobile: '02 1' },
    seen: { phone: '333 2', mobile: '02 1' },
  },
  {
    rule: 'byKey',
    says: 'a value keeps its field under a label of no field',
    before: card(['work', '02 1']),
    now: card(['Portineria', '02 1'], ['work', '02 9']),
    seen: { phone: '02 1', otherPhone: '02 9' },
  },
  {
    rule: 'editedInPlace',
    says: 'an edited value stays in its field, though the field would wish for another one first',
    before: card(['main', '02 1']),
    now: card(['main', '02 9'], ['work', '02 8']),
    seen: { phone: '02 9', otherPhone: '02 8' },
  },
  {
    rule: 'byKeyAgain',
    says: 'a field whose value is gone has the same one that was of no field',
    before: card(['Centralino', '02 3'], ['Citofono', '02 1'], ['work', '02 1']),
    now: card(['Centralino', '02 3'], ['Citofono', '02 1']),
    seen: { otherPhone: '02 3', phone: '02 1' },
  },
  {
    rule: 'byRecord',
    says: 'of two fields of a record with one number it is that of the one under its label',
    before: null,
    now: card(['main', '02 1'], ['work', '02 9']),
    record: { fax: '02 1', phone: '02 1' },
    seen: { phone: '02 1', otherPhone: '02 9' },
  },
  {
    rule: 'byRecord',
    says: 'on first sight a field stands for the value that its record has there already',
    before: null,
    now: card(['work', '02 1'], ['mobile', '333 2']),
    record: { phone: '333 2', mobile: '02 1' },
    seen: { phone: '333 2', mobile: '02 1' },
  },
  {
    rule: 'byRecord',
    says: 'also where the card says its country, and the record does not',
    before: null,
    now: card(['work', '+39 02 123 4567']),
    record: { mobile: '02 123 4567' },
    seen: { mobile: '+39 02 123 4567' },
  },
  {
    rule: 'byRecord',
    says: 'and later, where an empty field gets a value that stands on the card for no field',
    before: card(['work', '02 1'], ['Citofono', '02 5'], ['Centralino', '02 3'], ['Portineria', '02 7']),
    now: card(['work', '02 1'], ['Citofono', '02 5'], ['Centralino', '02 3'], ['Portineria', '02 7']),
    record: { fax: '02 7' },
    seen: { phone: '02 1', otherPhone: '02 5', fax: '02 7' },
  },
  {
    rule: 'byWish',
    says: 'on first sight a field takes the value it wishes for',
    before: null,
    now: card(['work', '02 1'], ['mobile', '333 2']),
    seen: { phone: '02 1', mobile: '333 2' },
  },
];

function look({ before, now, under = mapping, record }: Example): Values {
  const known = before && project(before, mapping);
  return filled(project(now, under, known && agreedOn(known), { ...known?.values, ...record }));
}

function without<T>(name: string, what: () => T): T {
  const at = RULES.findIndex((rule) => rule.name === name);
  const [rule] = RULES.splice(at, 1);
  try {
    return what();
  } finally {
    RULES.splice(at, 0, rule!);
  }
}

describe.each(EXAMPLES)('$rule: $says', (example) => {
  test('with it', () => void expect(look(example)).toEqual(example.seen));
  test('and not without it', () =>
    void expect(without(example.rule, () => look(example))).not.toEqual(example.seen));
});

test('every rule has an example', () => {
  expect([...new Set(EXAMPLES.map(({ rule }) => rule))]).toEqual(RULES.map(({ name }) => name));
});

describe('no value moves to a field that', () => {
  const before = card(['work', '02 1'], ['home', '06 5']);
  const stays = (now: Contact, record?: Values) =>
    look({ rule: '', says: '', before, now, seen: {}, ...(record ? { record } : {}) });

  test('has its own value yet, whatever label that got', () => {
    expect(stays(card(['home', '02 1'], ['home', '06 5']))).toEqual({ phone: '02 1', homePhone: '06 5' });
    expect(stays(card(['home', '02 1'], ['Skype', '06 5']))).toEqual({ phone: '02 1', homePhone: '06 5' });
  });

  test('has its value edited on the card at the same time', () => {
    expect(stays(card(['home', '02 1'], ['home', '06 9']))).toEqual({ phone: '02 1', homePhone: '06 9' });
  });

  test('somebody changed in the record', () => {
    expect(stays(card(['home', '02 1']), { homePhone: '06 7' })).toEqual({ phone: '02 1' });
  });
});

describe('whatever is exchanged, edited or removed at once', () => {
  const FIELDS = { work: 'phone', mobile: 'mobile', home: 'homePhone' } as const;
  type Place = keyof typeof FIELDS;
  const PLACES = Object.keys(FIELDS) as Place[];
  /** Two or three numbers, where each goes, whether it is typed anew or removed, and in what order they stand then. */
  const change = fc.integer({ min: 2, max: 3 }).chain((count) =>
    fc.record({
      places: fc.shuffledSubarray(PLACES, { minLength: count, maxLength: count }),
      targets: fc.shuffledSubarray(PLACES, { minLength: count, maxLength: count }),
      fates: fc.array(fc.constantFrom('kept', 'edited', 'removed'), { minLength: count, maxLength: count }),
      order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
    }),
  );
  const played = ({
    places,
    targets,
    fates,
    order,
  }: typeof change extends fc.Arbitrary<infer T> ? T : never) => {
    const before = card(...places.map((place, at): [string, string] => [place, `0${at + 1} 100`]));
    const after = places.flatMap((_, at): [Place, string][] => {
      if (fates[at] === 'removed') return [];
      return [[targets[at]!, fates[at] === 'edited' ? `0${at + 1} 999` : `0${at + 1} 100`]];
    });
    const now = card(...order.flatMap((at) => (after[at] ? [after[at]] : [])));
    const known = project(before, mapping);
    return { after, now, known, projection: project(now, mapping, agreedOn(known), known.values) };
  };

  test('the label says whose value it is', () => {
    fc.assert(
      fc.property(change, (values) => {
        const { after, projection } = played(values);
        expect(filled(projection)).toEqual(
          Object.fromEntries(after.map(([place, value]) => [FIELDS[place], value])),
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('a later edit of a field goes to the value under its label, and to no other', () => {
    fc.assert(
      fc.property(change, fc.nat(2), (values, at) => {
        const { after, now, projection } = played(values);
        if (after.length === 0) return;
        const [place] = after[at % after.length]!;
        const settled = project(now, mapping, agreedOn(projection), projection.values);
        const record = { ...settled.values, [FIELDS[place]]: '099 7' };
        const edits = editsFor([FIELDS[place]], record, mapping, now, settled);
        expect(applyEdits(now, edits).phones).toEqual(
          now.phones.map((phone) => (phone.label === place ? { ...phone, value: '099 7' } : phone)),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
