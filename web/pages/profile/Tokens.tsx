import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, query } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { exactTime, RelativeTime } from '../../components/RelativeTime.tsx';
import { regional } from '../../i18n/region.ts';
import classes from './ProfilePage.module.css';

const LIFETIMES = ['30', '90', '365', 'never'] as const;
type Lifetime = (typeof LIFETIMES)[number];

/** “Ends on 27 February 2027”, “Ended on …”, “Never ends”. */
function Ending({ at }: { at: string | null }) {
  const { t, i18n } = useTranslation('profile');
  if (at === null) return t('tokens.endless');
  const date = new Intl.DateTimeFormat(regional(i18n.language), { dateStyle: 'long' }).format(new Date(at));
  const isOver = Date.parse(at) <= Date.now();
  return (
    <time dateTime={at} title={exactTime(at, i18n.language)} className={isOver ? 'bad' : undefined}>
      {t(isOver ? 'tokens.ended' : 'tokens.ends', { date })}
    </time>
  );
}

/** Access for scripts. A token is shown once, when it is made. */
export function Tokens() {
  const { t } = useTranslation('profile');
  const queryClient = useQueryClient();
  const { data } = useQuery(query('listTokens'));
  const [name, setName] = useState('');
  const [lifetime, setLifetime] = useState<Lifetime>('90');
  const [doomed, setDoomed] = useState<{ id: string; name: string } | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['listTokens'] });
  const create = useMutation({
    mutationFn: () =>
      call('createToken', { body: { name, expiresInDays: lifetime === 'never' ? null : Number(lifetime) } }),
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
              {' · '}
              <Ending at={token.expiresAt} />
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
          miw={160}
          label={t('tokens.name')}
          placeholder={t('tokens.placeholder')}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          w={150}
          label={t('tokens.lifetime')}
          data={LIFETIMES.map((value) => ({ value, label: t(`tokens.lifetimes.${value}`) }))}
          allowDeselect={false}
          value={lifetime}
          onChange={(value) => setLifetime(value as Lifetime)}
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
