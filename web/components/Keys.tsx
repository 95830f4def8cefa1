// Keys that work everywhere: `/` search, `g c` go to, `n` new, `?` all of them. Silent while somebody types or a
// dialog is open.
import { useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { places } from './navigation.ts';

// A dialog is none of what the first screen has to fetch.
const KeysDialog = lazy(() => import('./KeysDialog.tsx'));

const SHOW = 'rubrica:keys';

/** Opens the list of keys, as `?` does. */
export const showKeys = (): boolean => window.dispatchEvent(new Event(SHOW));

/** Whether a key pressed here is meant for something else: text being typed, or a dialog. */
export function isBusy(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return (
    Boolean(
      element?.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]'),
    ) || document.querySelector('[role=dialog]') !== null
  );
}

function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-page-search], [data-quick-find]');
  const own = document.querySelector<HTMLInputElement>('[data-page-search]') ?? field;
  own?.focus();
  own?.select();
  return Boolean(own);
}

export function Keys() {
  const router = useRouter();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    let afterG = 0;
    const press = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key === 'k') {
        event.preventDefault();
        document.querySelector<HTMLInputElement>('[data-quick-find]')?.focus();
        return;
      }
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isBusy(event.target))
        return;
      const going = event.timeStamp - afterG < 1200;
      afterG = 0;
      const there = going ? places.find(({ key }) => key === event.key) : undefined;
      if (there) void router.navigate({ to: there.to });
      else if (event.key === 'g') afterG = event.timeStamp;
      else if (event.key === '?') setShown(true);
      else if (event.key === 'n') document.querySelector<HTMLElement>('[data-new]')?.click();
      else if (!(event.key === '/' && focusSearch())) return;
      event.preventDefault();
    };
    const show = () => setShown(true);
    window.addEventListener('keydown', press);
    window.addEventListener(SHOW, show);
    return () => {
      window.removeEventListener('keydown', press);
      window.removeEventListener(SHOW, show);
    };
  }, [router]);

  return shown ? (
    <Suspense>
      <KeysDialog onClose={() => setShown(false)} />
    </Suspense>
  ) : null;
}
