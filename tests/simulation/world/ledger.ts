// What people typed, where, and what became of it: the oracle. It is kept by account, as that account saw it: whoever else writes to
// its book, be it the owner or the engine for another account, is somebody else to it. Every typed value carries a number that is nowhere else, so
// that it is recognised however a provider writes, cuts or formats it.
import { type Contact, emptyContact } from '../../../src/contact/contact.ts';
import { formatDate } from '../../../src/contact/date.ts';
import { photoId } from '../../../src/contact/photo.ts';
import type { FieldKey } from '../../../src/sync/model.ts';
import type { CrmView } from '../crm/crm.ts';
import type { Moment } from './scheduler.ts';
import type { SeenHand, ServerCard, ServerGroup } from './server.ts';

const FIRST = 2000;

export type Token = number;

/** What the engine did to a card. */
interface Done extends Moment {
  accountId: string;
  cardId: string;
  /** Records it was the card of, written down while the account still says so: disconnected, it does not any more. */
  recordIds?: string[];
}

export interface Deletion extends Done {
  contact: Contact;
  unmapped: string[];
  /** It went because its account was left. */
  isLeft?: boolean;
  /** It went as a card alone; null where it did not. The link it went by, written down as the records are. */
  aloneBy?: string | null;
}

export interface Ledger {
  fresh(): Token;
  /** Values typed by owners of books. */
  typed: Set<Token>;
  /** Accounts in whose book somebody else typed the value. */
  typedIn: Map<Token, Set<string>>;
  /** Values a person wrote over, or removed, where they had been typed. */
  overwritten: Set<Token>;
  /** By account: everything its book ever held. */
  held: Map<string, Set<Token>>;
  /** `account card`: values that the engine put there, for whichever account, and that its owner has not typed since. */
  brought: Map<string, Set<Token>>;
  /** `account card`: when somebody else was at it last. */
  othersWereAt: Map<string, number>;
  /** `account card`: removed by somebody else. */
  removedByOthers: Set<string>;
  /** `account card` that the owner moved, with what it became. */
  movedTo: Map<string, string>;
  /** Those of them that a run found gone when somebody had decided about what they had become, or that had nothing of them any more. */
  takenUp: Set<string>;
  deletedByEngine: Deletion[];
  /** Values that the engine emptied on cards. */
  emptiedByEngine: (Done & { count: number })[];
  /** Writes of the engine to any book. */
  writes: number;
  /** `record user` pairs that were ever wanted, or ever not wanted any more, by a person. */
  wanted: Set<string>;
  unwanted: Set<string>;
  /** `record user` pairs that are synced no more and whose cards a person wants to stay. */
  kept: Set<string>;
  /** Accounts by whose settings a deleted card takes its record into the trash. */
  trashing: Set<string>;
  /** By account, the groups the engine may put cards into. */
  targets: Map<string, Set<string>>;
  mayJoin(accountId: string, groupId: string): void;
  /** `account group` that somebody has tied a label to: the engine takes cards out of it as well. */
  tied: Set<string>;
  mayTie(accountId: string, groupId: string): void;
  /** `account uid` of cards that are gone: what is made again in their place goes back into the groups that list them. */
  former: Set<string>;
  /** `account card` whose groups somebody else chose. */
  regrouped: Set<string>;
  /** What a picture shows, by every name a record may know it under. */
  pictures: Map<string, string>;
  /** Pictures that a person took away somewhere, or put another one in the place of. */
  clearedPictures: Set<Token>;
  /** A picture nobody has seen: its bytes, as text. */
  newPicture(): string;
  /** `account uid field`: left as it was on both sides by a person. */
  differing: Set<string>;
  /** `record account` whose card was on the list of what goes with its account. */
  left: Set<string>;
  /** `account card` of those whose deletion was on its way as the account was ended: it arrives all the same, once. */
  onItsWay: Set<string>;
  /** Accounts that are being left, with cards yet to go. */
  leaving: Set<string>;
  /** Accounts of a copy of which nobody has seen yet what it would write. */
  unseen: Set<string>;
  /** What cannot be right whatever comes later, found as it happened. */
  faults: string[];
  observe(
    accountId: string,
    hand: SeenHand,
    before: ServerCard | null,
    after: ServerCard | null,
    when: Moment,
  ): void;
  observeGroup(
    accountId: string,
    hand: SeenHand,
    before: ServerGroup | null,
    after: ServerGroup | null,
  ): void;
  /** What a card showed before and after a change, as text. */
  observePicture(hand: SeenHand, card: string, before: string | null, after: string | null): void;
}

