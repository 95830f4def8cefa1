// Addresses in a text that somebody wrote: what is plainly one becomes a link, and nothing else.
import { mailLink, webLink } from '../../../links.ts';

export interface TextPart {
  text: string;
  href: string | null;
}

const OPENING = '([{<"“«‘';
const CLOSING = ')]}>"”»’.,;:!?…';

/** The text in pieces, in order and whole. */
export function linkedText(text: string): TextPart[] {
  return text.split(/(\s+)/).flatMap((word) => {
    let [from, to] = [0, word.length];
    while (from < to && OPENING.includes(word[from]!)) from += 1;
    while (from < to && CLOSING.includes(word[to - 1]!)) to -= 1;
    const href = linkOf(word.slice(from, to));
    if (!href) return word ? [{ text: word, href: null }] : [];
    return [
      { text: word.slice(0, from), href: null },
      { text: word.slice(from, to), href },
      { text: word.slice(to), href: null },
    ].filter((part) => part.text);
  });
}

function linkOf(word: string): string | null {
  if (/^(https?:\/\/|www\.)./i.test(word)) return webLink(word);
  return /\.\w\w/.test(word.split('@')[1] ?? '') ? mailLink(word) : null;
}
