// The letters of every screen come with the page, not after its styles.
import type { Plugin } from 'vite';

const isLetters = (name: string): boolean =>
  name.includes('inter-latin-wght-normal') && name.endsWith('.woff2');

export function preloadFontPlugin(): Plugin {
  return {
    name: 'rubrica-preload-font',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) => {
        const file = Object.keys(bundle ?? {}).find(isLetters);
        if (!file) return [];
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `/${file}` };
        return [{ tag: 'link', attrs, injectTo: 'head' }];
      },
    },
  };
}
