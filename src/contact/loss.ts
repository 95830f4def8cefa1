// Why a card is read and never written, and why a write was not taken.

/**
 * What keeps a card from being written: what we hold of it is not all of it, or not its alone, so that writing it back would
 * destroy something.
 */
export const LOSSES = [
  /** Bytes in no charset that anybody declares: their text is a guess. */
  'encoding',
  /** Characters, references or escapes that mean nothing. */
  'damaged',
  /** More than one card at one address. */
  'several-cards',
  /** Somebody else's words about the contact, such as a profile. */
  'profile',
  /** It ends before its end. */
  'truncated',
  /** More than is kept of one card: of this one only the name is. */
  'too-large',
  /** No card at all. */
  'no-card',
] as const;
export type Loss = (typeof LOSSES)[number];

/** Stands in a text for what was there and cannot be had. */
export const UNKNOWN_CHARACTER = '\ufffd';

/** What arrived is no card that can be understood: nothing may be taken from it. */
export function isUnreadable(loss: Loss | null | undefined): boolean {
  return loss === 'truncated' || loss === 'too-large' || loss === 'no-card';
}

/** What can be read is a guess or a part: nothing may be concluded from what it lacks. */
export function isPartial(loss: Loss | null | undefined): boolean {
  return loss === 'encoding' || loss === 'damaged';
}

/**
 * Why a write was not taken, where a connector says so itself: people are told in a sentence of theirs. What the address book says are
 * its own words, in its own language.
 */
export const REFUSALS = [
  /** Not all of the card could be read, or it is not one alone. */
  'not-whole',
  /** Taken, and not kept. */
  'not-kept',
  /** Refused as outdated time and again, though nobody changed anything. */
  'outdated',
  /** `words`: what is no e-mail address. */
  'email',
  /** `words`: the picture's type. */
  'picture-type',
  /** `words`: kilobytes it has, and may have. */
  'picture-size',
  'picture-gone',
  /** `words`: the address book's own. */
  'picture',
  /** A new card was not given its label or group. `words`: the address book's own. */
  'group',
  'group-elsewhere',
  'group-gone',
  'group-unreadable',
  'group-full',
  /** The card has no name that a group could list it by. */
  'no-uid',
  /** `words`: kilobytes it would have, and may have. */
  'too-large',
  /** `words`: the beginning of the text. */
  'text-too-long',
  'too-many-values',
  'book-full',
  /** Another card lies where this one was to be made. */
  'address-taken',
  /** Without a word. `words`: the status of the answer. */
  'without-words',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

/** A refusal as links keep it. Where `words` is one already, it says more than whatever it was met in. */
export function refusalFor(code: RefusalCode, words = ''): string {
  if (refusalIn(words).code) return words;
  return words ? `${code}: ${words}` : code;
}

/** Without a code all of it are the address book's own words. */
export function refusalIn(reason: string): { code: RefusalCode | null; words: string } {
  const [said = '', ...rest] = reason.split(': ');
  const code = REFUSALS.find((each) => each === said) ?? null;
  return { code, words: code === null ? reason : rest.join(': ') };
}
