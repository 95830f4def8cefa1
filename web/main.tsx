import './base.css';
import '@fontsource-variable/inter/wght.css';
import 'virtual:mantine-styles';
import '@mantine/notifications/styles.layer.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Suspense, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { reloadWhenThere } from './components/way-out/reload-when-there.ts';
import { startTexts } from './i18n/i18n.ts';
import { queryClient, router } from './router.tsx';
import { cssVariables, themeWith } from './theme.ts';

await startTexts();

const colorScheme = localStorageColorSchemeManager({ key: 'rubrica.color-scheme' });

// Styles made at run time carry the page's nonce: Mantine asks for it, the scroll lock of dialogs looks at a global.
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
Object.assign(globalThis, { __webpack_nonce__: nonce });

// Rubrica was updated while this page stood open: the parts it would load next have other names. Once a minute at most,
// so that a part that is missing for another reason does not make it reload for ever.
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('rubrica.reloaded') ?? 0);
  if (Date.now() - last < 60_000) return;
  sessionStorage.setItem('rubrica.reloaded', String(Date.now()));
  void reloadWhenThere();
});

function Rubrica() {
  const { t } = useTranslation('frame');
  const close = t('close');
  const theme = useMemo(() => themeWith(close), [close]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queryClient}>
        <Suspense>
          <RouterProvider router={router} />
        </Suspense>
        <Notifications position="bottom-right" limit={3} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

createRoot(document.getElementById('root')!).render(<Rubrica />);
