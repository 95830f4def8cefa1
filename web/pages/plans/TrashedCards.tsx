// Cards that went from one's address books, kept whole: put back with photo, groups and everything they held.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAddressBookOff, IconCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, type Item } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ProblemNotice, useProblemWords } from '../../components/ProblemNotice.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import type { Column } from '../../components/table/column.ts';
import { VirtualTable } from '../../components/table/VirtualTable.tsx';
import { RecordName } from './RecordName.tsx';
import classes from './TrashedCards.module.css';
import { useRefresh } from './use-refresh.ts';

type Card = Item<'listTrashedCards'>;
const PAGE = 200;

function useTrashedCards() {
  const cards = useInfiniteQuery({
    queryKey: ['listTrashedCards', {}, 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(
        'listTrashedCards',
        { query: { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
        { signal },
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return { ...cards, items: cards.data?.pages.flatMap(({ items }) => items) ?? [] };
}

export function TrashedCards() {
  const { t } = useTranslation('plans');
  const cards = useTrashedCards();
  const refresh = useRefresh();
  const words = useProblemWords();
  const [asked, setAsked] = useState<Card | null>(null);
  const putBack = useMutation({
    mutationFn: (card: Card) => call('restoreTrashedCard', { params: { id: card.id } }),
    onSuccess: ({ cardName }) => {
      refresh();
      notifications.show({ message: t('cards.done', { name: cardName }) });
    },
    onSettled: () => setAsked(null),
    onError: (error) =>
      notifications.show({ color: 'red', title: words(error).title, message: words(error).action }),
  });
  if (cards.error && !cards.data) return <ProblemNotice problem={cards.error} />;
  if (!cards.data) return <Skeletons rows={8} face />;
  const total = cards.data.pages[0]!.total;
  if (total === 0)
    return (
      <EmptyState icon={<IconAddressBookOff size={26} stroke={1.5} aria-hidden />} title={t('cards.empty')}>
        {t('cards.emptyWords')}
      </EmptyState>
    );
  const back = (card: Card) =>
    card.restored ? (
      <span className={`good ${classes.restored}`}>
        <IconCheck size={15} stroke={2} aria-hidden />
        {t('cards.restored')}
      </span>
    ) : (
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('cards.putBackOf', { name: card.cardName })}
        loading={putBack.isPending && putBack.variables.id === card.id}
        onClick={() => (card.loss ? setAsked(card) : putBack.mutate(card))}
      >
        {t('cards.putBack')}
      </Button>
    );
  return (
    <>
      <VirtualTable
        label={t('cards.tab')}
        total={total}
        rowAt={(index) => cards.items[index]}
        onRange={(_, last) => {
          if (last >= cards.items.length - 20 && cards.hasNextPage && !cards.isFetching)
            void cards.fetchNextPage();
        }}
        rowId={(card) => card.id}
        rowName={(card) => card.cardName}
        columns={columnsWith(t, back)}
        cardHeight={92}
        card={(card) => (
          <div className={classes.card}>
            <div className={classes.words}>
              <Name card={card} />
              <div className={`cut ${classes.small}`}>
                {t(`cards.reasons.${card.reason}`)}
                {card.loss && <span className="warn"> · {t('cards.notWhole')}</span>}
              </div>
              <div className={`cut ${classes.small}`}>
                {card.accountName} · <RelativeTime at={card.createdAt} />
              </div>
            </div>
            {back(card)}
          </div>
        )}
      />
      <Confirm
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={t('cards.lossTitle')}
        confirm={t('cards.putBack')}
        onConfirm={() => asked && putBack.mutate(asked)}
        busy={putBack.isPending}
      >
        {t('cards.lossWords', { name: asked?.cardName ?? '' })}
      </Confirm>
    </>
  );
}

function columnsWith(t: TFunction<'plans'>, back: (card: Card) => React.ReactNode): Column<Card>[] {
  return [
    {
      key: 'card',
      header: t('cards.card'),
      width: 'minmax(140px, 2fr)',
      cell: (card) => <Name card={card} />,
    },
    {
      key: 'reason',
      header: t('cards.reason'),
      width: 'minmax(140px, 2fr)',
      cell: ({ reason, loss }) => (
        <>
          {t(`cards.reasons.${reason}`)}
          {loss && <span className="warn"> · {t('cards.notWhole')}</span>}
        </>
      ),
    },
    {
      key: 'account',
      header: t('cards.account'),
      width: 'minmax(90px, 1fr)',
      cell: ({ accountName }) => accountName,
    },
    {
      key: 'at',
      header: t('cards.at'),
      width: '110px',
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
    { key: 'back', header: t('cards.putBack'), width: '120px', align: 'end', cell: back },
  ];
}

const Name = ({ card }: { card: Card }) => (
  <RecordName id={card.recordId} name={card.cardName} className={classes.name} />
);
