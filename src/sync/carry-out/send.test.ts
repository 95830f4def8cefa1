// What is stored before anything is sent.
import { expect, test } from 'vitest';
import { view } from '../../../tests/builders/a-link.ts';
import type { LinkPlan } from '../decide/plan.ts';
import { DEFAULT_SETTINGS } from '../model.ts';
import { sending } from './send.ts';

const created: LinkPlan = { type: 'create', push: { edits: [], sent: { phone: '02 1' }, diff: [] } };
const intentIn = (targetGroup: string | null) =>
  sending({ view: view({}), plan: created }, { ...DEFAULT_SETTINGS, targetGroup }, { at: 1, bookId: 'b' })
    .move;

test('a creation whose answer may be lost remembers the book and the group its card is meant for', () => {
  expect(intentIn('friends')).toMatchObject({ intent: { type: 'create', join: 'friends', book: 'b' } });
  expect(intentIn(null)).not.toHaveProperty('intent.join');
});
