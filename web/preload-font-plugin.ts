// The letters of every screen come with the page, not after its styles.
import type { Plugin } from 'vite';

const LETTERS = /inter-latin-wght-normal.*\.woff2$/;

export function preloadFontPlugin(): Plugin {
  return {
    name: 'rubrica-preload-font',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) => {
        const file = Object.keys(bundle ?? {}).find((name) => LETTERS.test(name));
        if (!file) return [];
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `/${file}` };
        return [{ tag: 'link', attrs, injectTo: 'head' }];
      },
    },
  };
}
