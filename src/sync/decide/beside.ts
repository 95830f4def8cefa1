// Several people may have connected the same address book: what the accounts beside have of a record decides whether a card is
// made, taken up or waited for, and what counts as agreed. Pure.
import { type Base, type Hold, type Intent, NOTHING_AGREED, withAgreed } from '../link/link.ts';
import { type Beside, type LinkView, placeOf, serialOf } from '../link/view.ts';
import { fieldsOf, hasSameSlots, slotId, slotsOf } from '../mapping.ts';
import type { Mapping, MappingEntry, Values } from '../model.ts';
import type { Look } from './doubt.ts';
import type { PlanContext } from './three-way.ts';

/** When to look again whether the card of an account beside is there, or is gone. */
export const BESIDE_MS = 60_000;

/**
 * What both sides agreed on is about the record and the card, whoever's account they agreed in: of a card that colleagues have of the
 * same record the last agreement counts, and what any of them has sent without an answer is ours. What was chosen as this link
 * was made is carried out first.
 */
export function withOneAgreement(view: LinkView, { mapping, look }: PlanContext): LinkView {
  const { link, beside } = view;
  if (beside.length === 0) return view;
  const later = laterBeside(view);
  const isChosen = link.base?.chosen && link.settled === 0;
  const theirs = later && !isChosen && isKnown(later, look) ? later.base! : null;
  const base = theirs ? withSaid(lent(link.base, theirs, mapping), link.base, mapping) : link.base;
  const latest = Math.max(placeOf(base), ...hereOf(view).map((each) => placeOf(each.base)));
  const sent = hereOf(view).flatMap(({ intent, outbox }) => (isUnanswered(intent, latest) ? outbox : []));
  const own = link.intent === null || isUnanswered(link.intent, latest) ? link.outbox : [];
  const outbox = [...(theirs ? elsewhere(theirs, mapping) : []), ...sent, ...own];
  return { ...view, link: { ...link, base, outbox } };
}

/** The links of colleagues that have this very card. */
const hereOf = ({ card, beside }: LinkView): Beside[] =>
  card ? beside.filter(({ cardId }) => cardId === card.id) : [];

/** Of the agreements on this card the last one, where that is not this link's; of those that nobody counted yet the oldest link's. */
function laterBeside(view: LinkView): Beside | undefined {
  const isClosed = ({ state }: Beside) => Number(state === 'closed');
  const [last] = hereOf(view)
    .filter(({ base }) => base !== null)
    .sort(
      (a, b) =>
        placeOf(b.base) - placeOf(a.base) ||
        isClosed(a) - isClosed(b) ||
        Number(b.isAlike) - Number(a.isAlike),
    );
  if (!last) return undefined;
  const [theirs, own] = [placeOf(last.base), placeOf(view.link.base)];
  return theirs > own || (theirs === own && own === 0 && last.linkId < view.link.id) ? last : undefined;
}

/** What this account has last seen of the card is not from before that was agreed on. */
const isKnown = ({ isAlike, base }: Beside, { visible }: Look): boolean =>
  isAlike || (base?.agreedAt ?? Number.POSITIVE_INFINITY) < visible;

/** Sent, and neither answered nor part of an agreement since: what the card shows of it is no edit of anybody. */
const isUnanswered = (intent: Intent | null, latest: number): boolean =>
  intent?.type === 'update' && (intent.serial ?? Number.POSITIVE_INFINITY) > latest;

/** A colleague's account has agreed on more than this one has seen of the card: the next look at the book shows it. */
export function isBehind(view: LinkView, { look }: PlanContext): boolean {
  const later = laterBeside(view);
  return later?.base?.agreedAt !== undefined && !isKnown(later, look);
}

/** A colleague's account is writing this card. That one may not be signed in any more: not for longer than a write may take. */
export function isWrittenBeside(view: LinkView, { look }: PlanContext): boolean {
  const latest = placeOf(view.link.base);
  return hereOf(view).some(
    ({ intent }) => isUnanswered(intent, latest) && (intent!.doubtedAt ?? intent!.at) > look.certain,
  );
}

