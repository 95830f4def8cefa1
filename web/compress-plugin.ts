// Writes a brotli and a gzip copy beside every text file of the build: the server sends them as they are.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Pictures and fonts are compressed already; the page is made anew for every request. */
const TEXT = /\.(js|css|svg)$/;

export function compressPlugin(): Plugin {
  return {
    name: 'rubrica-compress',
    apply: 'build',
    closeBundle() {
      const { outDir } = this.environment.config.build;
      const folder = join(this.environment.config.root, outDir);
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!TEXT.test(name)) continue;
        const bytes = readFileSync(join(folder, name));
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
