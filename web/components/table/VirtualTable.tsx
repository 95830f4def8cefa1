// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
// biome-ignore-all lint/a11y/useSemanticElements: only the rows in sight exist, placed by hand, which a <table> cannot do
// A table of any length: only the rows in sight exist, and rows that have not arrived are drawn as strokes. On a
// phone each row is a card. Arrow keys move between rows, Enter opens, x selects, Shift selects a range, Ctrl-A everything.
import { Checkbox } from '@mantine/core';
import { useElementSize, useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isBusy } from '../keys/is-busy.ts';
import { SkeletonLine } from '../Skeletons.tsx';
import type { Column } from './column.ts';
import { HeadCell } from './TableHead.tsx';
import { EVERYTHING, isSelected, NOTHING_SELECTED, type Selection, useTicking } from './table-selection.ts';
import classes from './VirtualTable.module.css';

export interface VirtualTableProps<Row> {
  label: string;
  total: number;
  /** Undefined while the row has not arrived. */
  rowAt: (index: number) => Row | undefined;
  /** The rows in sight, whenever they change: time to fetch. */
  onRange?: (first: number, last: number) => void;
  rowId: (row: Row) => string;
  rowName: (row: Row) => string;
  columns: Column<Row>[];
  /** A row on a phone. */
  card: (row: Row) => ReactNode;
  cardHeight?: number;
  rowHeight?: number;
  onOpen?: (row: Row) => void;
  sort?: string;
  onSort?: (sort: string) => void;
  selection?: Selection;
  onSelection?: (selection: Selection) => void;
  /** Ids of rows by position, for ranges; without it there are none. */
  idsBetween?: (first: number, last: number) => Promise<string[]>;
  /** A column was made this wide. */
  onWidth?: (key: string, width: number) => void;
  /** Changes when the list is another one: the scroll goes back to the top. */
  resetKey?: string;
  /** What the position shown while scrolling is called: a name, for an alphabetical list. */
  hint?: (row: Row) => string;
  /** Marks one row, as the one shown beside the table. */
  currentId?: string | null;
}

/** Below this width of its own a table is cards, whatever the window. */
const NARROW = 600;
const GAP = 12;
const PADDING = 28;

/** What the columns need at least: a number or `minmax(number, …)` each. */
const leastOf = (widths: string[]): number =>
  widths.reduce((sum, width) => sum + Number(/\d+/.exec(width)?.[0] ?? 0) + GAP, PADDING - GAP);

const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement && target.type !== 'checkbox';

export const usePhone = (): boolean =>
  useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false });

