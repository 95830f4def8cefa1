// One's own request for a permission: how it stands, and how to make it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Wish } from '../../../src/http/contract/access.ts';
import { call, query } from '../../api.ts';

export function useRequest(permission: Wish) {
  const queryClient = useQueryClient();
  const { data } = useQuery(query('listRequests', { query: { mine: 'true', limit: 100 } }));
  const ask = useMutation({
    mutationFn: () => call('requestAccess', { body: { permission } }),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['listRequests'] });
      void queryClient.invalidateQueries({ queryKey: ['getMe'] });
    },
  });
  return { last: data?.items.find((request) => request.permission === permission), ask };
}
