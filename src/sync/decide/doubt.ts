// How long what was sent and never answered stays in doubt. Pure.
import type { Capabilities } from '../../providers/provider.ts';
import type { LinkView } from '../link/view.ts';

/** So long a request of a process that died or lost the account may still arrive. */
const IN_THE_AIR_MS = 60_000;

interface Moment {
  capabilities: Pick<Capabilities, 'visibleAfterMs'>;
  now: number;
  /** Later than now if the clock was set back since: what was seen then says nothing of what was missed now. */
  lookedAt: number;
}

/**
 * From when on the book shows what became of the last thing sent. Counted from when the answer was first missed, not from
 * when it was sent: a batch takes its time, and whoever sent it may have been stopped in the middle.
 */
export function certainFrom({ link }: LinkView, { capabilities, now, lookedAt }: Moment): number {
  if (!link.intent) return 0;
  return (
    (link.intent.doubtedAt ?? Math.max(now, lookedAt)) + Math.max(capabilities.visibleAfterMs, IN_THE_AIR_MS)
  );
}
