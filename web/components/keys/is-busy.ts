import { useState } from 'react';

const KEPT = 'rubrica.letter-keys';

/** Keys of one letter, which people who speak to their computer, or whose hands shake, press without meaning to. */
const areLettersOff = (): boolean => localStorage.getItem(KEPT) === 'off';

/** Whether keys of one letter do anything in this browser, and how to change that. */
export function useLetterKeys(): [on: boolean, setOn: (on: boolean) => void] {
  const [on, setOn] = useState(!areLettersOff());
  return [
    on,
    (next) => {
      if (next) localStorage.removeItem(KEPT);
      else localStorage.setItem(KEPT, 'off');
      setOn(next);
    },
  ];
}

/** Whether a key pressed here is meant for something else: text being typed, or a dialog; or is a letter, and those are off. */
export function isBusy({ target, key }: { target: EventTarget | null; key: string }): boolean {
  const element = target as HTMLElement | null;
  return (
    Boolean(
      element?.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]'),
    ) ||
    document.querySelector('[role=dialog]') !== null ||
    (key.length === 1 && key !== ' ' && areLettersOff())
  );
}
