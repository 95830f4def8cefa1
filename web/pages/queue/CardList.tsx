// The cards of the view, however many: only the rows in sight exist, the rest arrives as one scrolls to it.
// biome-ignore-all lint/a11y/useSemanticElements: rows of a virtual list are placed by hand
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
import { Checkbox } from '@mantine/core';
import { IconLink, IconRotate2 } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueItem } from '../../../src/http/contract/queue.ts';
import { SkeletonLine } from '../../components/Skeletons.tsx';
import classes from './CardList.module.css';
import { CardFace } from './card/CardFace.tsx';
import { cardTitle } from './card/card-title.ts';
import { contactOf } from './card/contact-of.ts';
import { KindChip } from './KindChip.tsx';
import type { Place } from './use-place.ts';
import type { Ticked } from './use-ticked.ts';

const ROW_HEIGHT = 78;
/** How far before the end of what is here the next page is asked for, in rows. */
const AHEAD = 80;

interface CardListProps {
  place: Place;
  ticked: Ticked;
  onOpen: (item: QueueItem) => void;
}

export function CardList({ place, ticked, onOpen }: CardListProps) {
  const { t } = useTranslation('queue');
  const { queue, current, index, view } = place;
  const { items, total } = queue;
  const { hasNextPage, isFetchingNextPage, isFetching, fetchNextPage } = queue.cards;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasNextPage && !isFetching && last >= items.length - AHEAD) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage, last, items.length]);
  useEffect(() => {
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
  }, [virtualizer, index]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view begins at its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [view]);

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="grid"
      tabIndex={0}
      aria-label={t('list')}
      aria-rowcount={total}
      aria-multiselectable
      aria-busy={isFetchingNextPage}
      aria-activedescendant={
        current && rows.some((row) => row.index === index) ? `card-${current.id}` : undefined
      }
    >
      <div role="rowgroup" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {rows.map(({ index: at, start }) => {
          const item = items[at];
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the queue are heard on the window
            <div
              role="row"
              tabIndex={-1}
              key={item?.id ?? `row ${at}`}
              id={item ? `card-${item.id}` : undefined}
              data-row={at}
              className={classes.row}
              style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
              aria-rowindex={at + 1}
              aria-selected={item ? ticked.has(item.id) : undefined}
              aria-current={item && item.id === current?.id ? true : undefined}
              data-ticked={(item && ticked.has(item.id)) || undefined}
              onClick={(event) => {
                if (!item || (event.target as HTMLElement).closest('label, input')) return;
                if (event.shiftKey) ticked.extend(item.id, current?.id);
                else onOpen(item);
              }}
            >
              <div role="gridcell" className={classes.tick}>
                {item && (
                  <Checkbox
                    tabIndex={-1}
                    aria-label={t('select.one', { name: cardTitle(item, t) })}
                    checked={ticked.has(item.id)}
                    onChange={(event) => {
                      if ((event.nativeEvent as MouseEvent).shiftKey) ticked.extend(item.id, current?.id);
                      else ticked.toggle(item.id);
                    }}
                  />
                )}
              </div>
              <div role="gridcell" className={classes.card}>
                {item ? <Row item={item} /> : <SkeletonLine width={`${50 + ((at * 17) % 40)}%`} />}
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Row({ item }: { item: QueueItem }) {
  const { t } = useTranslation('queue');
  const title = cardTitle(item, t);
  const { name, department } = contactOf(item.contact).organization;
  const second = [name === title ? null : name, department].filter(Boolean).join(' · ');
  return (
    <>
      <CardFace item={item} size={36} />
      <div className={classes.words}>
        <div className={`cut ${classes.name}`} dir="auto" title={title}>
          {title}
        </div>
        <div className={classes.line}>
          <span className={`cut ${classes.second}`} dir="auto" title={second}>
            {second || firstReach(item)}
          </span>
          {item.matches.length > 0 && item.state !== 'imported' && (
            <span className={classes.match}>
              <IconLink size={12} stroke={1.8} aria-hidden />
              {t('match.badge', { count: item.matches.length })}
            </span>
          )}
        </div>
        <div className={classes.line}>
          <span className={`cut ${classes.reason} ${item.state === 'failed' ? 'bad' : ''}`}>
            {item.unlinkedBefore && (
              <IconRotate2 size={12} stroke={1.8} aria-hidden className={classes.before} />
            )}
            {item.state === 'failed' ? failureWords(item.error, t) : t(`reason.${item.reason}`)}
          </span>
          <KindChip item={item} />
        </div>
      </div>
    </>
  );
}

/** The first way to reach somebody that is not what the card is called by already. */
const firstReach = (item: QueueItem): string => {
  const { emails, phones } = contactOf(item.contact);
  return [...emails, ...phones].find(({ value }) => value !== item.displayName)?.value ?? '';
};

/** Why a card could not be imported, in one sentence. */
export const failureWords = (
  code: string | null,
  t: ReturnType<typeof useTranslation<'queue'>>['t'],
): string => t(`failure.${code}`, { defaultValue: t('failure.other', { code: code ?? '–' }) });
