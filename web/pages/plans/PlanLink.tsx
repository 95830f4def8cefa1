import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Run } from '../../../src/http/contract/accounts.ts';

/** From a run to what it would do, or did. */
export function PlanLink({ run }: { run: Run }) {
  const { t } = useTranslation('plans');
  return (
    <div>
      <Link to="/accounts/$id/plan/$runId" params={{ id: run.accountId, runId: run.id }} className="link">
        {t(run.state === 'waiting' ? 'runLink.waiting' : 'runLink.done')}
      </Link>
    </div>
  );
}
