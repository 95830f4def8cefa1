// The records that a person looked at last in this browser, by their ids: names are asked for, so that what somebody may not see
// any more is not here either.
import type { QueryClient } from '@tanstack/react-query';
import type { AnyRouter } from '@tanstack/react-router';
import { query } from '../../api.ts';

const MOST = 8;

const keyOf = (queryClient: QueryClient): string | null => {
  const me = queryClient.getQueryData(query('getMe').queryKey) as { id: string } | undefined;
  return me ? `rubrica.recent.${me.id}` : null;
};

export function recentRecords(queryClient: QueryClient): string[] {
  const key = keyOf(queryClient);
  const kept: unknown = JSON.parse((key && localStorage.getItem(key)) || '[]');
  return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
}

/** From now on. Returns how to end it. */
export const rememberRecords = ({ subscribe }: Pick<AnyRouter, 'subscribe'>, queryClient: QueryClient) =>
  subscribe('onResolved', ({ toLocation }) => {
    const id = /^\/records\/([0-9a-f-]{36})$/.exec(toLocation.pathname)?.[1];
    const key = keyOf(queryClient);
    if (!id || !key) return;
    const others = recentRecords(queryClient).filter((other) => other !== id);
    localStorage.setItem(key, JSON.stringify([id, ...others].slice(0, MOST)));
  });
