// What a plan does here, as steps.
import { expect, test } from 'vitest';
import { context, type Given, plan, view } from '../../../tests/builders/a-link.ts';
import type { Values } from '../model.ts';
import type { Step } from '../store.ts';
import { afterwards, stepsOf } from './apply.ts';

const steps = (given: Given): Step[] => stepsOf(view(given), plan(given), context());

test('a card that is gone goes into the trash, whether or not anybody wants it by now', () => {
  for (const wanted of [true, false])
    expect(steps({ card: 'gone', wanted })).toMatchObject([
      { trash: 'card-deleted', move: { type: 'closed' } },
    ]);
});

test('of two updates without an answer what has arrived is journalled, field by field', () => {
  const diff = [
    { field: 'phone', before: '02 1', after: '02 1234567' },
    { field: 'title', before: null, after: 'Dr' },
  ];
  const intent = { type: 'update' as const, sent: { title: 'Dr' }, diff, at: 1 };
  const outbox: Values[] = [{ phone: '02 1234567' }, { title: 'Dr' }];
  const given = { local: '02 999', link: { intent, outbox } };
  expect(steps(given)[0]).toMatchObject({
    move: { type: 'journalled', diff: [diff[0]] },
    journal: [{ type: 'update', diff: [diff[0]], outcome: 'done' }],
  });
});

test('an update that was sent again, its answer lost each time, is journalled once', () => {
  const change = { field: 'phone', before: '02 1', after: '02 1234567' };
  const sent: Values = { phone: '02 1234567' };
  const intent = { type: 'update' as const, sent, diff: [change, change], at: 1 };
  expect(steps({ local: '02 999', link: { intent, outbox: [sent, sent] } })[0]).toMatchObject({
    journal: [{ type: 'update', diff: [change], outcome: 'done' }],
  });
});

test('what will not be heard of is told once for each value the card had, and no more', () => {
  const city = (before: string, after: string) => ({ field: 'billing.city', before, after });
  const diff = [city('Roma', 'Bari'), city('Roma', 'Pisa')];
  const intent = { type: 'update' as const, sent: { 'billing.city': 'Pisa' }, diff, at: 1, doubtedAt: 0 };
  expect(steps({ remote: '02 888', link: { intent } })[0]).toMatchObject({
    move: { type: 'journalled', diff },
    journal: [{ type: 'update', diff: [diff[1]], outcome: 'unanswered' }],
  });
});

test('a link that goes on from a former one goes on with what that had sent', () => {
  const intent = { type: 'update' as const, sent: { title: 'Dr' }, at: 1 };
  const outbox: Values[] = [intent.sent];
  const former = {
    ...{
      linkId: 'old',
      cardId: 'c',
      name: '',
      isThere: true,
      createdByUs: true,
      closedReason: 'disconnected',
    },
    ...{ base: null, outbox, intent },
  };
  const link = { state: 'new' as const };
  expect(steps({ card: 'none', link, view: { former } })).toMatchObject([
    { move: { type: 'taken-up', cardId: 'c', from: { intent, outbox } }, passesOn: 'old' },
  ]);
  const [step] = steps({ card: 'none', link, view: { former: { ...former, intent: null } } });
  expect(step).not.toHaveProperty('passesOn');
});

test('what a plan takes in is written once, and the view goes on from it', () => {
  const given = { remote: '02 888' };
  expect(steps(given)).toMatchObject([
    { record: { expect: 7, values: { phone: '02 888' } }, move: { type: 'settled', certain: true } },
  ]);
  const before = view(given);
  const after = afterwards(before, plan(given));
  expect(after.record).toMatchObject({ version: 8, values: { phone: '02 888' } });
  expect(before.record.version).toBe(7);
});

test('what waited for a person waits no more once there is something else to do', () => {
  const hold = { code: 'approval' as const, detail: 'card-deletions' };
  expect(steps({ link: { hold } })[0]).toMatchObject({ move: { type: 'unasked' }, release: true });
});
