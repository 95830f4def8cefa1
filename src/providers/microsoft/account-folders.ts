// The folders of an account, as its books share them: those that are open, and those that contacts are met in besides.
import type { Folder } from './state.ts';

export interface AccountFolders {
  deletedItems: string | null;
  /** Whether the folder is one of the books. */
  isOpen(id: string): boolean;
  /** Looks which folders there are where a contact lies in one that nobody knows. @throws ProviderError @throws Refusal */
  meet(parents: (string | undefined)[]): Promise<void>;
  /** Whether the folder is neither a book nor where deleted contacts lie: it was made since the account was opened. */
  isNew(id: string): boolean;
  /** All there are, once one of them was met that is no book yet. */
  found(): Folder[] | null;
}

/** @param look asks which there are */
export function accountFolders(
  opened: Folder[],
  deletedItems: string | null,
  look: () => Promise<Folder[]>,
): AccountFolders {
  const open = new Set(opened.map(({ id }) => id));
  const met = new Set<string>();
  let listed: Folder[] | null = null;
  const isListed = (id: string) => listed?.some((folder) => folder.id === id) ?? false;
  return {
    deletedItems,
    isOpen: (id) => open.has(id),
    async meet(parents) {
      const strange = parents.filter((id) => id !== undefined && !open.has(id) && id !== deletedItems);
      if (strange.every((id) => met.has(id!))) return;
      listed = await look();
      for (const id of strange) met.add(id!);
    },
    // Where nobody knows which one is Deleted Items, only what is listed is sure not to be it.
    isNew: (id) => !open.has(id) && (deletedItems === null ? isListed(id) : id !== deletedItems),
    found: () => ([...met].some(isListed) ? listed : null),
  };
}
