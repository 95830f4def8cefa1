// What becomes of updates whose answers were lost.
import { expect, test } from 'vitest';
import { AGREED, agreed, context, type Given, view } from '../../../tests/builders/a-link.ts';
import { type Intent, NOTHING_AGREED } from '../link/link.ts';
import type { FieldDiff } from '../model.ts';
import { type Besides, planLink } from './plan.ts';

const phone = { field: 'phone', before: '02 1', after: '02 2' };

/** What a plan says of it, long after it was sent or the moment its answer is missed. */
function heard(diff: FieldDiff[], given: Given, isInDoubt = false): Besides {
  const sent = Object.fromEntries(diff.map(({ field, after }) => [field, after]));
  const intent: Intent = { type: 'update', sent, diff, at: 1, doubtedAt: isInDoubt ? 1 : 0 };
  const link = { intent, outbox: [sent], ...given.link };
  const { arrived, unheard } = planLink(view({ ...given, link }), context()) as Besides;
  return { ...(arrived && { arrived }), ...(unheard && { unheard }) };
}
const apart = { ...agreed(), fields: { ...agreed().fields, phone: { local: '02 9', remote: '02 1' } } };

test('what the card shows has arrived', () => {
  expect(heard([phone], { local: '02 2', remote: '02 2' })).toEqual({ arrived: [phone] });
});

test('of what was sent for a field that is read no more nothing will be heard', () => {
  const lost = { field: 'billing.city', before: 'Roma', after: 'Bari' };
  expect(heard([phone, lost], { local: '02 2', remote: '02 2' })).toEqual({
    arrived: [phone],
    unheard: [lost],
  });
});

test('nor of what somebody has written over, which may have been the value that it took the place of', () => {
  expect(heard([phone], { local: '02 2', remote: '02 3', link: { base: apart } })).toEqual({
    unheard: [phone],
  });
});

test('of what did not happen there is nothing to tell, however the card writes what it had', () => {
  for (const remote of ['02 1', '02/1'])
    expect(heard([phone], { local: '02 2', remote, link: { base: apart } })).toEqual({});
});

test('as long as it may still arrive nothing is concluded, unless something else is sent', () => {
  const lost = { field: 'billing.city', before: 'Roma', after: 'Bari' };
  expect(heard([lost], { local: AGREED, remote: '02 3' }, true)).toEqual({});
  expect(heard([lost], { local: '02 3', remote: AGREED }, true)).toEqual({ unheard: [lost] });
});

test('two updates of one value, of which one arrived, wrote over one', () => {
  const second = { ...phone, after: '02 4' };
  const base = { ...NOTHING_AGREED, ...apart };
  expect(heard([phone, second], { local: '02 2', remote: '02 2', link: { base } })).toEqual({
    arrived: [phone],
  });
});