export function createLedger(): Ledger {
  let last = FIRST;
  const ledger: Ledger = {
    fresh: () => {
      last += 1;
      return last;
    },
    typed: new Set(),
    typedIn: new Map(),
    overwritten: new Set(),
    held: new Map(),
    brought: new Map(),
    othersWereAt: new Map(),
    removedByOthers: new Set(),
    movedTo: new Map(),
    takenUp: new Set(),
    deletedByEngine: [],
    emptiedByEngine: [],
    writes: 0,
    wanted: new Set(),
    unwanted: new Set(),
    kept: new Set(),
    trashing: new Set(),
    targets: new Map(),
    tied: new Set(),
    mayTie(accountId, groupId) {
      ledger.mayJoin(accountId, groupId);
      ledger.tied.add(`${accountId} ${groupId}`);
    },
    former: new Set(),
    mayJoin(accountId, groupId) {
      ledger.targets.set(accountId, (ledger.targets.get(accountId) ?? new Set()).add(groupId));
    },
    regrouped: new Set(),
    pictures: new Map(),
    clearedPictures: new Set(),
    differing: new Set(),
    left: new Set(),
    onItsWay: new Set(),
    leaving: new Set(),
    unseen: new Set(),
    newPicture() {
      const text = `GIF89a ${ledger.fresh()}`;
      for (const each of [text, `${text} small`])
        ledger.pictures.set(photoId(new TextEncoder().encode(each)), each);
      return text;
    },
    faults: [],
    observeGroup(accountId, hand, before, after) {
      if (hand !== 'engine') return;
      const isTarget = ledger.targets.get(accountId)?.has(before?.id ?? '');
      const isReturn = before?.members?.some((uid) => ledger.former.has(`${accountId} ${uid}`));
      const isTied = ledger.tied.has(`${accountId} ${before?.id}`);
      const isKept = isTied || before?.members?.every((uid) => after?.members?.includes(uid));
      if (!(isTarget || isReturn) || !isKept || before?.name !== after?.name)
        ledger.faults.push(
          `I5: the engine changed the group ${before?.id}: ${before?.members} became ${after?.members}`,
        );
    },
    observePicture(hand, card, before, after) {
      const token = tokenOf(before);
      if (token === null || token === tokenOf(after)) return;
      // A colleague's account may have this card as another record's, whose picture takes the place of this one.
      const isReplaced = hand === 'colleague' && after !== null;
      if (hand === 'owner' || isReplaced) ledger.clearedPictures.add(token);
      else if (hand === 'engine' && after === null && !ledger.clearedPictures.has(token))
        ledger.faults.push(`I5: the engine took the picture ${token} off ${card}, and nobody wanted that`);
    },
    observe(accountId, hand, before, after, when) {
      if (before && !after) ledger.former.add(`${accountId} ${before.uid}`);
      const old = before ? tokensOf(before.contact) : new Set<Token>();
      const fresh = after ? tokensOf(after.contact) : new Set<Token>();
      const held = ledger.held.get(accountId) ?? new Set<Token>();
      for (const token of fresh) held.add(token);
      ledger.held.set(accountId, held);
      const key = `${accountId} ${(after ?? before)!.id}`;
      const brought = ledger.brought.get(key) ?? new Set<Token>();
      ledger.brought.set(key, brought);
      if (hand !== 'owner') for (const token of fresh.difference(old)) brought.add(token);
      if (hand !== 'engine') {
        ledger.othersWereAt.set(key, when.at);
        // What is moved or labelled otherwise is meant as much as what is typed.
        const moved = after && before ? rearranged(before.contact, after.contact) : new Set<Token>();
        for (const token of fresh.difference(old).union(moved)) {
          ledger.typedIn.set(token, (ledger.typedIn.get(token) ?? new Set()).add(accountId));
          if (hand === 'colleague') continue;
          brought.delete(token);
          ledger.typed.add(token);
          ledger.overwritten.delete(token);
        }
        for (const token of hand === 'owner' ? old.difference(fresh) : [])
          if (ledger.typedIn.get(token)?.has(accountId)) ledger.overwritten.add(token);
        if (before?.contact.groups.join() !== after?.contact.groups.join()) ledger.regrouped.add(key);
        if (!after) ledger.removedByOthers.add(key);
        return;
      }
      ledger.writes += 1;
      if (ledger.unseen.has(accountId))
        ledger.faults.push(
          `I16: a copy wrote ${(after ?? before)!.id}, and nobody had seen what it would write`,
        );
      if (!after)
        ledger.deletedByEngine.push({
          accountId,
          cardId: before!.id,
          contact: before!.contact,
          unmapped: before!.unmapped,
          ...when,
          ...(ledger.onItsWay.delete(`${accountId} ${before!.id}`) ? { isLeft: true } : {}),
        });
      const count = before && after ? emptied(before.contact, after.contact) : 0;
      if (count > 0) ledger.emptiedByEngine.push({ accountId, cardId: before!.id, count, ...when });
      const added = after?.contact.groups.filter((id) => !before?.contact.groups.includes(id)) ?? [];
      const isTaken =
        after &&
        before?.contact.groups.some(
          (id) => !after.contact.groups.includes(id) && !ledger.tied.has(`${accountId} ${id}`),
        );
      const isOurs = before === null || added.every((id) => ledger.targets.get(accountId)?.has(id));
      if (isTaken || !isOurs)
        ledger.faults.push(
          `I5: the engine changed the groups of ${before!.id}: ${before!.contact.groups} became ${after!.contact.groups}`,
        );
      if (before && after && before.unmapped.join() !== after.unmapped.join())
        ledger.faults.push(
          `I5: the engine changed what it does not map on ${before.id}: ${before.unmapped} became ${after.unmapped}`,
        );
    },
  };
  return ledger;
}

