// Cards of an account that wait by themselves while the others go on: each with its reason, and another try.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call, type Item } from '../../api.ts';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { useFieldWords } from '../records/fields/field-words.ts';
import classes from './HeldCards.module.css';
import { isLoss, LossWords } from './LossWords.tsx';
import { useRefresh } from './use-refresh.ts';

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
  return (
    <section className={`sheet ${classes.held}`} aria-label={t('held.title')}>
      <h2 className={classes.title}>
        {t('held.title')} <span>{t('number', { value: held.data!.pages[0]!.total })}</span>
      </h2>
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
  const { named } = useFieldWords();
  const refresh = useRefresh();
  const { recordId, recordName, code, detail, retryAt } = item;
  const retry = useMutation({
    mutationFn: () => call('retryRecord', { params: { id: recordId } }),
    onSuccess: () => {
      refresh();
      notifications.show({ message: t('held.retried') });
    },
  });
  return (
    <li>
      <div className={classes.words}>
        <Link to="/records/$id" params={{ id: recordId }} className={classes.name} dir="auto">
          {recordName}
        </Link>
        <div>{t(`why.code.${code}`, { defaultValue: code })}</div>
        <LossWords loss={detail} />
        {detail && !isLoss(detail) && (
          <div className="quiet">
            {code === 'loop'
              ? t('why.field', { field: named(detail) })
              : t('why.theirWords', { words: detail })}
          </div>
        )}
        {retryAt && (
          <div className="quiet">
            {t('held.at')} <RelativeTime at={retryAt} />
          </div>
        )}
      </div>
      {code === 'match-in-queue' ? (
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) => (
            <Link to="/accounts/$id/{-$tab}" params={{ id: accountId, tab: 'queue' }} {...props} />
          )}
        >
          {t('held.queue')}
        </Button>
      ) : (
        <Button
          size="xs"
          variant="default"
          aria-label={t('held.againOf', { name: recordName })}
          loading={retry.isPending}
          onClick={() => retry.mutate()}
        >
          {t('held.again')}
        </Button>
      )}
    </li>
  );
}
