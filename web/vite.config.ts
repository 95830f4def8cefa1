// `npm run build` writes web/dist, which the server serves. For work on the interface: `npx vite --config
// web/vite.config.ts` beside a running server; RUBRICA_URL says where that one listens.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressPlugin } from './compress-plugin.ts';
import { endpointsPlugin } from './endpoints-plugin.ts';
import { mantineStylesPlugin } from './mantine-styles-plugin.ts';
import { preloadFontPlugin } from './preload-font-plugin.ts';

const server = process.env.RUBRICA_URL ?? 'http://localhost:8080';

const isScriptOfLibrary = (id: string): boolean => id.includes('node_modules/') && /\.[mc]?js$/.test(id);

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), endpointsPlugin(), mantineStylesPlugin(), preloadFontPlugin(), compressPlugin()],
  // The server puts a fresh nonce in this place for every page it sends.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What the first screen needs is two files: libraries, which change rarely, and ours. A page brings its own,
          // and shares what two of them need in one more. Small parts of each page cost a request each and save nothing.
          groups: [
            { name: 'libraries', test: isScriptOfLibrary, tags: ['$initial'], priority: 3 },
            { name: 'app', tags: ['$initial'], priority: 2 },
            { name: 'more-libraries', test: /node_modules/, priority: 1 },
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
