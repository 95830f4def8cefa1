// A connector of one of the shapes: the production seam on one side, a simulated server on the other, and time, loss and
// order in between.
import type { Contact } from '../../../src/contact/contact.ts';
import { emptyContact, groupChange } from '../../../src/contact/contact.ts';
import {
  type Book,
  type Card,
  type Cursor,
  type Page,
  type Photo,
  ProviderError,
  type RemoteId,
  type Version,
  type Write,
  type WriteResult,
} from '../../../src/providers/provider.ts';
import type { Fault } from './faults.ts';
import { arriving } from './losses.ts';
import type { Shape } from './provider-shapes.ts';
import type { Random } from './random.ts';
import { READ_ONLY_BOOK, readRaw, type Server, type ServerCard, type State } from './server.ts';
import { joined, keepPhoto, ownEdits, photoOf } from './write-parts.ts';

/** A character no simulated provider accepts. */
export const POISON = '☠';

type Done = Extract<WriteResult, { outcome: 'done' }>;

/** What a request passes on its way. */
export interface Wire {
  now(): number;
  chance: Random;
  /** Asked on every occasion; true lets it happen. */
  fault(fault: Fault): boolean;
  /** Lets time pass; others act meanwhile, and the process may die. */
  pass(): Promise<void>;
  /** Counts a request. */
  asked(kind: string): void;
  /** Between a write and its reading back. */
  beforeReading(cardId: string): void;
  /** A full listing did not show everything. */
  leftOut(): void;
  /** A listing was not of this moment. */
  shownOld(): void;
  /** Words for the history. */
  tell(text: string): void;
  /** Asked for what a book is never to be asked for. */
  wrong(text: string): void;
}