export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { t } = useTranslation('frame');
  const { label, total, rowAt, onRange, rowId, rowName, columns, card, onOpen, sort, onSort } = props;
  const { selection, onSelection, resetKey, hint, currentId, onWidth } = props;
  const ticking = useTicking({ selection, onSelection, idsBetween: props.idsBetween });
  const [dragging, setDragging] = useState<{ key: string; width: number } | null>(null);
  const { ref: place, width } = useElementSize();
  const isNarrow = width > 0 && width < NARROW;
  const phone = usePhone() || isNarrow;
  const height = phone ? (props.cardHeight ?? 68) : (props.rowHeight ?? 44);
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured again
  useEffect(() => virtualizer.measure(), [virtualizer, height]);
  useEffect(() => onRange?.(first, last), [onRange, first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setCurrent(0);
    ticking.forget();
  }, [resetKey]);

  const focusRow = (index: number) => {
    const next = Math.max(0, Math.min(total - 1, index));
    setCurrent(next);
    virtualizer.scrollToIndex(next);
    requestAnimationFrame(() => {
      const row = scroller.current?.querySelector(`[data-index="${next}"]`);
      (row?.querySelector<HTMLElement>('a') ?? (row as HTMLElement | null))?.focus({ preventScroll: true });
    });
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if ((event.metaKey || event.ctrlKey) && event.key === 'a' && selection && !isTyping(event.target)) {
      event.preventDefault();
      onSelection?.(EVERYTHING);
      return;
    }
    if (event.metaKey || event.ctrlKey || event.altKey || isBusy(event)) return;
    const row = rowAt(current);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 1);
    const moves = new Map(
      Object.entries({
        ArrowDown: current + 1,
        ArrowUp: current - 1,
        PageDown: current + page,
        PageUp: current - page,
        Home: 0,
        End: total - 1,
      }),
    );
    const next = moves.get(event.key);
    if (next !== undefined) {
      if (event.shiftKey) void ticking.reach(Math.max(0, Math.min(total - 1, next)), current);
      focusRow(next);
    } else if (event.key === 'x' && row && selection) ticking.toggle(current, rowId(row));
    else if (event.key === 'Enter' && row && !(event.target as HTMLElement).closest('button, a, input'))
      onOpen?.(row);
    else return;
    event.preventDefault();
  };

  const widths = [
    ...(selection ? ['36px'] : []),
    ...columns.map(({ key, width: own }) => (dragging?.key === key ? `${dragging.width}px` : own)),
  ];
  const tracks = widths.join(' ');
  const least = phone ? 0 : leastOf(widths);
  const everything = selection?.all ?? false;
  const some = selection ? selection.all || selection.ids.size > 0 : false;
  const hinted =
    hint && virtualizer.isScrolling ? rowAt(Math.floor((virtualizer.scrollOffset ?? 0) / height)) : undefined;

  return (
    <div ref={place} className={classes.table} style={{ '--tracks': tracks } as React.CSSProperties}>
      <div
        ref={scroller}
        className={classes.scroller}
        role="table"
        aria-label={label}
        aria-rowcount={total + 1}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const index = (event.target as HTMLElement).closest('[data-index]')?.getAttribute('data-index');
          if (index) setCurrent(Number(index));
        }}
      >
        <div role="rowgroup" className={phone ? 'unseen' : classes.headGroup} style={{ minWidth: least }}>
          <div role="row" tabIndex={-1} className={classes.head} aria-rowindex={1}>
            {selection && (
              <div role="columnheader" tabIndex={-1} className={classes.tick}>
                <Checkbox
                  aria-label={t('table.selectAll')}
                  checked={everything}
                  indeterminate={some && !everything}
                  onChange={() => onSelection?.(some ? NOTHING_SELECTED : EVERYTHING)}
                />
              </div>
            )}
            {columns.map((column) => (
              <HeadCell
                key={column.key}
                column={column}
                sort={sort}
                onSort={onSort}
                onResize={
                  column.resizable && onWidth
                    ? (wide, isDone) => {
                        setDragging(isDone ? null : { key: column.key, width: wide });
                        if (isDone) onWidth(column.key, wide);
                      }
                    : undefined
                }
              />
            ))}
          </div>
        </div>
        <div
          role="rowgroup"
          style={{ height: virtualizer.getTotalSize(), minWidth: least, position: 'relative' }}
        >
          {items.map(({ index, start, key }) => {
            const row = rowAt(index);
            const id = row ? rowId(row) : '';
            const chosen = Boolean(row && selection && isSelected(selection, id));
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: Enter is heard on the table; the name is a link
              <div
                role="row"
                tabIndex={-1}
                key={key}
                data-index={index}
                aria-rowindex={index + 2}
                aria-busy={!row}
                className={phone ? classes.card : classes.row}
                data-selected={chosen || undefined}
                data-current={(row && currentId === id) || undefined}
                style={{ height, transform: `translateY(${start}px)` }}
                onClick={(event) => {
                  if (row && !(event.target as HTMLElement).closest('button, a, input, label')) onOpen?.(row);
                }}
              >
                {selection && (
                  <div role="cell" className={classes.tick}>
                    {row && (
                      <Checkbox
                        aria-label={t('table.select', { name: rowName(row) })}
                        checked={chosen}
                        disabled={everything}
                        onChange={(event) =>
                          (event.nativeEvent as MouseEvent).shiftKey
                            ? void ticking.reach(index, index)
                            : ticking.toggle(index, id)
                        }
                      />
                    )}
                  </div>
                )}
                {phone ? (
                  <div role="cell" className={classes.cardCell}>
                    {row ? card(row) : <SkeletonLine width="55%" />}
                  </div>
                ) : (
                  columns.map((column, at) => (
                    <div role="cell" key={column.key} className={classes.cell} data-align={column.align}>
                      {row
                        ? column.cell(row)
                        : at < 3 && <SkeletonLine width={`${44 + ((index * 7 + at * 13) % 40)}%`} />}
                    </div>
                  ))
                )}
              </div>
            );
          })}
        </div>
      </div>
      {hinted && total > 200 && <div className={classes.hint}>{hint!(hinted)}</div>}
    </div>
  );
}
