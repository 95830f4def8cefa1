// The records of a plan, however many: only those in sight exist, and they scroll with the page.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlanAction, type PlanActionProps } from './PlanAction.tsx';
import classes from './PlanPage.module.css';
import type { Action } from './plan-actions.ts';

interface PlanListProps {
  actions: Action[];
  total: number;
  trashes: boolean;
  /** Why an undo left actions alone, by their ids. */
  skipped: ReadonlyMap<string, string>;
  onUndo?: ((action: Action) => void) | undefined;
  undoingId: string | null;
  /** The end of what was fetched is in sight. */
  onEnd: () => void;
}

/** About what a change of two or three fields takes. */
const USUAL_HEIGHT = 150;
const GAP = 10;

const scroller = (): HTMLElement | null => document.getElementById('main');

export function PlanList({ actions, total, skipped, onUndo, undoingId, onEnd, trashes }: PlanListProps) {
  const { t } = useTranslation('plans');
  const list = useRef<HTMLOListElement>(null);
  const [top, setTop] = useState(0);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const virtualizer = useVirtualizer({
    count: actions.length,
    getScrollElement: scroller,
    getItemKey: (index) => actions[index]!.id,
    estimateSize: () => USUAL_HEIGHT,
    overscan: 6,
    gap: GAP,
    scrollMargin: top,
  });
  useLayoutEffect(() => {
    const main = scroller();
    if (!list.current || !main) return;
    const now = list.current.getBoundingClientRect().top - main.getBoundingClientRect().top + main.scrollTop;
    setTop((before) => (Math.abs(before - now) < 1 ? before : now));
  });
  const items = virtualizer.getVirtualItems();
  const atEnd = (items.at(-1)?.index ?? 0) >= actions.length - 10;
  useEffect(() => {
    if (atEnd && actions.length < total) onEnd();
  }, [atEnd, actions.length, total, onEnd]);
  const toggle = (id: string) => {
    const next = new Set(opened);
    if (!next.delete(id)) next.add(id);
    setOpened(next);
  };
  const props = (action: Action): PlanActionProps => ({
    action,
    trashes,
    opened: opened.has(action.id),
    onOpened: () => toggle(action.id),
    skipped: skipped.get(action.id),
    onUndo: onUndo && (() => onUndo(action)),
    undoing: undoingId === action.id,
  });
  return (
    <ol
      ref={list}
      className={classes.list}
      aria-label={t('list')}
      style={{ height: virtualizer.getTotalSize() }}
    >
      {items.map(({ index, key, start }) => (
        <li
          key={key}
          ref={virtualizer.measureElement}
          data-index={index}
          aria-setsize={total}
          aria-posinset={index + 1}
          style={{ transform: `translateY(${start - top}px)` }}
        >
          <PlanAction {...props(actions[index]!)} />
        </li>
      ))}
    </ol>
  );
}
