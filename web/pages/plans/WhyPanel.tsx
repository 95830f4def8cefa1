// “Why is this (not) on my phone?”: per account everything that has to hold, in order, and what does not.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconClockUp, IconRefresh, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Answer, call, query } from '../../api.ts';
import { ProviderMark } from '../../components/ProviderMark.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { useFieldWords } from '../records/fields/field-words.ts';
import { LossWords } from './LossWords.tsx';
import { useRefresh } from './use-refresh.ts';
import classes from './WhyPanel.module.css';

type Explained = Answer<'explainRecord'>['accounts'][number];
type Reason = Explained['reasons'][number];

const holdOf = ({ reasons }: Explained): Reason | undefined => reasons.find(({ check }) => check === 'hold');

export function WhyPanel({ recordId }: { recordId: string }) {
  const { t } = useTranslation('plans');
  const { data } = useQuery(query('explainRecord', { params: { id: recordId } }));
  const refresh = useRefresh();
  const retry = useMutation({
    mutationFn: () => call('retryRecord', { params: { id: recordId } }),
    onSuccess: () => {
      refresh();
      notifications.show({ message: t('why.retried') });
    },
  });
  if (!data?.accounts.length) return null;
  const on = data.accounts.some(({ onPhone }) => onPhone);
  const title = t(on ? 'why.on' : 'why.off');
  const held = data.accounts.map(holdOf).filter((hold) => hold !== undefined);
  const isApart = data.accounts.some(({ reasons }) => reasons.some(({ check }) => check === 'fields'));
  const again = held.some(({ code }) => code !== 'approval');
  return (
    <section className={`sheet ${classes.panel}`} aria-label={title}>
      {/* What is held or left apart is shown at once; otherwise it is there for whoever asks. */}
      <details open={held.length > 0 || isApart || undefined}>
        <summary className={classes.title}>{title}</summary>
        {data.accounts.map((account) => (
          <Account key={account.accountId} account={account} />
        ))}
        {again && (
          <Button
            mt={10}
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} stroke={1.8} aria-hidden />}
            loading={retry.isPending}
            onClick={() => retry.mutate()}
          >
            {t('why.again')}
          </Button>
        )}
      </details>
    </section>
  );
}

function Account({ account }: { account: Explained }) {
  const { t } = useTranslation('plans');
  const hold = holdOf(account);
  return (
    <div className={classes.account}>
      <h3 className={classes.name}>
        <ProviderMark provider={account.provider} size={16} />
        <span className="cut">{account.accountName}</span>
        <span className={account.onPhone ? 'good' : 'quiet'}>
          {t(account.onPhone ? 'why.onPhone' : 'why.notOnPhone')}
        </span>
      </h3>
      <ul className={classes.checks}>
        {account.reasons.map((reason) => (
          <Check key={reason.check} reason={reason} />
        ))}
      </ul>
      {hold?.code === 'approval' && <WaitingLink accountId={account.accountId} />}
      {account.reasons.some(({ check, ok }) => check === 'scope' && !ok) && (
        <Link
          to="/accounts/$id/{-$tab}"
          params={{ id: account.accountId, tab: 'groups' }}
          className={`link ${classes.way}`}
        >
          {t('why.groups')}
        </Link>
      )}
      {hold?.code === 'match-in-queue' && (
        <Link
          to="/accounts/$id/{-$tab}"
          params={{ id: account.accountId, tab: 'queue' }}
          className={`link ${classes.way}`}
        >
          {t('why.queue')}
        </Link>
      )}
    </div>
  );
}

function Check({ reason: { check, ok, code, detail, at } }: { reason: Reason }) {
  const { t } = useTranslation('plans');
  const { named } = useFieldWords();
  const Icon = ok ? IconCheck : check === 'pending' ? IconClockUp : IconX;
  const tone = ok
    ? 'good'
    : check === 'pending'
      ? 'quiet'
      : check === 'hold' || check === 'scope' || check === 'fields'
        ? 'warn'
        : 'bad';
  const words = check === 'fields' ? detail?.split(',').map(named).join(', ') : detail;
  const said = check === 'hold' && detail && (code === 'refused' || code === 'loop');
  return (
    <li>
      <Icon size={15} stroke={2} aria-hidden className={tone} />
      <span>
        <span className="unseen">{t(ok ? 'why.holds' : 'why.fails')} </span>
        {t(`why.code.${code}`, { detail: words, defaultValue: code })}
        {said && (
          <span className={classes.detail}>
            {code === 'loop'
              ? t('why.field', { field: named(detail) })
              : t('why.theirWords', { words: detail })}
          </span>
        )}
        {check === 'hold' && <LossWords loss={detail} />}
        {at && (
          <span className={classes.at}>
            {(check === 'hold' || check === 'pending') && `${t('why.next')} `}
            <RelativeTime at={at} />
          </span>
        )}
      </span>
    </li>
  );
}

/** To the plan that holds it. */
function WaitingLink({ accountId }: { accountId: string }) {
  const { t } = useTranslation('plans');
  const { data } = useQuery(query('listAccounts', { query: {} }));
  const runId = data?.items.find(({ id }) => id === accountId)?.waiting?.runId;
  if (!runId) return null;
  return (
    <Link to="/accounts/$id/plan/$runId" params={{ id: accountId, runId }} className={`link ${classes.way}`}>
      {t('why.plan')}
    </Link>
  );
}