/** What a colleague's account agreed on, as far as both put fields in the same places, and what is this link's alone. */
function lent(own: Base | null, theirs: Base, mapping: Mapping): Base {
  const { join, picture, content } = own ?? NOTHING_AGREED;
  const alone = Object.fromEntries(
    Object.entries({ join, picture, content }).filter(([, value]) => value !== undefined),
  );
  const agreed = ofBoth(theirs);
  if (hasSameSlots(theirs, slotsOf(mapping))) return { ...agreed, ...alone, ...countOf(theirs) };
  const base: Base = { ...structuredClone(own ?? NOTHING_AGREED), ...countOf(theirs) };
  for (const entry of mapping.filter((each) => isAt(theirs, each))) {
    for (const field of fieldsOf(entry)) if (theirs.fields[field]) base.fields[field] = theirs.fields[field];
    if (entry.field in theirs.bound) base.bound[entry.field] = theirs.bound[entry.field]!;
  }
  return base;
}

/** A base with what was said of fields in this account, where the base knows nothing of it yet. */
function withSaid(base: Base, own: Base | null, mapping: Mapping): Base {
  const { said, fields } = own ?? NOTHING_AGREED;
  if (!said) return base;
  const isHere = (field: string) =>
    mapping.some((entry) => fieldsOf(entry).includes(field) && isAt(base, entry) && isAt(own!, entry));
  const news = Object.entries(said.before).filter(
    ([field, before]) => field in fields && isHere(field) && isSame(base.fields[field] ?? null, before),
  );
  if (news.length === 0) return base;
  const agreed = Object.fromEntries(news.map(([field]) => [field, fields[field]!]));
  return withAgreed(base, agreed);
}

/** What a colleague's account agreed on of fields that it puts elsewhere: on the card it is no news. */
function elsewhere({ fields, slots }: Base, mapping: Mapping): Values[] {
  const moved = mapping.filter((entry) => !isAt({ slots }, entry)).flatMap(fieldsOf);
  return moved.flatMap((field) => (fields[field] ? [{ [field]: fields[field].local }] : []));
}

const isAt = ({ slots }: { slots?: Base['slots'] | undefined }, entry: MappingEntry): boolean =>
  (slots?.[entry.field] ?? '') === slotId(entry);

/** Of a base what is of both sides. */
const ofBoth = ({
  join: _,
  picture: __,
  content: ___,
  chosen: ____,
  serial: _____,
  said: ______,
  agreedAt: _______,
  ...agreed
}: Base): Base => agreed;

const countOf = ({ serial, said, agreedAt }: Base): Pick<Base, 'serial' | 'said' | 'agreedAt'> => ({
  ...(serial ? { serial } : {}),
  ...(said ? { said } : {}),
  ...(agreedAt === undefined ? {} : { agreedAt }),
});

/** `base`, counted after all that is agreed on or under way, unless it is what was agreed on already. */
export function counted(view: LinkView, base: Base, now: number): Base {
  const known = view.link.base;
  if (!known || !isSame(ofBoth(known), ofBoth(base)))
    return { ...uncounted(base), serial: nextSerial(view), agreedAt: now };
  return { ...uncounted(base), ...countOf(known) };
}

/** What it says, without where it stands. */
export const uncounted = ({ serial: _, said: __, agreedAt: ___, ...base }: Base): Base => base;

/** Whether two stored things say the same: one that was stored has its parts in another order, and none that are undefined. */
function isSame(one: unknown, other: unknown): boolean {
  if (!isParted(one) || !isParted(other)) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) =>
    isSame(one[key], other[key]),
  );
}

const isParted = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The count of the next agreement. */
export const nextSerial = ({ link, beside }: Pick<LinkView, 'link' | 'beside'>): number =>
  1 + Math.max(serialOf(link), ...beside.map(serialOf));

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
 * One that it has not shown for as long as it may take, and that is not found by its own name either, is not there. Of one that was left
 * there the last agreement says when it was.
 */
export function isAwaited({ beside, link: { hold } }: LinkView, { look }: PlanContext): boolean {
  if (isMoving(beside)) return true;
  const since = unseenSince(hold);
  const isRecent = ({ state, base }: Beside): boolean =>
    state === 'closed'
      ? (base?.agreedAt ?? Number.NEGATIVE_INFINITY) >= look.certain
      : since === null || since > look.certain;
  return beside.some((each) => each.isUnseen && isRecent(each));
}
