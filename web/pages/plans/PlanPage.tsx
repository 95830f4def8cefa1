// What a run would do, or did, like a pull request: why it waits, counts to filter by, every record with both sides, what
// is not touched, and the decision; of a finished run, the way back.
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowBackUp, IconHandStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../../../src/http/contract/access.ts';
import type { Account, Run } from '../../../src/http/contract/accounts.ts';
import { type Answer, isMissing, query } from '../../api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Help } from '../../components/help/Help.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { LackingNotice } from '../access/LackingNotice.tsx';
import { useLacked } from '../access/use-may.ts';
import { DisconnectBar } from '../accounts/disconnect/DisconnectBar.tsx';
import { useLabels } from '../lists/use-labels.ts';
import { DecideBar } from './DecideBar.tsx';
import { PlanFilters } from './PlanFilters.tsx';
import { PlanList } from './PlanList.tsx';
import classes from './PlanPage.module.css';
import { isUndoable, sumOf } from './plan-actions.ts';
import { UndoSkipped } from './UndoSkipped.tsx';
import { usePlan } from './use-plan.ts';
import { type Undo, useUndo } from './use-undo.tsx';
import { neededToUndo } from './withheld.ts';

const NOTHING_SKIPPED: ReadonlyMap<string, string> = new Map();

export function PlanPage() {
  const { id, runId } = useParams({ from: '/inside/accounts/$id/plan/$runId' });
  const { t } = useTranslation(['plans', 'accounts', 'fields']);
  // Labels tied to groups are called by their names here.
  useLabels();
  const { data: account, error: accountError } = useQuery(query('getAccount', { params: { id } }));
  const { data: run, error: runError } = useQuery(query('getRun', { params: { id: runId } }));
  const error = accountError ?? runError;
  if (isMissing(error)) return <MissingPlan id={id} />;
  if (!account || !run)
    return (
      <Page title={t('title.running')}>
        {error ? <ProblemNotice problem={error} /> : <Skeletons rows={6} />}
      </Page>
    );
  return <Plan key={run.id} account={account} run={run} />;
}

type Stage = 'waiting' | 'decided' | 'done' | 'running';

/** A plan that waited says what was decided: other runs carry it out. */
function stageOf({ state, reason }: Run): Stage {
  if (state === 'waiting') return 'waiting';
  if (state === 'queued' || state === 'running') return 'running';
  return reason === null ? 'done' : 'decided';
}

function Plan({ account, run }: { account: Account; run: Run }) {
  const { t } = useTranslation('plans');
  const [only, setOnly] = useState<string | undefined>(undefined);
  const [q, setQ] = useState('');
  const [asked] = useDebouncedValue(q.trim(), 200);
  const plan = usePlan(run.id, { class: only, q: asked });
  const undo = useUndo(run.id);
  const stage = stageOf(run);
  const { head, actions } = plan;
  const everything = head ? sumOf(head.classes) : 0;
  const isDisconnect = run.reason === 'disconnect';
  const lacked = useLacked(neededToUndo(Object.keys(head?.classes ?? {})));
  return (
    <Page
      title={t(`title.${stage}`)}
      help={stage === 'waiting' && <Help topic="holds" />}
      count={head ? everything : undefined}
      above={<Above account={account} />}
      lead={<When run={run} />}
      actions={stage === 'done' && actions.some(isUndoable) && <UndoRun undo={undo} lacked={lacked} />}
    >
      {/* The decision comes before the list for whoever goes by Tab, and stands below it. */}
      <div className={classes.body}>
        {stage === 'waiting' && !isDisconnect && (
          <DecideBar account={account} runId={run.id} only={only} isOfSettings={run.reason === 'settings'} />
        )}
        {stage === 'waiting' && isDisconnect && head && (
          <DisconnectBar account={account} runId={run.id} counted={head.classes} />
        )}
        {stage === 'waiting' && <Why run={run} />}
        {stage === 'decided' && <p className="quiet">{t('decided')}</p>}
        {stage === 'done' && lacked && actions.some(isUndoable) && <LackingNotice permission={lacked} />}
        <UndoSkipped skipped={undo.skipped} actions={actions} />
        {plan.error && <ProblemNotice problem={plan.error} />}
        {!head && !plan.error && <Skeletons rows={6} face />}
        {head && everything === 0 && <EmptyState title={t(isDisconnect ? 'noLinks' : 'nothing')} />}
        {head && everything > 0 && (
          <>
            <PlanFilters counted={head.classes} only={only} onOnly={setOnly} q={q} onQ={setQ} />
            <Changes account={account} plan={plan} undo={stage === 'done' ? undo : null} />
          </>
        )}
        {head && head.matches.total > 0 && <Matches account={account} matches={head.matches} />}
        {head && stage === 'waiting' && <Untouched head={head} />}
      </div>
      {undo.dialog}
    </Page>
  );
}

