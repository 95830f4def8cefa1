import { Button } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { reloadWhenThere } from './reload-when-there.ts';

const LOOK_MS = 3_000;

/** A screen that could not be shown, with a way to try again; a server that was away is waited for. */
export function BrokenPage({ error }: { error: unknown }) {
  const { t } = useTranslation('frame');
  const router = useRouter();
  const isAway = error instanceof ApiError && error.status === 0;
  useEffect(() => {
    if (!isAway) return;
    const timer = setInterval(reloadWhenThere, LOOK_MS);
    return () => clearInterval(timer);
  }, [isAway]);
  return (
    <div style={{ maxWidth: 560, margin: '12vh auto', padding: 16 }}>
      <ProblemNotice problem={error}>
        <Button variant="default" onClick={() => void (isAway ? reloadWhenThere() : router.invalidate())}>
          {t('again')}
        </Button>
        <Button variant="subtle" renderRoot={(props) => <Link to="/" {...props} />}>
          {t('missing.home')}
        </Button>
      </ProblemNotice>
    </div>
  );
}

/** The same where no frame stands around it. */
export const BrokenFrame = ({ error }: { error: unknown }) => (
  <main>
    <BrokenPage error={error} />
  </main>
);
