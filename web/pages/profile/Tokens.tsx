import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, query } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import classes from './ProfilePage.module.css';

/** Access for scripts. A token is shown once, when it is made. */
export function Tokens() {
  const { t } = useTranslation('profile');
  const queryClient = useQueryClient();
  const { data } = useQuery(query('listTokens'));
  const [name, setName] = useState('');
  const [doomed, setDoomed] = useState<{ id: string; name: string } | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['listTokens'] });
  const create = useMutation({
    mutationFn: () => call('createToken', { body: { name } }),
    onSuccess: () => {
      setName('');
      void refresh();
    },
  });
  const revoke = useMutation({
    mutationFn: (id: string) => call('revokeToken', { params: { id } }),
    onSuccess: () => {
      setDoomed(null);
      void refresh();
    },
  });
  return (
    <>
      {create.data && (
        <div className={classes.secret} role="status">
          {t('tokens.once')}
          <code>{create.data.token}</code>
          <CopyButton value={create.data.token} />
        </div>
      )}
      {data?.items.map((token) => (
        <div key={token.id} className={classes.row}>
          <div className={classes.rowWords}>
            <div>{token.name}</div>
            <div className={`quiet ${classes.small}`}>
              {token.lastUsedAt ? (
                <>
                  {t('tokens.used')} <RelativeTime at={token.lastUsedAt} />
                </>
              ) : (
                t('tokens.unused')
              )}
            </div>
          </div>
          <Button size="xs" variant="default" onClick={() => setDoomed(token)}>
            {t('tokens.revoke')}
          </Button>
        </div>
      ))}
      <form
        className={classes.maker}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) create.mutate();
        }}
      >
        <TextInput
          flex={1}
          label={t('tokens.name')}
          placeholder={t('tokens.placeholder')}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!name.trim()} loading={create.isPending}>
          {t('tokens.make')}
        </Button>
      </form>
      {create.error && <ProblemNotice problem={create.error} />}
      <Confirm
        opened={doomed !== null}
        onClose={() => setDoomed(null)}
        title={t('tokens.revokeTitle', { name: doomed?.name ?? '' })}
        confirm={t('tokens.revoke')}
        onConfirm={() => doomed && revoke.mutate(doomed.id)}
        danger
        busy={revoke.isPending}
        problem={revoke.error}
      >
        {t('tokens.revokeWords')}
      </Confirm>
    </>
  );
}