interface ChangesProps {
  account: Account;
  plan: ReturnType<typeof usePlan>;
  /** Null where nothing can be taken back. */
  undo: Undo | null;
}

function Changes({ account, plan, undo }: ChangesProps) {
  const { t } = useTranslation('plans');
  const { head, actions } = plan;
  if (head?.total === 0) return <p className="quiet">{t('none')}</p>;
  return (
    <PlanList
      actions={actions}
      total={head?.total ?? 0}
      trashes={account.settings.remoteDelete === 'trash'}
      skipped={undo?.skipped ?? NOTHING_SKIPPED}
      onUndo={undo ? (action) => undo.one(action.id) : undefined}
      undoingId={undo?.pendingId ?? null}
      onEnd={() => {
        if (plan.hasNextPage && !plan.isFetching) void plan.fetchNextPage();
      }}
    />
  );
}

function UndoRun({ undo, lacked }: { undo: Undo; lacked: Permission | undefined }) {
  const { t } = useTranslation('plans');
  return (
    <Button
      variant="default"
      disabled={lacked !== undefined}
      leftSection={<IconArrowBackUp size={16} stroke={1.8} aria-hidden />}
      onClick={undo.askRun}
    >
      {t('undo.run')}
    </Button>
  );
}

function Above({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  return (
    <span className={classes.above}>
      <Link to="/accounts" className="link">
        {t('title')}
      </Link>
      <span aria-hidden>/</span>
      <Link to="/accounts/$id/{-$tab}" params={{ id: account.id, tab: 'runs' }} className="link">
        {account.name}
      </Link>
    </span>
  );
}

function When({ run }: { run: Run }) {
  const { t } = useTranslation('accounts');
  return (
    <>
      {t(`runs.state.${run.state}`)}
      {run.state !== 'waiting' && ` · ${t(`runs.trigger.${run.trigger}`)}`}
      {run.startedAt && (
        <>
          {' '}
          · <RelativeTime at={run.startedAt} />
        </>
      )}
    </>
  );
}

function Why({ run }: { run: Run }) {
  const { t } = useTranslation('plans');
  return (
    <div className={classes.why}>
      <IconHandStop size={18} stroke={1.7} aria-hidden />
      <span>
        <b>{t('nothingDone')}</b> {t(`reason.${run.reason ?? 'guard'}`)}
      </span>
    </div>
  );
}

/** Records for which nothing is made: a card of the address book is like them. */
function Matches({ account, matches }: { account: Account; matches: Answer<'getPlan'>['matches'] }) {
  const { t } = useTranslation('plans');
  const { items, total } = matches;
  return (
    <section className={classes.untouched}>
      <h2>{t('matches.title', { count: total })}</h2>
      <p>
        {t('matches.words')}{' '}
        <Link to="/accounts/$id/{-$tab}" params={{ id: account.id, tab: 'queue' }} className="link">
          {t('why.queue')}
        </Link>
      </p>
      <ul>
        {items.map(({ recordId, recordName, cardName }) => (
          <li key={recordId} dir="auto">
            <Link to="/records/$id" params={{ id: recordId }} className="link">
              {recordName}
            </Link>{' '}
            ~ {cardName}
          </li>
        ))}
        {total > items.length && <li>…</li>}
      </ul>
    </section>
  );
}

function Untouched({ head: { untouched } }: { head: Answer<'getPlan'> }) {
  const { t } = useTranslation('plans');
  return (
    <section className={classes.untouched}>
      <h2>{t('untouched.title')}</h2>
      <p>
        {untouched > 0 ? t('untouched.count', { count: untouched }) : t('untouched.none')}{' '}
        {t('untouched.rest')}
      </p>
    </section>
  );
}

function MissingPlan({ id }: { id: string }) {
  const { t } = useTranslation('plans');
  return (
    <Page title={t('title.done')}>
      <EmptyState
        title={t('missing.title')}
        action={
          <Button renderRoot={(props) => <Link to="/accounts/$id/{-$tab}" params={{ id }} {...props} />}>
            {t('missing.back')}
          </Button>
        }
      >
        {t('missing.words')}
      </EmptyState>
    </Page>
  );
}
