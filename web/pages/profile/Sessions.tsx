import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call, query } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import classes from './ProfilePage.module.css';

const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS', 'Mac'],
  ['Linux', 'Linux'],
] as const;

/** “Firefox · Windows” out of what a browser says of itself; nothing sure can be read from it, so only known words. */
function deviceName(userAgent: string | null): string {
  const named = (list: readonly (readonly [string, string])[]) =>
    list.find(([sign]) => userAgent?.includes(sign))?.[1];
  return [named(BROWSERS), named(SYSTEMS)].filter(Boolean).join(' · ');
}

export function Sessions() {
  const { t } = useTranslation('profile');
  const queryClient = useQueryClient();
  const { data, error } = useQuery(query('listSessions'));
  const revoke = useMutation({
    mutationFn: (id: string) => call('revokeSession', { params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['listSessions'] }),
  });
  if (error || revoke.error) return <ProblemNotice problem={error ?? revoke.error} />;
  return data?.items.map((session) => (
    <div key={session.id} className={classes.row}>
      <div className={classes.rowWords}>
        <div>{deviceName(session.userAgent) || t('sessions.unknown')}</div>
        <div className={session.current ? `good ${classes.small}` : `quiet ${classes.small}`}>
          {session.current ? (
            t('sessions.here')
          ) : (
            <>
              {t('sessions.seen')} <RelativeTime at={session.lastSeenAt} />
            </>
          )}
        </div>
      </div>
      {!session.current && (
        <Button
          size="xs"
          variant="default"
          loading={revoke.isPending && revoke.variables === session.id}
          onClick={() => revoke.mutate(session.id)}
        >
          {t('sessions.revoke')}
        </Button>
      )}
    </div>
  ));
}
