// Ticked cards: some, or every card of the view, also those not on screen. Another view begins with none.
import { useState } from 'react';
import type { QueueItem } from '../../../src/http/contract/queue.ts';
import type { QueueView } from './queue-cards.ts';
import type { Place } from './use-place.ts';

interface Chosen {
  of: QueueView;
  everything: boolean;
  ids: ReadonlySet<string>;
  /** The card ticked last: a range begins there. */
  from: string | null;
  /** What was ticked before the range that is being drawn. */
  before: ReadonlySet<string>;
}

const nothingOf = (of: QueueView): Chosen => ({
  of,
  everything: false,
  ids: new Set(),
  from: null,
  before: new Set(),
});

export type Ticked = ReturnType<typeof useTicked>;

export function useTicked({ view, queue: { items, total, readAll } }: Place) {
  const [chosen, setChosen] = useState(() => nothingOf(view));
  const { everything, ids, from, before } = chosen.of === view ? chosen : nothingOf(view);
  const has = (id: string): boolean => everything || ids.has(id);
  const one = (id: string): Set<string> => {
    const next = new Set(everything ? items.map((item) => item.id) : ids);
    if (!next.delete(id)) next.add(id);
    return next;
  };

  const toggle = (id: string) => {
    const next = one(id);
    setChosen({ of: view, everything: false, ids: next, from: id, before: next });
  };

  /** Everything from where the range began, else from `start`, to this one; drawn back, it gives cards free again. */
  const extend = (id: string, start = id) => {
    const begun = from ?? start;
    const [first, last] = [begun, id]
      .map((each) => items.findIndex((item) => item.id === each))
      .sort((a, b) => a - b);
    if (first! < 0) return toggle(id);
    const range = items.slice(first, last! + 1).map((item) => item.id);
    setChosen({ of: view, everything: false, ids: new Set([...before, ...range]), from: begun, before });
  };

  return {
    everything,
    has,
    count: everything ? total : ids.size,
    /** Those of them that are read. */
    items: items.filter(({ id }) => has(id)),
    /** What a call names: the cards by their ids; null where everything is ticked. */
    ids: everything ? null : [...ids],
    /** All of them; null when there are too many to name. */
    read: (): Promise<QueueItem[] | null> =>
      everything ? readAll() : Promise.resolve(items.filter(({ id }) => has(id))),
    toggle,
    extend,
    tickEverything: () => setChosen({ ...nothingOf(view), everything: true }),
    clear: () => setChosen(nothingOf(view)),
  };
}
