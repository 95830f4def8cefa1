import { useTranslation } from 'react-i18next';
import type { Run } from '../../../src/http/contract/accounts.ts';

type Counted =
  | 'pulled'
  | 'queued'
  | 'created'
  | 'merged'
  | 'updated'
  | 'deleted'
  | 'pushed'
  | 'conflicts'
  | 'failed';

/** What a run did, or what was asked of a person and decided, in words. */
export function useWhatMoved(counted: readonly Counted[]): (run: Run) => string[] {
  const { t } = useTranslation('accounts');
  return ({ asked, counts, ended, state }) => {
    if (!asked) {
      const moved = counted
        .filter((name) => counts[name] > 0)
        .map((name) => t(`runs.counts.${name}`, { count: counts[name] }));
      return ended > 0 ? [...moved, t('runs.ended', { count: ended })] : moved;
    }
    const { held, approved, discarded, by } = asked;
    const decided = [
      ...(held > 0 ? [t('runs.held', { count: held })] : []),
      ...(approved > 0 ? [t(by ? 'runs.approvedBy' : 'runs.approved', { count: approved, name: by })] : []),
      ...(discarded > 0
        ? [t(by ? 'runs.discardedBy' : 'runs.discarded', { count: discarded, name: by })]
        : []),
    ];
    return decided.length === 0 && state === 'done' ? [t('runs.withdrawn')] : decided;
  };
}
