// Addresses that a click on a value leads to. A card may hold anything: nothing but these becomes a link.
import { asciiDigits } from '../src/contact/text.ts';

/** Null where the value is none that a browser should open. */
export function webLink(value: string): string | null {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(value) ? value : `https://${value}`);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : null;
}

/** Null for what is no address; nothing of the value is taken for other parts of a message. */
export function mailLink(value: string): string | null {
  const [name, host, ...more] = value.trim().split('@');
  if (!name || !host || more.length > 0 || /\s/.test(value.trim()) || !value.isWellFormed()) return null;
  return `mailto:${encodeURIComponent(name)}@${encodeURIComponent(host)}`;
}

/** Where a map shows a postal address: opened by whoever clicks, and nothing is asked of it before. */
export const mapLink = (lines: string[]): string | null =>
  lines.length === 0 || !lines.every((line) => line.isWellFormed())
    ? null
    : `https://www.openstreetmap.org/search?query=${encodeURIComponent(lines.join(', '))}`;

/** Null for what has no digits. */
export function phoneLink(value: string): string | null {
  const number = asciiDigits(value.normalize('NFKC')).replace(/[^\d+*#,;]/g, '');
  return /\d/.test(number) ? `tel:${number.replaceAll('#', '%23')}` : null;
}
