import type { ReactNode } from 'react';
import { searchKey } from '../../../src/contact/text.ts';

/** One line of the palette: what it is called, and what happens. */
export interface Entry {
  id: string;
  label: string;
  /** A quiet word beside it. */
  second?: string;
  icon: ReactNode;
  /** The keys that do the same. */
  keys?: readonly string[];
  perform(): void;
}

/** What one source offers. */
export interface Source {
  name: 'page' | 'commands' | 'records' | 'recent' | 'views' | 'places' | 'settings';
  entries: Entry[];
  /** The server found them for what was typed: nothing is left to compare. */
  isFound?: true;
  /** How many are shown before anything is typed. */
  atFirst: number;
}

/** Those that have every word of `q` at the beginning of one of theirs. */
function matching(entries: Entry[], q: string): Entry[] {
  const words = searchKey(q).split(' ');
  return entries.filter(({ label, second = '' }) => {
    const own = searchKey(`${label} ${second}`).split(/[^\p{L}\p{N}]+/u);
    return words.every((word) => own.some((each) => each.startsWith(word)));
  });
}

/** What a source shows for `q`. */
export const shownOf = ({ entries, isFound, atFirst }: Source, q: string): Entry[] =>
  q === '' ? entries.slice(0, atFirst) : isFound ? entries : matching(entries, q);
