// One edit in place, from the click to the answer.
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../field-errors.ts';
import { Clash, type useSave, type Values } from './use-save.ts';

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

/** `values` are the current ones of `keys`. After the edit, focus goes back to what `onClose` focuses. */
export function useEdit(
  values: Values,
  keys: string[],
  save: ReturnType<typeof useSave>,
  onClose: () => void,
): EditState {
  const { t } = useTranslation('records');
  const [draft, setDraft] = useState<Values | null>(null);
  const [sent, setSent] = useState<Values | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const from = useRef<Values>({});
  const latest = useRef<Values | null>(null);
  const put = (next: Values | null) => {
    latest.current = next;
    setDraft(next);
  };
  const close = (refocus = true) => {
    put(null);
    setFailure(null);
    if (refocus) requestAnimationFrame(onClose);
  };
  const send = (changed: Values, anyway: boolean) => {
    setSent(changed);
    setFailure(null);
    save.mutate(
      { values: changed, from: from.current, anyway },
      {
        onSuccess: () => close(false),
        onError: setFailure,
        onSettled: () => setSent(null),
      },
    );
  };
  const changes = (): Values =>
    Object.fromEntries(
      keys
        .map((key): [string, string | null] => [key, latest.current?.[key]?.trim() || null])
        .filter(([key, value]) => value !== (from.current[key] ?? null)),
    );
  const clash = failure instanceof Clash ? failure.theirs : null;
  const errors = Object.fromEntries(
    Object.entries(fieldErrors(failure)).map(([key, code]) => [
      key,
      t(`fault.${code}`, { defaultValue: code }),
    ]),
  );
  return {
    draft,
    start: () => {
      from.current = Object.fromEntries(keys.map((key) => [key, values[key] ?? null]));
      put({ ...from.current });
    },
    set: (key, value) => put({ ...latest.current, [key]: value }),
    commit: () => {
      if (latest.current === null || sent) return;
      const changed = changes();
      if (Object.keys(changed).length === 0) return close();
      send(changed, false);
    },
    cancel: () => close(),
    busy: sent !== null,
    shown: { ...values, ...sent },
    errors,
    problem: failure && !clash && Object.keys(errors).length === 0 ? failure : null,
    theirs: clash,
    keepTheirs: () => close(),
    saveMine: () => send(changes(), true),
  };
}
