// How long what was sent and never answered stays in doubt. Pure.
import type { Capabilities } from '../../providers/provider.ts';
import type { Clock } from '../clock.ts';
import type { LinkView } from '../link/view.ts';

/** So long a request of a process that died or lost the account may still arrive. */
const IN_THE_AIR_MS = 60_000;

type Visible = Pick<Capabilities, 'visibleAfterMs'>;

/** From then on the book shows what became of the last thing sent. */
const doubtMs = ({ visibleAfterMs }: Visible): number => Math.max(visibleAfterMs, IN_THE_AIR_MS);

/** A run's look at the books. */
export interface Look {
  /** When it began: what the run knows of them is as old as this at most. */
  at: number;
  /** Of an answer that was missed before this, the books show what became of what was sent. */
  certain: number;
  /** What was written before this, the books show. */
  visible: number;
}

export const lookAt = (clock: Clock, capabilities: Visible): Look => ({
  at: clock.now(),
  certain: clock.leastWithin(doubtMs(capabilities)),
  visible: clock.leastWithin(capabilities.visibleAfterMs),
});

interface Moment {
  capabilities: Visible;
  /** Earlier than the look if the clock was set back since: what was seen then says nothing of what is missed now. */
  now: number;
  look: Look;
}

/**
 * Since when it is in doubt what became of the last thing sent, and when to ask again; null where nothing is. Counted from when the
 * answer was first missed, not from when it was sent: a batch takes its time, and whoever sent it may have been stopped in
 * the middle.
 */
export function doubtOf(
  { link: { intent } }: LinkView,
  { capabilities, now, look }: Moment,
): { since: number; until: number } | null {
  if (!intent) return null;
  const { doubtedAt: since = Math.max(now, look.at) } = intent;
  if (since <= look.certain) return null;
  const until = since + doubtMs(capabilities);
  // By a clock that nobody has set it were certain.
  return { since, until: until > look.at ? until : now + doubtMs(capabilities) };
}
