// What leads on from a problem, where the page that shows it has nothing of its own.
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askToSignIn } from '../../api.ts';

const failed = { predicate: ({ state }: { state: { status: string } }) => state.status === 'error' };

/** Null for a problem whose way out is the form that met it. */
export function useWayOut(): (problem: { code: string; status?: number }) => React.ReactNode {
  const { t } = useTranslation(['frame', 'door']);
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState(false);
  const again = () => {
    setBusy(true);
    void queryClient.refetchQueries(failed).finally(() => setBusy(false));
  };
  return ({ code, status = 0 }) => {
    if (code === 'not-signed-in')
      return (
        <Button size="xs" variant="default" onClick={askToSignIn}>
          {t('door:signIn.button')}
        </Button>
      );
    if (code === 'not-allowed')
      return (
        <Button size="xs" variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
          {t('missing.home')}
        </Button>
      );
    const isPassing = code === 'unreachable' || status >= 500 || code === 'too-many-requests';
    if (!isPassing || queryClient.getQueryCache().findAll(failed).length === 0) return null;
    return (
      <Button size="xs" variant="default" loading={busy} onClick={again}>
        {t('again')}
      </Button>
    );
  };
}
