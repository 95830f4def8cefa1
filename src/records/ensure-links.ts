import type { Db } from '../database/database.ts';
import { type Flagged, openWanted } from '../database/tables/links.ts';
import { makeDue, touchLinks } from './touch-links.ts';

/** Opens the links that the user's flags ask for and that are missing, and makes the open ones due. */
export async function ensureLinks(db: Db, flagged: Flagged & { userId: string }): Promise<void> {
  const { userId, accountId } = flagged;
  const { accountIds, linked } = await openWanted(db, flagged);
  await makeDue(db, accountIds);
  await touchLinks(db, { recordIds: linked, userId, accountId });
}
