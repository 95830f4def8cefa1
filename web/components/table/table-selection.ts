// What is ticked in a table. A range goes from the row ticked last to the one under the pointer or the arrow keys; rows of it that
// have not arrived are asked for.
import { useRef } from 'react';

/** What is ticked: these ids, or everything the list finds; then single rows cannot be left out. */
export type Selection = { all: boolean; ids: ReadonlySet<string> };
export const NOTHING_SELECTED: Selection = { all: false, ids: new Set() };
export const EVERYTHING: Selection = { all: true, ids: new Set() };

export const isSelected = (selection: Selection, id: string): boolean =>
  selection.all || selection.ids.has(id);

function toggled(selection: Selection, id: string): Selection {
  if (selection.all) return selection;
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { all: false, ids };
}

interface Ticking {
  selection: Selection | undefined;
  onSelection: ((selection: Selection) => void) | undefined;
  /** Ids of the rows from one position to another, both with it. */
  idsBetween: ((first: number, last: number) => Promise<string[]>) | undefined;
}

export function useTicking({ selection, onSelection, idsBetween }: Ticking) {
  /** Where a range begins, and what was ticked before it. */
  const anchor = useRef<{ index: number; before: Selection } | null>(null);
  const latest = useRef(0);
  return {
    /** Another list. */
    forget: () => {
      anchor.current = null;
    },
    toggle: (index: number, id: string) => {
      if (!selection) return;
      const next = toggled(selection, id);
      anchor.current = { index, before: next };
      onSelection?.(next);
    },
    /** Everything from the anchor, or from `from`, to `index`. */
    reach: async (index: number, from: number) => {
      if (!selection || selection.all || !idsBetween) return;
      anchor.current ??= { index: from, before: selection };
      const { index: start, before } = anchor.current;
      latest.current += 1;
      const asked = latest.current;
      const ids = await idsBetween(Math.min(start, index), Math.max(start, index));
      // Whoever went on meanwhile wants the last range.
      if (asked === latest.current) onSelection?.({ all: false, ids: new Set([...before.ids, ...ids]) });
    },
  };
}
