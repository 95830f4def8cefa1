import { expect, test } from 'vitest';
import type { LinkView } from '../link/view.ts';
import { doubtOf, lookAt } from './doubt.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const sentAt = (doubtedAt?: number) =>
  ({
    link: { intent: { type: 'create', sent: {}, at: 0, ...(doubtedAt ? { doubtedAt } : {}) } },
  }) as LinkView;
const capabilities = { visibleAfterMs: 5 * MINUTE };
/** A look at `at` by a clock that says what it says for as long as `evenly`. */
const look = (at: number, visible = capabilities, evenly = HOUR) =>
  lookAt({ now: () => at, leastWithin: (ms) => at - ms - (ms > evenly ? HOUR : 0) }, visible);

test('nothing sent is in no doubt', () => {
  const view = { link: { intent: null } } as LinkView;
  expect(doubtOf(view, { capabilities, now: HOUR, look: look(HOUR) })).toBeNull();
});

test('an answer that is missed now is certain once the book shows it, and no sooner than its request may arrive', () => {
  const now = HOUR;
  expect(doubtOf(sentAt(), { capabilities, now, look: look(now) })).toEqual({
    since: now,
    until: now + 5 * MINUTE,
  });
  const atOnce = { visibleAfterMs: 0 };
  expect(doubtOf(sentAt(), { capabilities: atOnce, now, look: look(now, atOnce) })?.until).toBe(now + MINUTE);
  const missed = now - 5 * MINUTE;
  expect(doubtOf(sentAt(missed), { capabilities, now, look: look(now) })).toBeNull();
  expect(doubtOf(sentAt(missed + 1), { capabilities, now, look: look(now) })?.until).toBe(now + 1);
});

test('a look before the clock was set back makes nothing certain', () => {
  const at = 2 * HOUR;
  expect(doubtOf(sentAt(), { capabilities, now: HOUR, look: look(at) })?.until).toBeGreaterThan(at);
});

test('a clock that was set ahead a moment ago makes nothing certain, and it is asked again later', () => {
  const now = 2 * HOUR;
  const since = 58 * MINUTE;
  expect(doubtOf(sentAt(since), { capabilities, now, look: look(now, capabilities, MINUTE) })).toEqual({
    since,
    until: now + 5 * MINUTE,
  });
});
