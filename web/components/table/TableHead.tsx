// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which a <table> cannot do
// The head of a table: a click sorts, with Shift by one more column; the edge of a column is dragged, or moved with Alt and an arrow.
import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { readSort, sortText } from '../../../src/fields/filters.ts';
import type { Column } from './column.ts';
import classes from './VirtualTable.module.css';

const NARROWEST = 60;
const WIDEST = 900;
const STEP = 16;

/** The order after a click on a head: by this column, turned round where it was so already; with Shift beside the others. */
function sortedBy(sort: string, key: string, isMore: boolean): string {
  const terms = readSort(sort);
  const term = { key, descending: terms.some((one) => one.key === key && !one.descending) };
  if (!isMore) return sortText([term]);
  const isThere = terms.some((one) => one.key === key);
  return sortText(isThere ? terms.map((one) => (one.key === key ? term : one)) : [...terms, term]);
}

interface HeadCellProps<Row> {
  column: Column<Row>;
  sort?: string | undefined;
  onSort?: ((sort: string) => void) | undefined;
  /** `isDone`: the edge was let go. */
  onResize?: ((width: number, isDone: boolean) => void) | undefined;
}

export function HeadCell<Row>({ column, sort = '', onSort, onResize }: HeadCellProps<Row>) {
  const { t } = useTranslation('frame');
  const cell = useRef<HTMLDivElement>(null);
  const terms = readSort(sort);
  const at = terms.findIndex(({ key }) => key === column.sort);
  const direction = at < 0 ? 'none' : terms[at]!.descending ? 'descending' : 'ascending';
  const words = column.headerIcon ? (
    <>
      {column.headerIcon}
      <span className="unseen">{column.header}</span>
    </>
  ) : (
    <span className="cut">{column.header}</span>
  );
  const resize = (width: number, isDone: boolean) =>
    onResize?.(Math.round(Math.max(NARROWEST, Math.min(WIDEST, width))), isDone);
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
    if (!onResize || !event.altKey || !step) return;
    event.preventDefault();
    event.stopPropagation();
    resize(cell.current!.getBoundingClientRect().width + step, true);
  };
  return (
    <div
      ref={cell}
      role="columnheader"
      tabIndex={-1}
      className={classes.headCell}
      aria-sort={column.sort ? direction : undefined}
      data-align={column.align}
      title={column.headerIcon ? column.header : undefined}
      onKeyDown={press}
    >
      {column.sort && onSort ? (
        <UnstyledButton
          className={classes.sort}
          title={t('table.sortHint')}
          onClick={(event) => onSort(sortedBy(sort, column.sort!, event.shiftKey))}
        >
          {words}
          {direction === 'ascending' && <IconArrowUp size={14} aria-hidden />}
          {direction === 'descending' && <IconArrowDown size={14} aria-hidden />}
          {terms.length > 1 && at >= 0 && <sub aria-hidden>{at + 1}</sub>}
        </UnstyledButton>
      ) : (
        words
      )}
      {onResize && <Edge cell={cell} onResize={resize} />}
    </div>
  );
}

/** For the pointer alone: by keyboard it is Alt and an arrow on the head. */
function Edge({
  cell,
  onResize,
}: {
  cell: React.RefObject<HTMLDivElement | null>;
  onResize: (width: number, isDone: boolean) => void;
}) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const follow = (isDone: boolean) => (event: PointerEvent) => {
    if (!from.current) return;
    onResize(from.current.width + event.clientX - from.current.x, isDone);
    if (isDone) from.current = null;
  };
  return (
    <span
      className={classes.edge}
      aria-hidden
      data-edge
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width: cell.current!.getBoundingClientRect().width };
      }}
      onPointerMove={follow(false)}
      onPointerUp={follow(true)}
      onPointerCancel={() => {
        from.current = null;
      }}
    />
  );
}
