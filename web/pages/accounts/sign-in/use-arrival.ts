// How the way back from a provider's pages ended. Told once: the address forgets it at once, so that a reload or a
// bookmark does not tell it again.
import { notifications } from '@mantine/notifications';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ArrivalSearch } from './arrival-search.ts';

/** `welcome` words a sign-in that worked. */
export function useArrival(welcome: (signedIn: 'new' | 'again') => string): ArrivalSearch {
  const search = useSearch({ strict: false }) as ArrivalSearch;
  const navigate = useNavigate();
  const [arrival, setArrival] = useState<ArrivalSearch>({});
  const { problem, provider, signedIn } = search;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an arrival is told when it comes, not when a name changes
  useEffect(() => {
    if (!problem && !signedIn) return;
    setArrival({ ...(problem && { problem }), ...(provider && { provider }) });
    if (signedIn) notifications.show({ message: welcome(signedIn) });
    void navigate({ to: '.', search: {}, replace: true });
  }, [problem, provider, signedIn]);
  return arrival;
}
