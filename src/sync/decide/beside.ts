// Several people may have connected the same address book: what the accounts beside have of a record decides whether a card is
// made, taken up or waited for, and what counts as agreed. Pure.
import { type Base, type Hold, NOTHING_AGREED } from '../link/link.ts';
import type { Beside, LinkView } from '../link/view.ts';
import type { PlanContext } from './three-way.ts';

/** When to look again whether the card of an account beside is there, or is gone. */
export const BESIDE_MS = 60_000;

/**
 * Of a card that a colleague has of the same record the older link says what is agreed, and which value is which: two accounts that
 * each went by its own would undo each other's work. Only where both have seen the card alike, and once whatever was chosen
 * as this one was linked has been carried out.
 */
export function withOneAgreement(view: LinkView): LinkView {
  const { link, card, beside } = view;
  if (link.base !== null && link.settled === 0) return view;
  const older = beside.find(
    ({ linkId, state, cardId, base }) =>
      state === 'active' && linkId < link.id && base !== null && cardId === card?.id,
  );
  return older ? { ...view, link: { ...link, base: sharedBase(older.base!, link.base) } } : view;
}

/** What a colleague's account agrees on, with what is this one's alone. */
export function sharedBase({ join: _, picture: __, ...agreed }: Base, own: Base | null): Base {
  const { join, picture } = own ?? NOTHING_AGREED;
  return {
    ...agreed,
    ...(join === undefined ? {} : { join }),
    ...(picture === undefined ? {} : { picture }),
  };
}

/** A card that an account beside has of the record, or has left there as its. */
export const cardBeside = ({ beside }: LinkView, state: Beside['state']): string | undefined =>
  beside.find((link) => link.state === state && link.cardId !== null)?.cardId ?? undefined;

/** A card of the record is being made or deleted for somebody else. */
export const isMoving = (beside: Beside[]): boolean =>
  beside.some(({ state }) => state === 'creating' || state === 'deleting');

/** Since when a creation waits for a card beside to be seen here; null where it does not. */
export const unseenSince = (hold: Hold | null): number | null =>
  hold?.code === 'beside' && hold.detail !== '' ? Number(hold.detail) : null;

/**
 * One card of a record is in one book: a colleague's account is making or deleting it, or has one that the book does not show yet.
 * One that it has not shown for as long as it may take, and that is not found by its own name either, is not there.
 */
export function isAwaited({ beside, link: { hold } }: LinkView, { look }: PlanContext): boolean {
  if (isMoving(beside)) return true;
  const since = unseenSince(hold);
  return beside.some(({ isUnseen }) => isUnseen) && (since === null || since > look.certain);
}
