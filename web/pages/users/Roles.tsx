// What users may do, as switches; administrators may do everything; and what single people were given besides.
import { Button, Switch } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../../../src/http/contract/access.ts';
import { type Arguments, call, query } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import classes from './UsersPage.module.css';

export function Roles() {
  const { t } = useTranslation(['access', 'users']);
  const queryClient = useQueryClient();
  const roles = query('listRoles');
  const { data, error } = useQuery(roles);
  const change = useMutation({
    mutationFn: (body: Arguments<'updateRoles'>['body']) => call('updateRoles', { body }),
    onSuccess: (next) => queryClient.setQueryData(roles.queryKey, next),
  });
  const problem = error ?? change.error;
  const rows = data?.items.find(({ role }) => role === 'user')?.permissions ?? [];
  return (
    <section className={`sheet ${classes.list}`} aria-labelledby="roles">
      <h2 className={classes.heading} id="roles">
        {t('roles')}
      </h2>
      {problem && <ProblemNotice problem={problem} />}
      <div className={classes.scroll}>
        <table className={classes.roles}>
          <thead>
            <tr>
              <th scope="col">{t('may')}</th>
              <th scope="col">{t('users:role.administrator')}</th>
              <th scope="col">{t('users:role.user')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ permission, allowed }) => (
              <tr key={permission}>
                <th scope="row">
                  {t(`permission.${permission}`)}
                  <div className={`quiet ${classes.small}`}>{t(`explained.${permission}`)}</div>
                </th>
                <td>
                  <IconCheck size={18} stroke={2} className="good" role="img" aria-label={t('always')} />
                </td>
                <td>
                  <Switch
                    aria-label={t('usersMay', { what: t(`permission.${permission}`) })}
                    checked={allowed}
                    disabled={change.isPending}
                    onChange={(event) =>
                      change.mutate({
                        role: 'user',
                        permissions: { [permission]: event.currentTarget.checked },
                      })
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {data && data.grants.length > 0 && (
        <Grants
          grants={data.grants}
          onTake={(userId, permission) => change.mutate({ userId, permissions: { [permission]: false } })}
        />
      )}
    </section>
  );
}

interface GrantsProps {
  grants: { userId: string; userName: string; permission: Permission }[];
  onTake: (userId: string, permission: Permission) => void;
}

function Grants({ grants, onTake }: GrantsProps) {
  const { t } = useTranslation('access');
  return (
    <>
      <h3 className={classes.heading}>{t('grants')}</h3>
      {grants.map(({ userId, userName, permission }) => (
        <div key={`${userId} ${permission}`} className={classes.row}>
          <div className={classes.words}>
            <b>{userName}</b> {t(`permission.${permission}`)}
          </div>
          <Button
            size="xs"
            variant="default"
            aria-label={t('takeOf', { name: userName, what: t(`permission.${permission}`) })}
            onClick={() => onTake(userId, permission)}
          >
            {t('take')}
          </Button>
        </div>
      ))}
    </>
  );
}
