// Approve or discard what waits, whole or one class of it, after saying exactly what becomes of cards and records.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import { call } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { Lacking } from '../access/Lacking.tsx';
import { useLacked } from '../access/use-may.ts';
import classes from './PlanPage.module.css';
import { classesInOrder, isGrave, isOfValues, sumOf } from './plan-actions.ts';
import { useRefresh } from './use-refresh.ts';
import { neededToDiscard } from './withheld.ts';

interface DecideBarProps {
  account: Account;
  runId: string;
  /** The class looked at: the decision is about it alone. */
  only?: string | undefined;
  /** What waits follows from a change of settings, which is discarded with it. */
  isOfSettings: boolean;
}

type Decision = 'approve' | 'discard';

function useDecide(
  { runId, only, isOfSettings }: Pick<DecideBarProps, 'runId' | 'only' | 'isOfSettings'>,
  onDone: () => void,
) {
  const { t } = useTranslation('plans');
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (decision: Decision) => {
      const params = { id: runId };
      const body = only ? { class: only } : {};
      if (decision === 'approve') return (await call('approveRun', { params, body })).approved;
      return (await call('discardRun', { params, body: isOfSettings ? {} : body })).discarded;
    },
    onSuccess: (count, decision) => {
      refresh();
      onDone();
      notifications.show({
        message:
          decision === 'discard' && isOfSettings
            ? t('decide.settingsDone')
            : t(decision === 'approve' ? 'decide.approved' : 'decide.discarded', { count }),
      });
    },
  });
}

export function DecideBar({ account, runId, only, isOfSettings }: DecideBarProps) {
  const { t } = useTranslation('plans');
  const [asked, setAsked] = useState<Decision>('approve');
  const [opened, setOpened] = useState(false);
  const decide = useDecide({ runId, only, isOfSettings }, () => setOpened(false));
  // What of a plan is decided already waits no more; the account knows what does.
  const waiting = account.waiting?.runId === runId ? account.waiting.classes : {};
  const chosen = only ? { [only]: waiting[only] ?? 0 } : waiting;
  const count = sumOf(chosen);
  const rest = sumOf(waiting) - count;
  const lacked = useLacked(isOfSettings ? [] : neededToDiscard(Object.keys(chosen)));
  if (count === 0) return null;
  const ask = (decision: Decision) => {
    decide.reset();
    setAsked(decision);
    setOpened(true);
  };
  // Of one class the buttons say what happens; of several, that it is said yes or no to.
  const [one, ...others] = Object.keys(chosen);
  const act = (decision: Decision): string => {
    if (one && others.length === 0 && !isOfSettings) return t(`act.${decision}.${one}`);
    return decision === 'approve' ? t('decide.approve', { count }) : t('decide.discard');
  };
  const bringsBack = asked === 'discard' && isOfSettings;
  const trashes = account.settings.remoteDelete === 'trash';
  const consequence = (name: string) =>
    asked === 'approve' && name === 'record-unlinks' && trashes
      ? 'approve.record-unlinks-trash'
      : `${asked}.${name}`;
  return (
    <>
      <section data-foot className={classes.decide} aria-label={t('decide.bar')}>
        <span className={classes.waits} aria-live="polite">
          {t('decide.waits', { count })}
        </span>
        <Button variant="default" disabled={lacked !== undefined} onClick={() => ask('discard')}>
          {act('discard')}
        </Button>
        <Button onClick={() => ask('approve')}>{act('approve')}</Button>
        {lacked && <Lacking permission={lacked} />}
      </section>
      <Confirm
        opened={opened}
        onClose={() => setOpened(false)}
        title={
          bringsBack
            ? t('decide.settingsTitle')
            : t(asked === 'approve' ? 'decide.approveTitle' : 'decide.discardTitle', { count })
        }
        confirm={act(asked)}
        onConfirm={() => decide.mutate(asked)}
        danger={asked === 'approve' && Object.keys(chosen).some(isGrave)}
        busy={decide.isPending}
        problem={decide.error}
      >
        <ul className={classes.consequences}>
          {bringsBack && <li>{t('decide.settingsBack', { account: account.name })}</li>}
          {(bringsBack ? [] : classesInOrder(chosen)).map(([name, many]) => (
            <li key={name}>{t(consequence(name), { count: many, account: account.name })}</li>
          ))}
        </ul>
        {asked === 'approve' && <p className="quiet">{t('decide.recheck')}</p>}
        {asked === 'discard' && !bringsBack && Object.keys(chosen).some(isOfValues) && (
          <p className="quiet">{t('decide.alone')}</p>
        )}
        {rest > 0 && !bringsBack && <p className="quiet">{t('decide.rest', { count: rest })}</p>}
      </Confirm>
    </>
  );
}
