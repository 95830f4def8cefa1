// Which groups of an account are synced and where new cards go, counted before it is saved.
import { Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle } from '@tabler/icons-react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, Group } from '../../../../src/http/contract/accounts.ts';
import { call, query } from '../../../api.ts';
import { Help } from '../../../components/help/Help.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { Skeletons } from '../../../components/Skeletons.tsx';
import { useMay } from '../../access/use-may.ts';
import { useSaveAccount } from '../use-save-account.ts';
import classes from './GroupsTab.module.css';
import { ScopeChoice } from './ScopeChoice.tsx';
import { isTargetOutside, type Scope, sameScope, withoutGone } from './scope.ts';

export function GroupsTab({ account }: { account: Account }) {
  const { data, error } = useQuery(query('listGroups', { params: { id: account.id } }));
  useLookForFolders(account, data?.items ?? []);
  if (error && !data) return <ProblemNotice problem={error} />;
  if (!data) return <Skeletons rows={5} />;
  return <Editor account={account} groups={data.items} />;
}

/** Folders are made and renamed elsewhere: whoever comes to choose by them has the account checked, which looks for them. */
function useLookForFolders({ id, state }: Account, groups: Group[]): void {
  const mayCheck = useMay('sync.run') && state === 'active';
  const isLooking = mayCheck && groups.some(({ type }) => type === 'folder');
  useEffect(() => {
    // Whatever comes of it is said where the account says how it is.
    if (isLooking) call('syncNow', { params: { id }, body: { full: false } }).catch(() => {});
  }, [id, isLooking]);
}

function Editor({ account, groups }: { account: Account; groups: Group[] }) {
  const { t } = useTranslation('groups');
  const queryClient = useQueryClient();
  const { settings } = account;
  const [scope, setScope] = useState<Scope | null>(null);
  const [target, setTarget] = useState<string | null | undefined>(undefined);
  const save = useSaveAccount(account);
  const shown = scope ?? settings.scope;
  const put = target === undefined ? settings.targetGroup : target;
  const isChanged = !sameScope(shown, settings.scope) || put !== settings.targetGroup;
  const discard = () => {
    setScope(null);
    setTarget(undefined);
  };
  const submit = () =>
    save.mutate(
      { settings: { scope: shown, targetGroup: put } },
      {
        onSuccess: () => {
          discard();
          void queryClient.invalidateQueries({ queryKey: ['listGroups'] });
          void queryClient.invalidateQueries({ queryKey: ['previewScope'] });
          notifications.show({ message: t('saved') });
        },
      },
    );
  return (
    <form
      className={classes.tab}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Vanished groups={groups} scope={shown} onForget={() => setScope(withoutGone(shown, groups))} />
      <section className={`sheet ${classes.part}`} aria-label={t('title')}>
        <div className={classes.titled}>
          <h2>{t('title')}</h2>
          <Help topic="groups" />
        </div>
        <ScopeChoice groups={groups} scope={shown} onChange={setScope} />
      </section>
      <Target account={account} groups={groups} scope={shown} value={put} onChange={setTarget} />
      <div className={classes.save} data-changed={isChanged || undefined}>
        <Counted accountId={account.id} scope={shown} />
        {save.error && <ProblemNotice problem={save.error} />}
        {isChanged && (
          <div className={classes.buttons}>
            <Button variant="subtle" color="gray" onClick={discard}>
              {t('discard')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </div>
        )}
      </div>
    </form>
  );
}

/** Groups somebody chose that are not there any more: never silently nothing. */
function Vanished({ groups, scope, onForget }: { groups: Group[]; scope: Scope; onForget: () => void }) {
  const { t } = useTranslation('groups');
  const gone = groups.filter(
    ({ id, exists }) => !exists && (scope.include.includes(id) || scope.exclude.includes(id)),
  );
  if (gone.length === 0) return null;
  return (
    <div className={classes.vanished} role="alert">
      <IconAlertTriangle size={18} stroke={1.7} aria-hidden />
      <div>
        <b dir="auto">{gone.map(({ name }) => name).join(', ')}</b>
        <p>{t('vanished', { count: gone.length })}</p>
      </div>
      <Button size="xs" variant="default" onClick={onForget}>
        {t('forget')}
      </Button>
    </div>
  );
}

interface TargetProps {
  account: Account;
  groups: Group[];
  scope: Scope;
  value: string | null;
  onChange: (target: string | null) => void;
}

const NONE = '';

function Target({ account, groups, scope, value, onChange }: TargetProps) {
  const { t } = useTranslation('groups');
  const { data } = useQuery(query('getMapping', { params: { id: account.id } }));
  if (account.settings.direction === 'in') return null;
  const first = scope.mode === 'groups' ? groups.find(({ id }) => id === scope.include[0]) : undefined;
  const offered = groups.filter(({ id, exists }) => exists || id === value);
  const folders = groups.filter(({ type, exists }) => type === 'folder' && exists).map(({ id }) => id);
  const into = folders.length > 0 ? 'targetFolders' : 'targetText';
  const cannot = data?.provider.joinGroups === false;
  return (
    <section className={`sheet ${classes.part}`} aria-label={t('target')}>
      <Select
        label={t('target')}
        description={t(cannot ? 'targetCannot' : into)}
        disabled={cannot}
        searchable={groups.length > 8}
        data={[
          { value: NONE, label: first ? t('targetFirst', { name: first.name }) : t('targetNone') },
          ...offered.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={value ?? NONE}
        onChange={(next) => onChange(next || null)}
        error={!cannot && isTargetOutside(scope, value, folders) ? t('outside') : undefined}
      />
    </section>
  );
}

/** How many cards the choice takes, comes by and lets go. */
function Counted({ accountId, scope }: { accountId: string; scope: Scope }) {
  const { t } = useTranslation('groups');
  const [asked] = useDebouncedValue(scope, 200);
  const { data } = useQuery({
    ...query('previewScope', { params: { id: accountId }, body: { scope: asked } }),
    placeholderData: keepPreviousData,
  });
  if (!data) return null;
  const { cards, inScope, entering, leaving, linkedLeaving } = data;
  const isNothing = scope.mode === 'groups' && scope.include.length === 0;
  return (
    <div className={classes.counted} aria-live="polite">
      <b className="figures">
        {isNothing ? t('count.nothing') : t('count.inScope', { count: inScope, total: cards })}
      </b>
      {entering > 0 && <span>{t('count.entering', { count: entering })}</span>}
      {leaving > 0 && <span>{t('count.leaving', { count: leaving })}</span>}
      {linkedLeaving > 0 && <span>{t('count.linked', { count: linkedLeaving })}</span>}
    </div>
  );
}
