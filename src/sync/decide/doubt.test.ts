import { expect, test } from 'vitest';
import type { LinkView } from '../link/view.ts';
import { certainFrom } from './doubt.ts';

const HOUR = 3_600_000;
const sentAt = (doubtedAt?: number) =>
  ({
    link: { intent: { type: 'create', sent: {}, at: 0, ...(doubtedAt ? { doubtedAt } : {}) } },
  }) as LinkView;
const capabilities = { visibleAfterMs: 300_000 };

test('an answer that is missed now is certain once the book shows it, and no sooner than its request may arrive', () => {
  expect(certainFrom(sentAt(), { capabilities, now: HOUR, lookedAt: HOUR })).toBe(HOUR + 300_000);
  const atOnce = { capabilities: { visibleAfterMs: 0 }, now: HOUR, lookedAt: HOUR };
  expect(certainFrom(sentAt(), atOnce)).toBe(HOUR + 60_000);
  expect(certainFrom(sentAt(1), { capabilities, now: HOUR, lookedAt: HOUR })).toBe(300_001);
});

test('a look before the clock was set back makes nothing certain', () => {
  const lookedAt = 2 * HOUR;
  expect(certainFrom(sentAt(), { capabilities, now: HOUR, lookedAt })).toBeGreaterThan(lookedAt);
});
