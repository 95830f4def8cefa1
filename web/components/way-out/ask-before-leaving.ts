import { useIsMutating } from '@tanstack/react-query';
import { useEffect } from 'react';

/** While calls of this kind are on their way, the browser asks before the window is closed: what it has not sent would be lost. */
export function useAskBeforeLeaving(mutationKey: string[]): void {
  const underWay = useIsMutating({ mutationKey }) > 0;
  useEffect(() => {
    if (!underWay) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [underWay]);
}
