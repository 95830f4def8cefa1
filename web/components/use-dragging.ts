// What is being dragged within a list, and beside which row it would go.
import { type DragEvent, useState } from 'react';

/** `into`: what holds nothing yet. */
export interface Over {
  key: string;
  side: 'before' | 'after' | 'into';
}

/** Of rows that `T` stands for; rows are named by key. */
export function useDragging<T>() {
  const [dragged, setDragged] = useState<T | null>(null);
  const [over, setOver] = useState<Over | null>(null);
  const hold = (event: DragEvent, { key, side }: Over): void => {
    if (dragged === null) return;
    event.preventDefault();
    if (over?.key !== key || over.side !== side) setOver({ key, side });
  };
  return {
    dragged,
    over,
    start(event: DragEvent, key: string, what: T): void {
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', key);
      setDragged(what);
    },
    beside(event: DragEvent, key: string): void {
      const { top, height } = event.currentTarget.getBoundingClientRect();
      hold(event, { key, side: event.clientY < top + height / 2 ? 'before' : 'after' });
    },
    into: (event: DragEvent, key: string): void => hold(event, { key, side: 'into' }),
    end(): void {
      setDragged(null);
      setOver(null);
    },
  };
}
