import { useEffect, useRef } from 'react';
import { isBusy } from '../../components/keys/is-busy.ts';

/** `g` and then a letter goes somewhere: that letter decides nothing. */
const GOING_MS = 1200;

/**
 * Keys heard anywhere on the page, unless somebody types, a dialog is open, or a control wants Enter or Space for
 * itself. Names as `KeyboardEvent.key` has them; `Shift+` before one.
 */
export function useQueueKeys(keys: Record<string, () => void>): void {
  const held = useRef(keys);
  held.current = keys;
  useEffect(() => {
    let afterG = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent) => {
      const isGoing = event.timeStamp - afterG < GOING_MS;
      if (event.key === 'g') afterG = event.timeStamp;
      if (isGoing || event.metaKey || event.ctrlKey || event.altKey || isBusy(event)) return;
      const target = event.target as HTMLElement | null;
      const isControl = target?.closest('button, a, [role=tab], [role=menuitem], label');
      // Arrows and Space go from one choice to the next.
      if (target?.closest('[type=radio]') && (event.key === ' ' || event.key.startsWith('Arrow'))) return;
      if (isControl && (event.key === 'Enter' || event.key === ' ')) return;
      const name = event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key;
      const act = held.current[name];
      if (!act) return;
      event.preventDefault();
      act();
    };
    // Before the keys of the frame, which leave alone what was taken.
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, []);
}
