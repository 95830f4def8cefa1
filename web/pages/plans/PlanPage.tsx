// What a run would do, or did, like a pull request: why it waits, counts to filter by, every record with both sides, what
// is not touched, and the decision; of a finished run, the way back.
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowBackUp, IconHandStop, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, Run } from '../../../src/http/contract/accounts.ts';
import { type Answer, ApiError, query } from '../../api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { DecideBar } from './DecideBar.tsx';
import { PlanList } from './PlanList.tsx';
import classes from './PlanPage.module.css';
import { type Action, classesInOrder, isUndoable, sumOf } from './plan-actions.ts';
import { usePlan } from './use-plan.ts';
import { useUndo } from './use-undo.tsx';

export function PlanPage() {
  const { id, runId } = useParams({ from: '/inside/accounts/$id/plan/$runId' });
  const { t } = useTranslation(['plans', 'accounts', 'fields']);
  const { data: account, error: accountError } = useQuery(query('getAccount', { params: { id } }));
  const { data: run, error: runError } = useQuery(query('getRun', { params: { id: runId } }));
  const error = accountError ?? runError;
  if (error instanceof ApiError && error.status === 404) return <MissingPlan id={id} />;
  if (!account || !run)
    return (
      <Page title={t('title.running')}>
        {error ? <ProblemNotice problem={error} /> : <Skeletons rows={6} />}
      </Page>
    );
  return <Plan key={run.id} account={account} run={run} />;
}

function Plan({ account, run }: { account: Account; run: Run }) {
  const { t } = useTranslation(['plans', 'accounts']);
  const [only, setOnly] = useState<string | undefined>(undefined);
  const [q, setQ] = useState('');
  const [asked] = useDebouncedValue(q.trim(), 200);
  const plan = usePlan(run.id, { class: only, q: asked });
  const undo = useUndo(run.id);
  const waits = run.state === 'waiting';
  const ended = run.state === 'done' || run.state === 'failed' || run.state === 'cancelled';
  // A plan that waited says what was decided: other runs carry it out.
  const decided = ended && run.reason !== null;
  const { head, actions } = plan;
  // What of a waiting run is decided already waits no more; the account knows what does.
  const waiting = account.waiting?.runId === run.id ? account.waiting.classes : {};
  const everything = head ? sumOf(head.classes) : 0;
  return (
    <Page
      title={t(waits ? 'title.waiting' : decided ? 'title.decided' : ended ? 'title.done' : 'title.running')}
      count={head ? everything : undefined}
      above={<Above account={account} />}
      lead={<When run={run} />}
      actions={
        ended &&
        actions.some(isUndoable) && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={16} stroke={1.8} aria-hidden />}
            onClick={undo.askRun}
          >
            {t('undo.run')}
          </Button>
        )
      }
    >
      {waits && <Why run={run} />}
      {decided && <p className="quiet">{t('decided')}</p>}
      <Skipped skipped={undo.skipped} actions={actions} />
      {plan.error && <ProblemNotice problem={plan.error} />}
      {!head && !plan.error && <Skeletons rows={6} face />}
      {head && everything === 0 && <EmptyState title={t('nothing')} />}
      {head && everything > 0 && (
        <>
          <Filters classes={head.classes} only={only} onOnly={setOnly} q={q} onQ={setQ} />
          {head.total === 0 && <p className="quiet">{t('none')}</p>}
          <PlanList
            actions={actions}
            total={head.total}
            trashes={account.settings.remoteDelete === 'trash'}
            skipped={undo.skipped}
            onUndo={ended ? (action) => undo.one(action.id) : undefined}
            undoingId={undo.pendingId}
            onEnd={() => {
              if (plan.hasNextPage && !plan.isFetching) void plan.fetchNextPage();
            }}
          />
        </>
      )}
      {head && waits && <Untouched head={head} />}
      {waits && <DecideBar account={account} runId={run.id} waiting={waiting} only={only} />}
      {undo.dialog}
    </Page>
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
        <b>{t('nothingDone')}</b> {t(`reason.${run.reason}`, { defaultValue: t('reason.guard') })}
      </span>
    </div>
  );
}

interface FiltersProps {
  classes: Record<string, number>;
  only: string | undefined;
  onOnly: (only: string | undefined) => void;
  q: string;
  onQ: (q: string) => void;
}

function Filters({ classes: counted, only, onOnly, q, onQ }: FiltersProps) {
  const { t } = useTranslation('plans');
  const named = classesInOrder(counted);
  const chips: [name: string | undefined, count: number][] =
    named.length > 1 ? [[undefined, sumOf(counted)], ...named] : named;
  return (
    <div className={classes.filters}>
      <fieldset className={classes.chips} aria-label={t('filters')}>
        {chips.map(([name, count]) => (
          <button
            key={name ?? ''}
            type="button"
            className={classes.chip}
            aria-pressed={only === name || named.length === 1}
            onClick={() => onOnly(named.length > 1 ? name : undefined)}
          >
            {name ? t(`chip.${name}`, { defaultValue: name }) : t('all')}
            <span>{t('number', { value: count })}</span>
          </button>
        ))}
      </fieldset>
      <TextInput
        className={classes.search ?? ''}
        aria-label={t('search')}
        placeholder={t('search')}
        data-page-search
        type="search"
        leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
        value={q}
        onChange={(event) => onQ(event.currentTarget.value)}
      />
    </div>
  );
}

/** So many of what an undo left alone are named; the rest carry their reason in the list. */
const NAMED = 8;

/** What an undo left alone, by name and reason. */
function Skipped({ skipped, actions }: { skipped: ReadonlyMap<string, string>; actions: Action[] }) {
  const { t } = useTranslation('plans');
  if (skipped.size === 0) return null;
  const nameOf = (id: string) => {
    const action = actions.find((each) => each.id === id);
    return action?.recordName ?? action?.cardName ?? t('undo.some');
  };
  return (
    <div className={classes.why} role="status">
      <div>
        <b>{t('undo.skipped', { count: skipped.size })}</b>
        <ul className={classes.consequences}>
          {[...skipped].slice(0, NAMED).map(([id, reason]) => (
            <li key={id}>
              <span dir="auto">{nameOf(id)}</span>: {t(`undo.reason.${reason}`, { defaultValue: reason })}
            </li>
          ))}
          {skipped.size > NAMED && <li>{t('undo.skippedMore', { count: skipped.size - NAMED })}</li>}
        </ul>
      </div>
    </div>
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
