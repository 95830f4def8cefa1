// Labels are the `type` of a value: words of Google's own in camel case, or any text of the user's. Most of Google's words
// are those of `BUILT_IN_LABELS`; the rest is spelled out for people.
import type { Label } from '../../../contact/contact.ts';
import { cleanText } from '../../../contact/text.ts';

const SPELLED_OUT = new Map<string, string>(
  Object.entries({
    workMobile: 'Work mobile',
    workPager: 'Work pager',
    googleVoice: 'Google Voice',
    homePage: 'Home page',
    blog: 'Blog',
    profile: 'Profile',
    ftp: 'FTP',
    reservations: 'Reservations',
    appInstallPage: 'App install page',
  }),
);
const WORDS = new Map([...SPELLED_OUT].map(([word, label]) => [label, word]));

/** @param type never `formattedType`, which is Google's translation of it */
export function labelFromType(type: unknown): Label {
  const text = typeof type === 'string' ? cleanText(type) : '';
  return SPELLED_OUT.get(text) ?? (text || null);
}

/** Null for a value without a label. */
export function typeFromLabel(label: Label): string | null {
  const text = cleanText(label ?? '');
  return WORDS.get(text) ?? (text || null);
}
