// One edit in place, from the click to the answer.
import { useRef, useState } from 'react';
import { useFieldErrors } from '../../../field-problems.ts';
import { Clash, type useSave, type Values } from '../use-save.ts';

export interface EditState {
  /** What stands in the controls; null while nothing is edited. */
  draft: Values | null;
  start: () => void;
  set: (key: string, value: string) => void;
  commit: () => void;
  cancel: () => void;
  busy: boolean;
  /** What is being saved: shown in place of the old values until the answer is there. */
  shown: Values;
  /** Words beside a field. */
  errors: Record<string, string>;
  /** Anything else that went wrong. */
  problem: unknown;
  /** Somebody else's values of the very fields one was editing. */
  theirs: Values | null;
  keepTheirs: () => void;
  saveMine: () => void;
}

interface EditOptions {
  /** The current values of the keys edited together. */
  values: Values;
  keys: string[];
  save: ReturnType<typeof useSave>;
  /** The edit is over, saved or not. */
  onEnd: (() => void) | undefined;
  /** Puts focus on the value; called only when the editor took the focus away with it. */
  focus: () => void;
}

export function useEdit({ values, keys, save, onEnd, focus }: EditOptions): EditState {
  const fieldErrors = useFieldErrors();
  const [draft, setDraft] = useState<Values | null>(null);
  const [sent, setSent] = useState<Values | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const from = useRef<Values>({});
  const latest = useRef<Values | null>(null);
  const put = (next: Values | null) => {
    latest.current = next;
    setDraft(next);
  };
  // Whoever has moved on, by Tab or a click, is not fetched back.
  const refocus = () => requestAnimationFrame(() => document.activeElement === document.body && focus());
  const close = () => {
    put(null);
    setFailure(null);
    onEnd?.();
    refocus();
  };
  const send = (changed: Values, anyway: boolean) => {
    setSent(changed);
    setFailure(null);
    refocus();
    // Callbacks given to `mutate` are heard for the latest call alone; several rows may be saving.
    save
      .mutateAsync({ values: changed, from: from.current, anyway })
      .then(close, setFailure)
      .finally(() => setSent(null));
  };
  const changes = (): Values =>
    Object.fromEntries(
      keys
        .map((key): [string, string | null] => [key, latest.current?.[key]?.trim() || null])
        .filter(([key, value]) => value !== (from.current[key] ?? null)),
    );
  const clash = failure instanceof Clash ? failure.theirs : null;
  const errors = fieldErrors(failure);
  return {
    draft,
    start: () => {
      from.current = Object.fromEntries(keys.map((key) => [key, values[key] ?? null]));
      put({ ...from.current });
    },
    set: (key, value) => put({ ...latest.current, [key]: value }),
    commit: () => {
      // What a dialog took the focus from is not finished: it goes on when the dialog is closed.
      if (latest.current === null || sent || document.querySelector('[role=dialog]')) return;
      const changed = changes();
      if (Object.keys(changed).length === 0) close();
      else send(changed, false);
    },
    cancel: close,
    busy: sent !== null,
    shown: { ...values, ...sent },
    errors,
    // What is not beside one of these controls stands below them.
    problem: failure && !clash && !keys.some((key) => errors[key]) ? failure : null,
    theirs: clash,
    keepTheirs: close,
    saveMine: () => send(changes(), true),
  };
}
