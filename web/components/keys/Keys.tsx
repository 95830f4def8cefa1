// Keys that work everywhere: Ctrl K everything by its name, `/` search, `g c` go to, `n` new, `?` all of them. Silent while somebody types or a
// dialog is open.
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { allTexts } from '../../i18n/i18n.ts';
import { places } from '../navigation.ts';
import { rememberRecords } from '../palette/recent.ts';
import { isBusy } from './is-busy.ts';
import { SHOW, SHOW_PALETTE } from './show-dialogs.ts';

// A dialog is none of what the first screen has to fetch.
const KeysDialog = lazy(() => import('./KeysDialog.tsx'));
const Palette = lazy(async () => (await Promise.all([import('../palette/Palette.tsx'), allTexts()]))[0]);

function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-page-search], [data-quick-find]');
  const own = document.querySelector<HTMLInputElement>('[data-page-search]') ?? field;
  own?.focus();
  own?.select();
  return Boolean(own);
}

export function Keys() {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [shown, setShown] = useState<'keys' | 'palette' | null>(null);
  /** Where the focus was before the palette came. */
  const before = useRef<Element | null>(null);
  useEffect(() => rememberRecords(router, queryClient), [router, queryClient]);
  useEffect(() => {
    let afterG = 0;
    const openPalette = () => {
      if (document.querySelector('[role=dialog]')) return;
      before.current = document.activeElement;
      setShown('palette');
    };
    const press = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key === 'k') {
        event.preventDefault();
        openPalette();
        return;
      }
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isBusy(event)) return;
      const going = event.timeStamp - afterG < 1200;
      afterG = 0;
      const there = going ? places.find(({ key }) => key === event.key) : undefined;
      if (there) void router.navigate({ to: there.to });
      else if (event.key === 'g') afterG = event.timeStamp;
      else if (event.key === '?') setShown('keys');
      else if (event.key === 'n') document.querySelector<HTMLElement>('[data-new]')?.click();
      else if (!(event.key === '/' && focusSearch())) return;
      event.preventDefault();
    };
    const show = () => setShown('keys');
    window.addEventListener('keydown', press);
    window.addEventListener(SHOW, show);
    window.addEventListener(SHOW_PALETTE, openPalette);
    return () => {
      window.removeEventListener('keydown', press);
      window.removeEventListener(SHOW, show);
      window.removeEventListener(SHOW_PALETTE, openPalette);
    };
  }, [router]);

  const closePalette = (perform?: () => void) => {
    setShown(null);
    requestAnimationFrame(() => {
      if (before.current instanceof HTMLElement) before.current.focus();
      perform?.();
    });
  };
  return (
    <Suspense>
      {shown === 'keys' && <KeysDialog onClose={() => setShown(null)} />}
      {shown === 'palette' && <Palette onClose={closePalette} />}
    </Suspense>
  );
}
