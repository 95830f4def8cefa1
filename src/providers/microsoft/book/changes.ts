// Listings as pages of the seam, by delta queries of one folder. They repeat themselves, come in any order and late: what is not
// newer than what is known, and what is said to be gone, is asked for by its id before anything is concluded.
import { createPaging } from '../../../protocol/http/paging.ts';
import type { Card, Cursor, Group, KnownVersions, Page, RemoteId, Version } from '../../provider.ts';
import { BATCH } from '../api/graph-api.ts';
import { type GraphContact, picked } from '../person/graph-contact.ts';
import { isLater, type Stamp, stampOf, versionOf } from '../person/version.ts';
import type { Folder } from '../state.ts';
import { cardFrom } from './card.ts';
import { formatCursor, parseCursor } from './cursor.ts';
import { deltaPage, type Listed } from './delta.ts';
import type { FolderApi } from './folder-api.ts';
import { idsWithPhoto, withPhoto, withPhotos } from './photos.ts';
import { readCards } from './read-contacts.ts';

/** @throws ProviderError 'cursor-expired' */
export async function* readChanges(
  book: FolderApi,
  cursor: Cursor | null,
  known: KnownVersions,
): AsyncGenerator<Page> {
  const full = cursor === null;
  let link = cursor === null ? null : parseCursor(cursor);
  const { folder } = book;
  const { folderNames } = book.api.memory;
  let groups = full || folderNames.get(folder.id) !== folder.name ? [groupOf(folder)] : [];
  const look: Look = { full, withPhoto: full ? await idsWithPhoto(book) : null };
  const paging = createPaging(book.api.host);
  for (;;) {
    const answer = await deltaPage(book, link, full);
    const content = await contentOf(book, answer.value ?? [], known, look);
    const page: Page = { ...content, groups, removedGroups: [], full };
    const { '@odata.nextLink': more, '@odata.deltaLink': end } = answer;
    // Pages of nothing come in any number.
    if (more) paging.goOn(more, true);
    // A plain listing of a mailbox that is full has no position: the next one begins anew.
    yield end && !more ? { ...page, next: formatCursor(end) } : page;
    // Whoever asks for what follows has kept what came.
    folderNames.set(folder.id, folder.name);
    groups = [];
    if (!more) return;
    link = more;
  }
}

type Content = Pick<Page, 'cards' | 'removed' | 'unchanged'>;
type Versions = Map<RemoteId, Version>;

interface Look {
  full: boolean;
  /** Of everything: the contacts that have a picture; null where nobody could be asked. */
  withPhoto: Set<string> | null;
}

async function contentOf(
  book: FolderApi,
  listed: Listed[],
  known: KnownVersions,
  look: Look,
): Promise<Content> {
  const versions = await known(listed.flatMap(({ id }) => (id ? [id as RemoteId] : [])));
  const { sure, doubtful } = sort(listed, versions, look.full);
  const content: Content = { cards: [], removed: [], unchanged: [] };
  const take = (card: Card): void => {
    if (versions.get(card.id) !== card.version) content.cards.push(card);
    else if (look.full) content.unchanged.push(card.id);
  };
  for (const graph of await withPictures(book, sure, look, versions)) take(cardFrom(graph));
  for (const [id, card] of await readCards(book, doubtful, (id) => stampIn(versions, { id })?.photo)) {
    if (card) take(card);
    // Out of a listing of everything it is left, and is asked for once more.
    else if (!look.full) content.removed.push(id as RemoteId);
  }
  return content;
}

const stampIn = (versions: Versions, { id }: GraphContact): Stamp | undefined => {
  const version = versions.get(id as RemoteId);
  return version && stampOf(version);
};

/** What can be taken as it is listed, and the ids of what is to be asked for. */
function sort(listed: Listed[], versions: Versions, full: boolean) {
  const sure = new Map<string, GraphContact>();
  const doubtful = new Set<string>();
  for (const { '@removed': removed, ...contact } of listed) {
    const id = contact.id ?? '';
    const graph = picked(contact);
    const [held, stamp, earlier] = [stampIn(versions, graph), stampOf(versionOf(graph)), sure.get(id)];
    const isNews = !held || held.etag === stamp.etag || isLater(stamp, held);
    const isTwo = earlier !== undefined && earlier['@odata.etag'] !== stamp.etag;
    if (removed ? !full || earlier : !isNews || isTwo) doubtful.add(id);
    else if (!removed) sure.set(id, graph);
  }
  for (const id of doubtful) sure.delete(id);
  return { sure: [...sure.values()], doubtful: [...doubtful] };
}

/**
 * With what is known of their pictures. Of a contact that is as it was known the picture is as well, unless everything is
 * looked at, and one question tells who has any. That answer may be of some minutes ago: a picture that is known is asked for.
 */
async function withPictures(
  book: FolderApi,
  graphs: GraphContact[],
  { full, withPhoto: ids }: Look,
  versions: Versions,
): Promise<GraphContact[]> {
  const heldOf = (graph: GraphContact): string | null => stampIn(versions, graph)?.photo || null;
  const isAsKnown = (graph: GraphContact): boolean =>
    !ids && stampIn(versions, graph)?.etag === graph['@odata.etag'];
  const open = graphs.filter((graph) => !isAsKnown(graph));
  // Where they are more than a batch, one question for all is less.
  const having = full || open.length <= BATCH ? ids : await idsWithPhoto(book);
  const asked = having ? open.filter((graph) => having.has(graph.id!) || heldOf(graph)) : open;
  const answers = new Map((await withPhotos(book, asked, heldOf)).map((graph) => [graph.id, graph]));
  return graphs.map(
    (graph) => answers.get(graph.id) ?? (isAsKnown(graph) ? withPhoto(graph, heldOf(graph)) : graph),
  );
}

/** The folder as a group, to be chosen by. */
const groupOf = ({ id, name }: Folder): Group => ({ id, name, members: null, system: true });
