// When the session ends while a page stands open: the password is asked for on top of it, and what was typed stays.
import { lazy, Suspense, useEffect, useState } from 'react';
import { SESSION_OVER } from '../../api.ts';

const SessionOverDialog = lazy(() => import('./SessionOverDialog.tsx'));

export function SessionOver() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const show = () => setOver(true);
    window.addEventListener(SESSION_OVER, show);
    return () => window.removeEventListener(SESSION_OVER, show);
  }, []);
  return over ? (
    <Suspense>
      <SessionOverDialog onClose={() => setOver(false)} />
    </Suspense>
  ) : null;
}
