// `npm run build` writes web/dist, which the server serves. For work on the interface: `npx vite --config
// web/vite.config.ts` beside a running server; RUBRICA_URL says where that one listens.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { endpointsPlugin } from './endpoints-plugin.ts';

const server = process.env.RUBRICA_URL ?? 'http://localhost:8080';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), endpointsPlugin()],
  // The server puts a fresh nonce in this place for every page it sends.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Libraries change rarely and are cached as one; each page and each language is a file of its own.
          groups: [
            { name: 'libraries', test: /node_modules/ },
            { name: 'texts-en', test: /web\/i18n\/en\// },
            { name: 'texts-it', test: /web\/i18n\/it\// },
            { name: 'texts-es', test: /web\/i18n\/es\// },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/health', '/oauth'].map((path) => [path, { target: server, changeOrigin: true }]),
    ),
  },
});
