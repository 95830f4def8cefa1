import { searchKey } from '../../../src/contact/text.ts';

/** The word of a key for a field that is called so: “Annual budget” → `annual-budget`. */
export const keyFrom = (name: string): string =>
  searchKey(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .replace(/-$/, '')
    .slice(0, 40);
