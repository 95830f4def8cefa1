// Cards of an account that wait by themselves while the others go on: each with its reason, and another try.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, type Item } from '../../../api.ts';
import { Confirm } from '../../../components/Confirm.tsx';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import { LackingNotice } from '../../access/LackingNotice.tsx';
import { useMay } from '../../access/use-may.ts';
import { RecordName } from '../RecordName.tsx';
import { useRefresh } from '../use-refresh.ts';
import { lackedFor } from '../withheld.ts';
import { DeletionChoice } from './DeletionChoice.tsx';
import classes from './HeldCards.module.css';
import { HoldWords, mayRetry } from './HoldWords.tsx';

/** Nothing while nothing waits. */
export function HeldCards({ accountId }: { accountId: string }) {
  const { t } = useTranslation('plans');
  const params = { id: accountId };
  const held = useInfiniteQuery({
    queryKey: ['listHeld', { params }, 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(
        'listHeld',
        { params, query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } },
        { signal },
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = held.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  const lacked = [...new Set(items.flatMap(({ code }) => lackedFor(code) ?? []))];
  const { deletions } = held.data!.pages[0]!;
  const retried = items.some(({ code }) => mayRetry(code));
  return (
    <section className={`sheet ${classes.held}`} aria-label={t('held.title')}>
      <h2 className={classes.title}>
        {t('held.title')} <span>{t('number', { value: held.data!.pages[0]!.total })}</span>
      </h2>
      {[...lacked, ...(retried ? (['sync.run'] as const) : [])].map((permission) => (
        <LackingNotice key={permission} permission={permission} />
      ))}
      {lacked.length > 0 && <p className={`quiet ${classes.byItself}`}>{t('held.byItself')}</p>}
      {deletions > 1 && (
        <div className={classes.all}>
          <span>{t('deletion.all.label', { count: deletions })}</span>
          <DeletionChoice accountId={accountId} of={{ count: deletions }} />
        </div>
      )}
      <ul className={classes.rows}>
        {items.map((item) => (
          <HeldCard key={item.recordId} item={item} accountId={accountId} />
        ))}
      </ul>
      {held.hasNextPage && (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          loading={held.isFetchingNextPage}
          onClick={() => void held.fetchNextPage()}
        >
          {t('held.more')}
        </Button>
      )}
    </section>
  );
}

function HeldCard({ item, accountId }: { item: Item<'listHeld'>; accountId: string }) {
  const { t } = useTranslation('plans');
  const { recordId, recordName, code, detail, retryAt } = item;
  return (
    <li>
      <div className={classes.words}>
        <RecordName id={recordId} name={recordName} className={classes.name} />
        <HoldWords code={code} detail={detail} />
        {retryAt && (
          <div className="quiet">
            {t('held.at')} <RelativeTime at={retryAt} />
          </div>
        )}
      </div>
      {recordId !== null && <Way item={{ ...item, recordId }} accountId={accountId} />}
    </li>
  );
}

type OfRecord = Item<'listHeld'> & { recordId: string };

/** What a person can do about it; a card that is nobody's record is tried again by itself. */
function Way({ item, accountId }: { item: OfRecord; accountId: string }) {
  const { t } = useTranslation('plans');
  const refresh = useRefresh();
  const maySync = useMay('sync.run');
  const { recordId, recordName, code } = item;
  const retry = useMutation({
    mutationFn: () => call('retryRecord', { params: { id: recordId } }),
    onSuccess: () => {
      refresh();
      notifications.show({ message: t('held.retried') });
    },
  });
  if (code === 'match-in-queue')
    return (
      <Button
        size="xs"
        variant="default"
        renderRoot={(props) => (
          <Link to="/accounts/$id/{-$tab}" params={{ id: accountId, tab: 'queue' }} {...props} />
        )}
      >
        {t('held.queue')}
      </Button>
    );
  if (code === 'card-deleted')
    return <DeletionChoice accountId={accountId} of={{ recordId, name: recordName }} />;
  if (lackedFor(code) !== undefined) return <GiveUp item={item} accountId={accountId} />;
  if (!mayRetry(code)) return null;
  return (
    <Button
      size="xs"
      variant="default"
      disabled={!maySync}
      aria-label={t('held.againOf', { name: recordName })}
      loading={retry.isPending}
      onClick={() => retry.mutate()}
    >
      {t('held.again')}
    </Button>
  );
}

/** What waits for a permission need not wait for it: the phone gets back what the record says. */
function GiveUp({ item: { recordId, recordName, code }, accountId }: { item: OfRecord; accountId: string }) {
  const { t } = useTranslation('plans');
  const refresh = useRefresh();
  const [opened, setOpened] = useState(false);
  const discard = useMutation({
    mutationFn: () => call('discardHeld', { params: { id: accountId }, body: { recordId } }),
    onSuccess: () => {
      setOpened(false);
      notifications.show({ message: t('held.givenUp') });
    },
    onSettled: refresh,
  });
  const verb = t(`held.giveUp.${code}`);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        aria-label={`${verb}: ${recordName}`}
        onClick={() => {
          discard.reset();
          setOpened(true);
        }}
      >
        {verb}
      </Button>
      <Confirm
        opened={opened}
        onClose={() => setOpened(false)}
        title={t(`held.giveUpTitle.${code}`)}
        confirm={verb}
        onConfirm={() => discard.mutate()}
        busy={discard.isPending}
        problem={discard.error}
      >
        {t(`held.giveUpWords.${code}`, { name: recordName })}
      </Confirm>
    </>
  );
}
