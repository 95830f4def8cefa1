// Who asks for what: one click gives it to that person, or does not.
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call, query } from '../../api.ts';
import { Avatar } from '../../components/Avatar.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { useWishWords } from '../access/use-wish-words.ts';
import classes from './UsersPage.module.css';

/** Open requests, for administrators; also the number on the side bar. */
export const openRequests = query('listRequests', { query: { state: 'open', limit: 100 } });

export function Requests() {
  const { t } = useTranslation('access');
  const wordsOf = useWishWords();
  const queryClient = useQueryClient();
  const { data } = useQuery(openRequests);
  const decide = useMutation({
    mutationFn: ({ id, state }: { id: string; state: 'approved' | 'declined' }) =>
      call('decideRequest', { params: { id }, body: { state } }),
    onSettled: () => {
      for (const name of ['listRequests', 'listRoles'])
        void queryClient.invalidateQueries({ queryKey: [name] });
    },
  });
  if (!data?.items.length) return null;
  return (
    <section className={`sheet ${classes.list}`} aria-label={t('requests')}>
      <h2 className={classes.heading}>{t('requests')}</h2>
      {decide.error && <ProblemNotice problem={decide.error} />}
      {data.items.map(({ id, userName, permission, createdAt }) => (
        <div key={id} className={`${classes.row} ${classes.request}`}>
          <Avatar name={userName} size={34} />
          <div className={classes.words}>
            <div>
              <b>{userName}</b> {t('asksFor')} {wordsOf(permission)}
            </div>
            <div className={`quiet ${classes.small}`}>
              <RelativeTime at={createdAt} />
            </div>
          </div>
          <div className={classes.decide}>
            {/^(provider|approval)\./.test(permission) ? (
              <Button
                size="xs"
                variant="light"
                renderRoot={(props) => <Link to="/settings/configurations" {...props} />}
              >
                {t('configure')}
              </Button>
            ) : (
              <Button
                size="xs"
                aria-label={t('approveOf', { name: userName, what: wordsOf(permission) })}
                loading={
                  decide.isPending && decide.variables.id === id && decide.variables.state === 'approved'
                }
                onClick={() => decide.mutate({ id, state: 'approved' })}
              >
                {t('approve')}
              </Button>
            )}
            <Button
              size="xs"
              variant="default"
              aria-label={t('declineOf', { name: userName, what: wordsOf(permission) })}
              onClick={() => decide.mutate({ id, state: 'declined' })}
            >
              {t('decline')}
            </Button>
          </div>
        </div>
      ))}
    </section>
  );
}
