import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import { within } from '../../database/store/scope.ts';
import type { AccountSettings } from '../../sync/model.ts';
import { ownAccount } from '../own-account.ts';

interface ScopePreview {
  cards: number;
  inScope: number;
  /** Out of the scope in force, and in this one. */
  entering: number;
  leaving: number;
  /** Of those that leave, the ones a record is linked with: their sync stops, and nothing is deleted. */
  linkedLeaving: number;
}

/** How many cards `scope` would take in and leave out; changes nothing. @throws AppError 'not-found' */
export async function previewScope(
  db: Db,
  actor: Actor,
  { id, scope }: { id: string; scope: AccountSettings['scope'] },
): Promise<ScopePreview> {
  await ownAccount(db, actor, id);
  const [counted] = await rows<ScopePreview>(
    db,
    sql`select count(*)::int as cards, count(*) filter (where yes)::int as "inScope",
      count(*) filter (where yes and not in_scope)::int as entering,
      count(*) filter (where in_scope and not yes)::int as leaving,
      count(*) filter (where in_scope and not yes and linked)::int as "linkedLeaving"
      from (select c.in_scope, ${within(id, scope)} as yes,
          exists (select 1 from link where link.card_id = c.id and link.state <> 'closed') as linked
        from card c where c.account_id = ${id} and c.state <> 'gone') as seen`,
  );
  return counted!;
}
