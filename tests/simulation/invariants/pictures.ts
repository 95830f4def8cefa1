// Whether two pictures are one: a provider's own copy of it counts.
import type { LinkRowView } from '../crm/crm.ts';
import { tokenOf } from '../world/ledger.ts';
import type { Account, World } from '../world/world.ts';

export function samePicture(
  { ledger }: World,
  { server, id }: Account,
  link: LinkRowView,
  { crm, book }: { crm: string | null; book: string | null },
): boolean {
  const shown = crm === null ? null : ledger.pictures.get(crm);
  const there = book === null ? null : server.photos.get(book);
  if (tokenOf(shown) === tokenOf(there)) return true;
  // Two that met on pairing, and two that a person left as they were: each side keeps its own until somebody changes it.
  const agreed = link.base?.fields.photo;
  const mayDiffer = (crm !== null && book !== null) || ledger.differing.has(`${link.recordId} ${id}`);
  return mayDiffer && agreed?.local === crm && agreed.remote === book;
}
