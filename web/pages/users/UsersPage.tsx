// Everybody who may sign in, for administrators: add, invite again, role, disable.
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Arguments, call, type Item, query } from '../../api.ts';
import { Avatar } from '../../components/Avatar.tsx';
import { Confirm } from '../../components/Confirm.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { InvitationLink, NewUser } from './NewUser.tsx';
import { Requests } from './Requests.tsx';
import { Roles } from './Roles.tsx';
import classes from './UsersPage.module.css';

type User = Item<'listUsers'>;

interface UserRowProps {
  user: User;
  self: boolean;
  onUpdate: (change: Arguments<'updateUser'>['body']) => void;
  onInvite: () => void;
  onDisable: () => void;
}

function UserRow({ user, self, onUpdate, onInvite, onDisable }: UserRowProps) {
  const { t } = useTranslation('users');
  return (
    <div className={classes.row} data-disabled={user.disabled || undefined}>
      <Avatar name={user.name} size={34} />
      <div className={classes.words}>
        <div className="cut">
          {user.name} {self && <span className="quiet">({t('you')})</span>}
        </div>
        <div className={`cut quiet ${classes.small}`}>{user.email}</div>
      </div>
      <div className={classes.role}>{user.disabled ? t('disabled') : t(`role.${user.role}`)}</div>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('actions', { name: user.name })} disabled={self}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {user.disabled ? (
            <Menu.Item onClick={() => onUpdate({ disabled: false })}>{t('enable')}</Menu.Item>
          ) : (
            <>
              <Menu.Item
                onClick={() => onUpdate({ role: user.role === 'administrator' ? 'user' : 'administrator' })}
              >
                {t(user.role === 'administrator' ? 'makeUser' : 'makeAdministrator')}
              </Menu.Item>
              <Menu.Item onClick={onInvite}>{t('inviteAgain')}</Menu.Item>
              <Menu.Item className="bad" onClick={onDisable}>
                {t('disable')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

export function UsersPage() {
  const { t } = useTranslation('users');
  const queryClient = useQueryClient();
  const { data: me } = useQuery(query('getMe'));
  const { data, error } = useQuery(query('listUsers', { query: { limit: 500 } }));
  const [adding, setAdding] = useState(false);
  const [doomed, setDoomed] = useState<User | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['listUsers'] });
  const update = useMutation({
    mutationFn: ({ id, change }: { id: string; change: Arguments<'updateUser'>['body'] }) =>
      call('updateUser', { params: { id }, body: change }),
    onSuccess: refresh,
  });
  const disable = useMutation({
    mutationFn: (id: string) => call('removeUser', { params: { id } }),
    onSuccess: () => {
      setDoomed(null);
      void refresh();
    },
  });
  const invite = useMutation({
    mutationFn: async (user: User) => ({ user, ...(await call('inviteUser', { params: { id: user.id } })) }),
  });
  const problem = error ?? update.error ?? invite.error;
  return (
    <Page
      title={t('title')}
      count={data?.total}
      lead={t('lead')}
      width="reading"
      actions={
        <Button data-new leftSection={<IconPlus size={16} stroke={2} />} onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      }
    >
      {problem && <ProblemNotice problem={problem} />}
      {invite.data && <InvitationLink name={invite.data.user.name} url={invite.data.invitationUrl} />}
      <Requests />
      <div className={`sheet ${classes.list}`}>
        {!data && <Skeletons rows={4} face />}
        {data?.items.map((user) => (
          <UserRow
            key={user.id}
            user={user}
            self={user.id === me?.id}
            onUpdate={(change) => update.mutate({ id: user.id, change })}
            onInvite={() => invite.mutate(user)}
            onDisable={() => setDoomed(user)}
          />
        ))}
      </div>
      {data && <Roles />}
      <NewUser opened={adding} onClose={() => setAdding(false)} onAdded={() => void refresh()} />
      <Confirm
        opened={doomed !== null}
        onClose={() => setDoomed(null)}
        title={t('disableTitle', { name: doomed?.name ?? '' })}
        confirm={t('disable')}
        onConfirm={() => doomed && disable.mutate(doomed.id)}
        danger
        busy={disable.isPending}
        problem={disable.error}
      >
        {t('disableWords')}
      </Confirm>
    </Page>
  );
}
