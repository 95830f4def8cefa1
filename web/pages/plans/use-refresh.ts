import { useQueryClient } from '@tanstack/react-query';
import type { EndpointName } from '../../api.ts';

const STALE: EndpointName[] = [
  'getPlan',
  'getRun',
  'listRuns',
  'getAccount',
  'listAccounts',
  'listHeld',
  'getHome',
  'getRecord',
  'listRecords',
  'listTimeline',
  'explainRecord',
  'listTrashedCards',
  'listConflicts',
];

/** Asks again for everything a decision about plans, cards or conflicts may have moved. */
export function useRefresh(): () => void {
  const queryClient = useQueryClient();
  return () => {
    for (const name of STALE) void queryClient.invalidateQueries({ queryKey: [name] });
  };
}
