/** What a list shows, kept in its address so that going back finds it again. */
export interface ListSearch {
  q?: string;
  sort?: 'name' | '-name' | 'updatedAt' | '-updatedAt';
  flagged?: boolean;
  mine?: boolean;
  /** The panel for a new record is open. */
  new?: boolean;
}

export const listSearch = (search: Record<string, unknown>): ListSearch => ({
  ...(search.q ? { q: String(search.q) } : {}),
  ...(['-name', 'updatedAt', '-updatedAt'].includes(search.sort as string)
    ? { sort: search.sort as '-name' }
    : {}),
  ...(search.flagged ? { flagged: true } : {}),
  ...(search.mine ? { mine: true } : {}),
  ...(search.new ? { new: true } : {}),
});
