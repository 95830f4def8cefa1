/** What Rubrica speaks. A language is an entry here and a folder of texts, `web/i18n/<language>`; the first is the one it falls back to. */
export const LANGUAGES = ['en', 'it', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];
