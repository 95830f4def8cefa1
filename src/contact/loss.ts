// Why a card is read and never written.

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
