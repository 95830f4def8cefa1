// Which groups a book knows, from group cards and categories, without downloading the book.
import { normalPath, resolveHref } from '../../../protocol/webdav/href.ts';
import { readMultistatus } from '../../../protocol/webdav/multistatus.ts';
import { addressbookQuery } from '../../../protocol/webdav/requests.ts';
import { cardName, davName } from '../../../protocol/webdav/xml.ts';
import type { Discovery } from '../../provider.ts';
import { contactFromVCard } from '../contact-from-vcard.ts';
import { groupFromVCard } from '../group-from-vcard.ts';
import type { Session } from '../session.ts';
import type { BookState } from '../state.ts';

/** A test of a connection must stay quick: beyond this much text the answer is not read on. */
const MOST_TEXT = 16_000_000;

/** Empty where the server cannot be asked: the groups then come with the first listing. */
export async function findGroups(session: Session, book: BookState): Promise<Discovery['groups']> {
  const filters = ['X-ADDRESSBOOKSERVER-KIND', 'KIND', 'CATEGORIES'].map((property) => ({ property }));
  const response = await session.send(
    addressbookQuery(book.url, filters, [davName('getetag'), cardName('address-data')]),
  );
  if (response.status !== 207) {
    await response.text();
    return [];
  }
  const found = new Map<string, Discovery['groups'][number]>();
  let size = 0;
  for await (const each of readMultistatus(response.chunks())) {
    const raw = each.props.get(cardName('address-data'))?.text ?? '';
    size += raw.length;
    if (size > MOST_TEXT) return [];
    const address = resolveHref(each.href, book.url);
    for (const group of groupsIn(raw, address ? normalPath(address.pathname) : undefined)) {
      const key = group.id ?? group.name;
      found.set(key, { ...group, cards: (found.get(key)?.cards ?? 0) + group.cards });
    }
  }
  return [...found.values()];
}

/** A group card goes by its address, a category by its name. */
function groupsIn(raw: string, id: string | undefined): Discovery['groups'] {
  const group = groupFromVCard(raw);
  if (group) return [{ ...(id && { id }), name: group.name, cards: group.members?.length ?? 0 }];
  return contactFromVCard(raw).contact.groups.map((name) => ({ id: name, name, cards: 1 }));
}
