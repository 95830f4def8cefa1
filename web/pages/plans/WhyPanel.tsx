// “Why is this (not) on my phone?”: per account everything that has to hold, in order, and what does not.
import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconClockUp, IconRefresh, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LISTS } from '../../../src/contact/properties/table.ts';
import { builtIn } from '../../../src/fields/catalogue.ts';
import { type Answer, call, query } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { ProviderMark, providerName } from '../../components/ProviderMark.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { Lacking } from '../access/Lacking.tsx';
import { useMay } from '../access/use-may.ts';
import { HiddenSync } from '../layout/HiddenSync.tsx';
import { useFieldWords } from '../records/fields/field-words.ts';
import type { Kind } from '../records/kinds.ts';
import { DeletionChoice } from './held/DeletionChoice.tsx';
import { HoldWords, mayRetry } from './held/HoldWords.tsx';
import { useRefresh } from './use-refresh.ts';
import classes from './WhyPanel.module.css';
import { lackedFor } from './withheld.ts';

type Explained = Answer<'explainRecord'>['accounts'][number];
type Reason = Explained['reasons'][number];

const holdOf = ({ reasons }: Explained): Reason | undefined => reasons.find(({ check }) => check === 'hold');

interface WhyPanelProps {
  recordId: string;
  recordName: string;
  kind: Kind;
}

export function WhyPanel({ recordId, recordName, kind }: WhyPanelProps) {
  const { t } = useTranslation('plans');
  const { data } = useQuery(query('explainRecord', { params: { id: recordId } }));
  const refresh = useRefresh();
  const maySync = useMay('sync.run');
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
  const again = held.some(({ code }) => mayRetry(code));
  return (
    <section className={`sheet ${classes.panel}`} aria-label={title}>
      {/* What is held or left apart is shown at once; otherwise it is there for whoever asks. */}
      <details open={held.length > 0 || isApart || undefined}>
        <summary className={classes.title}>
          <h2>{title}</h2>
        </summary>
        <HiddenSync kind={kind} />
        {data.accounts.map((account) => (
          <Account
            key={account.accountId}
            account={account}
            kind={kind}
            recordId={recordId}
            recordName={recordName}
          />
        ))}
        {again && (
          <Button
            mt={10}
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} stroke={1.8} aria-hidden />}
            disabled={!maySync}
            loading={retry.isPending}
            onClick={() => retry.mutate()}
          >
            {t('why.again')}
          </Button>
        )}
        {again && !maySync && <Lacking permission="sync.run" />}
      </details>
    </section>
  );
}

function Account({
  account,
  kind,
  recordId,
  recordName,
}: {
  account: Explained;
  kind: Kind;
  recordId: string;
  recordName: string;
}) {
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
          <Check key={reason.check} reason={reason}>
            {reason.check === 'fields' && (
              <Room provider={account.provider} kind={kind} fields={reason.detail?.split(',') ?? []} />
            )}
          </Check>
        ))}
      </ul>
      {/* What is lacking stands at the head of the page, with the way to ask for it. */}
      {hold && lackedFor(hold.code) && (
        <Link to="/accounts/$id/{-$tab}" params={{ id: account.accountId }} className={`link ${classes.way}`}>
          {t('why.giveUp')}
        </Link>
      )}
      {hold?.code === 'card-deleted' && (
        <DeletionChoice accountId={account.accountId} of={{ recordId, name: recordName }} />
      )}
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
      {hold?.code === 'match-in-queue' && hold.card && (
        <Awaited recordId={recordId} accountId={account.accountId} card={hold.card} />
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

/** How many of such values a card of that provider has room for, where it is not for any number. */
function Room({ provider, kind, fields }: { provider: string; kind: Kind; fields: string[] }) {
  const { t } = useTranslation('plans');
  const { data } = useQuery(query('listProviders'));
  const limits = data?.items.find(({ id }) => id === provider)?.capabilities.limits;
  const asked = new Set(fields.map((field) => builtIn(kind, field)?.slot?.property));
  return LISTS.filter((list) => asked.has(list) && limits?.[list]).map((list) => (
    <span key={list} className={classes.detail}>
      {t(`why.room.${list}`, { provider: providerName(provider), count: limits![list]! })}
    </span>
  ));
}

function Check({
  reason: { check, ok, code, detail, at },
  children,
}: {
  reason: Reason;
  children?: ReactNode;
}) {
  const { t, i18n } = useTranslation(['plans', 'errors', 'frame']);
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
  // What keeps the account from working: its code, or for administrators what the address book said.
  const problem = check === 'account' && !ok && detail !== null;
  return (
    <li>
      <Icon size={15} stroke={2} aria-hidden className={tone} />
      <span>
        <span className="unseen">{t(ok ? 'why.holds' : 'why.fails')} </span>
        {check === 'hold' ? (
          <HoldWords code={code} detail={detail} />
        ) : (
          t(`why.code.${code}`, { detail: words })
        )}
        {problem && (
          <span className={classes.detail}>
            {i18n.exists(`errors:${detail}.title`)
              ? t(`errors:${detail}.title`)
              : t('frame:inDetail', { words: detail })}
          </span>
        )}
        {children}
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

interface AwaitedProps {
  recordId: string;
  accountId: string;
  card: NonNullable<Reason['card']>;
}

/** The card that the record waits for: it is the same, or somebody else. */
function Awaited({ recordId, accountId, card: { cardId, state } }: AwaitedProps) {
  const { t } = useTranslation('plans');
  const refresh = useRefresh();
  const decide = useMutation({
    mutationFn: (decision: 'same' | 'new') =>
      call('decideMatch', { params: { id: recordId }, body: { accountId, cardId, decision } }),
    onSuccess: (_, decision) => {
      refresh();
      notifications.show({ message: t(decision === 'same' ? 'why.linkedNow' : 'why.newNow') });
    },
  });
  return (
    <>
      <p className={`quiet ${classes.state}`}>{t(`why.card.${state}`)}</p>
      <Group gap="xs">
        <Button size="xs" loading={decide.isPending} onClick={() => decide.mutate('same')}>
          {t('why.same')}
        </Button>
        <Button size="xs" variant="default" disabled={decide.isPending} onClick={() => decide.mutate('new')}>
          {t('why.other')}
        </Button>
      </Group>
      {decide.error && <ProblemNotice problem={decide.error} />}
    </>
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