/** How many values a card has lost, whatever took their place elsewhere. */
function emptied(before: Contact, after: Contact): number {
  const parts = ({ name, organization, nickname, notes, birthday }: Contact): unknown[] => [
    name.prefix,
    name.given,
    name.family,
    organization.name,
    organization.title,
    organization.department,
    nickname,
    notes,
    birthday,
  ];
  const left = parts(after);
  const gone = parts(before).filter((value, at) => value !== undefined && left[at] === undefined).length;
  const lists = ['phones', 'emails', 'urls', 'addresses'] as const;
  return lists.reduce((sum, list) => sum + Math.max(0, before[list].length - after[list].length), gone);
}

type Whose = Pick<Deletion, 'accountId' | 'cardId' | 'recordIds' | 'aloneBy'>;

const rowOf = ({ cards }: CrmView, { accountId, cardId }: Whose) =>
  cards.find((card) => card.accountId === accountId && card.remoteId === cardId);

/** The link that a card went by as a card alone; null where the last one it had was a record's. */
export function aloneBy(view: CrmView, whose: Whose): string | null {
  if (whose.aloneBy !== undefined) return whose.aloneBy;
  const row = rowOf(view, whose);
  const of = ({ cardId }: { cardId: string | null }) => row !== undefined && cardId === row.id;
  const [alone, ofRecord] = [view.alone.findLast(of), view.links.findLast(of)];
  return alone && (!ofRecord || alone.id > ofRecord.id) ? alone.id : null;
}

/** Records that a card was the card of. */
export function recordsOf(view: CrmView, whose: Whose): string[] {
  if (whose.recordIds) return whose.recordIds;
  const row = aloneBy(view, whose) === null ? rowOf(view, whose) : undefined;
  return row ? view.links.filter((link) => link.cardId === row.id).map(({ recordId }) => recordId) : [];
}

/** The number in a value; null for what nobody typed. */
export function tokenOf(value: string | null | undefined): Token | null {
  if (!value || isPicture(value)) return null;
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return Number(value.slice(0, 4));
  const digits = value.replace(/\D/g, '');
  return digits.length < 4 ? null : Number(digits.slice(-4));
}

/** What names a picture holds digits that nobody typed. */
const isPicture = (value: string): boolean =>
  /^[\w-]{43}$/.test(value) || value.startsWith('https://photos.');

export function tokensOf(contact: Contact): Set<Token> {
  const values = [
    contact.name.given,
    contact.name.family,
    contact.organization.name,
    contact.organization.title,
    contact.nickname,
    contact.notes,
    ...[...contact.emails, ...contact.phones, ...contact.urls].map(({ value }) => value),
    ...contact.addresses.flatMap(({ street, city }) => [street, city]),
    contact.birthday ? formatDate(contact.birthday) : null,
  ];
  return new Set(values.flatMap((value) => tokenOf(value) ?? []));
}

function rearranged(before: Contact, after: Contact): Set<Token> {
  const lists = (['phones', 'emails', 'urls', 'addresses'] as const).filter(
    (list) => JSON.stringify(before[list]) !== JSON.stringify(after[list]),
  );
  const kept = lists.flatMap((list) => [...tokensOf({ ...emptyContact(), [list]: after[list] })]);
  // A note that is shortened is typed as much as a new one.
  const note = before.notes === after.notes ? null : tokenOf(after.notes);
  // A company that is called by a person's name has the number of that.
  const company =
    before.organization.name === after.organization.name ? null : tokenOf(after.organization.name);
  return new Set([...kept, ...[note, company].flatMap((each) => each ?? [])]);
}

/** A value of a field, as somebody types it. */
export function typed(field: FieldKey, token: Token): string {
  const kind = field.split('.').at(-1)!;
  switch (kind) {
    case 'email':
    case 'secondaryEmail':
      return `Person.${token}@Example.test`;
    case 'phone':
    case 'mobile':
    case 'homePhone':
    case 'otherPhone':
    case 'fax':
      return `+39 02 551 ${String(token).slice(0, 2)} ${String(token).slice(2)}`;
    case 'website':
      return `https://site${token}.example.test`;
    case 'birthday':
      return `${token}-03-05`;
    default:
      return `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)} ${token}`;
  }
}
