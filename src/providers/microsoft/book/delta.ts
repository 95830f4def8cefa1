// Pages of delta queries: what a folder holds, and what changed in it since.
import { ProviderError } from '../../provider.ts';
import { Refusal } from '../../rest/failures.ts';
import { FULL, isGone } from '../api/graph-error.ts';
import { type GraphContact, SELECTED } from '../person/graph-contact.ts';
import { type FolderApi, folderPath, queryOf } from './folder-api.ts';

export type Listed = GraphContact & { '@removed'?: unknown };

export interface DeltaPage {
  value?: Listed[];
  /** There is more; dies with the round. */
  '@odata.nextLink'?: string;
  /** There is no more for now, and this is where it goes on. */
  '@odata.deltaLink'?: string;
}

/** The most that Graph gives; fewer where so many are too much for it. */
const PAGE_SIZES = [200, 100, 50, 25];

const SELECT = { $select: SELECTED.join(',') };

/** What a position that is none any more is told by, beside 410. */
const DEAD_POSITIONS = new Set([
  'badrequest',
  'errorinvalididmalformed',
  'syncstatenotfound',
  'syncstateinvalid',
  'resyncrequired',
]);

/**
 * @param link of a page or position; null for the first page of everything
 * @param isFull whether everything is being listed
 * @throws ProviderError 'cursor-expired', 'not-found' for a folder that is gone
 */
export async function deltaPage(book: FolderApi, link: string | null, isFull: boolean): Promise<DeltaPage> {
  const contacts = `${folderPath(book.folder)}/contacts`;
  try {
    return await bySize(book, link ?? `${contacts}/delta${queryOf(SELECT)}`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { httpStatus, reason, message } = error;
    const isDead = httpStatus === 410 || (link !== null && DEAD_POSITIONS.has(reason));
    if (isDead || (reason === FULL && !isFull))
      throw new ProviderError('cursor-expired', message, { cause: error });
    // A mailbox that is full tells no changes; it can be read all the same.
    if (reason === FULL && link === null)
      return bySize(book, `${contacts}${queryOf({ ...SELECT, $top: String(PAGE_SIZES[0]) })}`);
    throw isGone(error) ? new ProviderError('not-found', message, { cause: error }) : error;
  }
}

/** A page may be more than the server has time for. */
async function bySize(book: FolderApi, path: string, sizes = PAGE_SIZES): Promise<DeltaPage> {
  const [size, ...smaller] = sizes;
  try {
    return await book.api.read({
      ...{ kind: 'contacts.delta', method: 'GET', path, size: 'large' },
      prefer: `odata.maxpagesize=${size}`,
    });
  } catch (error) {
    const isTooMuch = error instanceof ProviderError && error.kind === 'unavailable';
    if (!isTooMuch || smaller.length === 0) throw error;
    return bySize(book, path, smaller);
  }
}
