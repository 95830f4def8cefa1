// Whether two pictures are one: a provider's own copy of it counts.
import type { CrmView, LinkRowView } from '../crm/crm.ts';
import { tokenOf } from '../world/ledger.ts';
import type { Account, World } from '../world/world.ts';

export function samePicture(
  { ledger }: World,
  { server }: Account,
  link: LinkRowView,
  { crm, book }: { crm: string | null; book: string | null },
): boolean {
  const shown = crm === null ? null : ledger.pictures.get(crm);
  const there = book === null ? null : server.photos.get(book);
  if (tokenOf(shown) === tokenOf(there)) return true;
  // Two that met on pairing: each side keeps its own until somebody changes it.
  const agreed = link.base?.fields.photo;
  return crm !== null && book !== null && agreed?.local === crm && agreed.remote === book;
}

/** I8: a provider's own copy of a picture that it was given is nobody's edit. */
export function nothingCopied(world: World, view: CrmView): string[] {
  const { ledger, accounts } = world;
  return view.changes.flatMap(({ actor, field, before, after, accountId }) => {
    const isSure = accounts.some(({ id, lost }) => id === accountId && lost === 0);
    if (actor !== 'sync' || field !== 'photo' || !isSure) return [];
    const [old, fresh] = [before, after].map((name) => tokenOf(ledger.pictures.get(name ?? '')));
    return old !== null && old === fresh ? [`I8: a copy of the picture ${old} came back as another one`] : [];
  });
}
