import { afterEach, expect, it, vi } from 'vitest';
import { regional } from './region.ts';

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['en', ['en-GB', 'en'], 'en-GB'],
  ['es', ['en-US', 'es-MX'], 'es-MX'],
  ['en', ['it-IT', 'it'], 'en-IT'],
  ['es', ['es-419'], 'es-419'],
  ['it', ['zh-Hant-TW'], 'it-TW'],
  ['it', ['it', 'en-US'], 'it'],
  ['en', [], 'en'],
] as const)('%s of a browser that offers %j is %s', (language, languages, wanted) => {
  vi.stubGlobal('navigator', { languages });
  expect(regional(language)).toBe(wanted);
});

it('dates and numbers are those of the reader’s region', () => {
  vi.stubGlobal('navigator', { languages: ['en-GB'] });
  const day = { day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  expect(new Intl.DateTimeFormat(regional('en'), day).format(0)).toBe('1 January');
  expect(new Intl.DateTimeFormat('en', day).format(0)).toBe('January 1');
  vi.stubGlobal('navigator', { languages: ['es-MX'] });
  expect(new Intl.NumberFormat(regional('es')).format(1234.5)).toBe('1,234.5');
  expect(new Intl.NumberFormat('es').format(1234.5)).toBe('1234,5');
});