export function createBook(
  id: string,
  shape: Shape,
  server: Server,
  wire: Wire,
  view: { horizon: number },
): Book & { photo(raw: string): Promise<Photo | null> } {
  /** To the server: may not arrive. @throws ProviderError */
  async function send(kind: string): Promise<void> {
    wire.asked(kind);
    await wire.pass();
    if (wire.fault('lostBefore')) throw new ProviderError('unavailable', `${kind}: no answer`);
    if (wire.fault('throttled'))
      throw new ProviderError('rate-limited', `${kind}: too many requests`, { retryAt: wire.now() + 30_000 });
    if (wire.fault('failed')) throw new ProviderError('unavailable', `${kind}: 503`);
    if (wire.fault('signInNeeded')) throw new ProviderError('sign-in-needed', `${kind}: invalid_grant`);
    if (wire.fault('strangeAnswer'))
      throw new ProviderError('unexpected-response', `${kind}: a page of HTML`);
  }

  /** Back from the server: may be lost. @throws ProviderError */
  async function answer(kind: string): Promise<void> {
    await wire.pass();
    if (wire.fault('lostAfter')) throw new ProviderError('unavailable', `${kind}: the answer was lost`);
  }

  /** What readers are shown is of this moment; it never goes back. */
  function horizon(): number {
    view.horizon = Math.max(view.horizon, wire.now() - (shape.lagMs > 0 ? wire.chance.int(shape.lagMs) : 0));
    return view.horizon;
  }

  const isHere = ({ id: cardId }: { id: string }): boolean => server.bookOf(cardId) === id;
  const readOnly = id === READ_ONLY_BOOK;

  const cardOf = (card: ServerCard): Card => ({
    id: card.id as RemoteId,
    version: versionOf(shape, card),
    uid: card.uid,
    raw: card.raw,
    contact: arriving(card.contact, card.lost),
    marker: card.marker,
    loss: card.lost?.loss ?? null,
  });

  async function* changes(
    cursor: Cursor | null,
    known: (ids: RemoteId[]) => Promise<Map<RemoteId, Version>>,
  ): AsyncGenerator<Page> {
    await send('list');
    if (cursor !== null && wire.fault('cursorExpired')) {
      wire.tell('the cursor has expired');
      throw new ProviderError('cursor-expired', 'this position is no longer known');
    }
    const at = horizon();
    const after = cursor === null ? 0 : Number(cursor);
    const next = String(Math.max(after, server.orderAt(at))) as Cursor;
    const states = cursor === null ? fullListing(at) : news(after, at);
    const pages = Math.max(1, Math.ceil(states.length / shape.pageSize));
    for (let index = 0; index < pages; index += 1) {
      if (index > 0) await send('list');
      const slice = states.slice(index * shape.pageSize, (index + 1) * shape.pageSize);
      const page = await pageOf(slice, cursor === null, known);
      await answer('list');
      const groups = index === 0 && !readOnly ? groupsOf(after, at, cursor === null) : {};
      yield { ...page, ...groups, expected: states.length, ...(index === pages - 1 ? { next } : {}) };
    }
  }

  /** As the connectors tell them: all in a whole listing, otherwise what is new; a tombstone is one of either kind. */
  function groupsOf(after: number, at: number, full: boolean): Pick<Page, 'groups' | 'removedGroups'> {
    const states = server.groupsSince(full ? 0 : after, at);
    return {
      groups: states.flatMap(({ group }) => group ?? []),
      removedGroups: full ? [] : states.flatMap(({ id: groupId, group }) => (group ? [] : [groupId])),
    };
  }

  function fullListing(at: number): State[] {
    let states = server.since(0, at).filter((state) => state.card !== null && isHere(state));
    if (server.orderAt(at) < server.orderAt(wire.now())) wire.shownOld();
    if (states.length > 0 && wire.fault('emptyListing')) {
      wire.tell('a listing shows nothing at all');
      wire.leftOut();
      states = [];
    } else if (wire.fault('shrunkenListing')) {
      wire.tell('a listing leaves half of the cards out');
      wire.leftOut();
      states = states.filter(() => wire.chance.chance(0.5));
    }
    return states;
  }

  function news(after: number, at: number): State[] {
    const states = server.since(after, at).filter(isHere);
    if (!shape.replays) return states;
    const again = server.ids().flatMap((cardId) => {
      if (!isHere({ id: cardId })) return [];
      if (states.some((state) => state.id === cardId) || !wire.fault('replayed')) return [];
      const last = server.stateAt(cardId, at);
      if (!last) return [];
      // Of a card that is gone only its removal; of a card that is there any state it ever had.
      const past = server.history(cardId).filter((state) => state.at <= at && state.card !== null);
      if (last.card === null) return [last];
      wire.shownOld();
      return [wire.chance.pick(past)];
    });
    const all = [...states, ...again, ...states.filter(() => wire.fault('replayed'))];
    return all.sort(() => wire.chance.next() - 0.5);
  }

  async function pageOf(
    states: State[],
    full: boolean,
    known: (ids: RemoteId[]) => Promise<Map<RemoteId, Version>>,
  ): Promise<Omit<Page, 'next'>> {
    const page: Omit<Page, 'next'> = {
      cards: [],
      removed: [],
      unchanged: [],
      groups: [],
      removedGroups: [],
      full,
    };
    const there = states.flatMap(({ card }) => card ?? []);
    const versions = await known(there.map((card) => card.id as RemoteId));
    for (const { id: cardId, card } of states)
      if (card === null && (shape.tombstones || !wire.fault('tombstoneLost')))
        page.removed.push(cardId as RemoteId);
    const moved: ServerCard[] = [];
    for (const card of there) {
      const version = versions.get(card.id as RemoteId);
      const isKnown =
        version !== undefined &&
        (shape.ordered ? revisionOf(version) >= card.revision : version === cardOf(card).version);
      if (!isKnown) moved.push(card);
      else if (full) page.unchanged.push(card.id as RemoteId);
    }
    if (shape.feedCarriesCards) page.cards = moved.map(cardOf);
    else if (moved.length > 0) page.cards = await readMoved(moved);
    return page;
  }

  /** Between the listing and the reading a card may have changed again, or gone. */
  async function readMoved(moved: ServerCard[]): Promise<Card[]> {
    await send('read');
    return moved.flatMap((card) => server.get(card.id) ?? []).map(cardOf);
  }

  async function* read(ids: RemoteId[]): AsyncGenerator<{ id: RemoteId; card: Card | null }> {
    if (ids.length === 0) return;
    await send('read');
    const at = horizon();
    const stateOf = (cardId: RemoteId) => (isHere({ id: cardId }) ? server.stateAt(cardId, at) : undefined);
    const found = ids.map((cardId) => ({ id: cardId, card: stateOf(cardId)?.card ?? null }));
    await answer('read');
    for (const { id: cardId, card } of found) yield { id: cardId, card: card && cardOf(card) };
  }

  async function* findByMarker(markers: string[]): AsyncGenerator<Card> {
    if (markers.length === 0) return;
    await send('find');
    const wanted = new Set(markers);
    const found = server
      .since(0, horizon())
      .filter(isHere)
      .flatMap(({ card }) => card ?? []);
    await answer('find');
    for (const card of found) if (card.marker !== null && wanted.has(card.marker)) yield cardOf(card);
  }

  async function* write(writes: Write[]): AsyncGenerator<WriteResult> {
    for (const item of writes) yield await writeOne(item);
  }

  async function writeOne(item: Write): Promise<WriteResult> {
    const { key } = item;
    if (readOnly) wire.wrong(`the engine asks to ${item.type} a card of a book that may only be read`);
    wire.asked('write');
    await wire.pass();
    if (wire.fault('throttled'))
      throw new ProviderError('rate-limited', 'write: too many requests', { retryAt: wire.now() + 30_000 });
    if (wire.fault('lostBefore') || wire.fault('failed')) {
      wire.tell(`a request to ${item.type} a card is lost on its way`);
      return { key, outcome: 'unknown', reason: 'no answer' };
    }
    const result = apply(item);
    if (!(await joinListed(item, result))) return { key, outcome: 'unknown', reason: 'no answer' };
    await wire.pass();
    if (wire.fault('lostAfter')) {
      wire.tell(`the answer to a request to ${item.type} a card is lost`);
      return { key, outcome: 'unknown', reason: 'the answer was lost' };
    }
    if (result.outcome !== 'done' || !result.card || result.found) return result;
    // A picture may be written by itself, after the card.
    const isWhole = shape.answersWithCard !== 'as-made' || item.type === 'remove' || !item.photo;
    return shape.answersWithCard && isWhole ? result : readBack(result, result.card);
  }

  /** A group that lists its members is written to by itself, after the card. False when that got lost on its way. */
  async function joinListed(item: Write, result: WriteResult): Promise<boolean> {
    if (item.type === 'remove' || shape.groups !== 'listed' || result.outcome !== 'done') return true;
    for (const change of item.edits.flatMap((edit) => groupChange(edit) ?? [])) {
      wire.asked('write');
      await wire.pass();
      if (wire.fault('lostBefore') || wire.fault('failed')) {
        wire.tell('a request to put a card into its group is lost on its way');
        return false;
      }
      const uid = server.get(result.card!.id)?.uid;
      if (uid) joined(server, change, uid);
    }
    return true;
  }

  /** @throws ProviderError when the picture is not to be had for now */
  async function photo(raw: string): Promise<Photo | null> {
    const { contact } = readRaw(raw);
    if (contact.photo === null) return null;
    if (shape.photos === 'copied') {
      await send('photo');
      await answer('photo');
    }
    return photoOf(server, contact.photo);
  }

  /** An answer without the card, or of before its picture: it is read, and somebody may have been there meanwhile. */
  async function readBack({ key, asMade }: Done, card: Card): Promise<WriteResult> {
    wire.asked('read');
    await wire.pass();
    wire.beforeReading(card.id);
    const now = server.get(card.id);
    if (!now) return { key, outcome: 'gone' };
    const read = cardOf(now);
    // What nobody touched in between is the book's own form of what was written.
    const made = asMade ?? (read.version === card.version ? read.contact : null);
    return { key, outcome: 'done', card: read, ...(made && { asMade: made }) };
  }

  function apply(item: Write): WriteResult {
    const { key } = item;
    if (item.type !== 'remove' && JSON.stringify(item.edits).includes(POISON))
      return { key, outcome: 'refused', reason: 'This character is not accepted.' };
    if (item.type === 'create') return create(item);
    const now = server.get(item.card.id);
    if (!now) return item.type === 'remove' ? { key, outcome: 'done', card: null } : { key, outcome: 'gone' };
    if (cardOf(now).version !== item.card.version) return stale(key, item.card);
    if (now.lost) {
      wire.wrong(`the engine asks to ${item.type} ${now.id}, which is ${now.lost.loss}`);
      return { key, outcome: 'refused', reason: 'This card is not whole.' };
    }
    if (item.type === 'remove') {
      server.remove('engine', now.id);
      wire.tell(`the engine deletes ${now.id}`);
      return { key, outcome: 'done', card: null };
    }
    const edits = keepPhoto(server, shape, ownEdits(shape, server, item), item.photo);
    // What was only put into a group that lists its members is not written itself.
    if (edits.length === 0) return { key, outcome: 'done', card: cardOf(now) };
    const from = shape.writesWholeCard ? readRaw(item.card.raw) : now;
    const edited = shape.edited(from.contact, edits);
    // What found no place stays where it came from.
    if (edited === null) return { key, outcome: 'done', card: cardOf(now), asMade: now.contact };
    const contact = shape.keep(edited);
    const stored = server.update('engine', now.id, { contact, unmapped: from.unmapped });
    wire.tell(`the engine writes ${now.id}: ${JSON.stringify(edits)}`);
    return done(item, stored);
  }

  /** The card as it is now; a reader may be shown an older one, which then proves nothing. */
  function stale(key: string, given: Card): WriteResult {
    const shown = server.stateAt(given.id, horizon())?.card ?? null;
    const isNewer = shown !== null && (!shape.ordered || shown.revision > revisionOf(given.version));
    return { key, outcome: 'stale', card: isNewer ? cardOf(shown) : given };
  }

  function create(item: Extract<Write, { type: 'create' }>): WriteResult {
    const { key, marker, template } = item;
    const there =
      shape.idempotentCreate && server.live().find((card) => card.marker === marker && isHere(card));
    if (there) return { key, outcome: 'done', card: cardOf(there), found: true };
    const earlier: { contact: Contact; unmapped: string[] } =
      template === null ? { contact: emptyContact(), unmapped: [] } : readRaw(template);
    // A picture that lies elsewhere went with the card; what comes along is put up again.
    const photoless = shape.photos === 'copied' ? { ...earlier.contact, photo: null } : earlier.contact;
    const edits = keepPhoto(server, shape, ownEdits(shape, server, item), item.photo);
    const contact = shape.keep(shape.edited(photoless, edits) ?? photoless);
    const stored = server.create('engine', { uid: marker, marker, contact, unmapped: earlier.unmapped });
    wire.tell(`the engine creates ${stored.id}: ${JSON.stringify(edits)}`);
    return done(item, stored);
  }

  function done({ key }: Write, stored: ServerCard): WriteResult {
    const asMade = shape.answersWithCard === 'as-made' && { asMade: stored.contact };
    return { key, outcome: 'done', card: cardOf(stored), ...asMade };
  }

  return { id, name: 'Contacts', readOnly, writesAtOnce: 1, changes, read, write, findByMarker, photo };
}

/** By what a state of a card is told from another one. */
export const versionOf = ({ ordered }: Shape, { revision, etag }: ServerCard): Version =>
  (ordered ? `${revision}|${etag}` : etag) as Version;

const revisionOf = (version: Version): number => Number(version.split('|')[0]);
