// A card beside the record it may be: what linking the two would do with each field, by the engine's own comparison.
import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { AccountDeps } from '../accounts/account-deps.ts';
import { loadMappings } from '../accounts/load-mappings.ts';
import { providerOf } from '../accounts/mapping/get-mapping.ts';
import { account, card, record } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import { type FirstSight, firstSight } from '../sync/decide/first-sight.ts';

/** Of a card of the actor's own. @throws AppError 'not-found' */
export async function compareCard(
  deps: AccountDeps,
  actor: Actor,
  { id, recordId }: { id: string; recordId: string },
): Promise<{ fields: FirstSight[] }> {
  const [found] = await deps.db
    .select({ contact: card.contact, account, kind: record.kind, values: record.values })
    .from(card)
    .innerJoin(account, eq(account.id, card.accountId))
    .innerJoin(record, and(eq(record.id, recordId), isNull(record.deletedAt)))
    .where(and(eq(card.id, id), ne(card.state, 'gone'), eq(account.userId, actor.userId)));
  if (!found) throw new AppError('not-found');
  const { capabilities } = providerOf(deps, found.account);
  const mappings = await loadMappings(deps.db, found.account.mapping, capabilities);
  return { fields: firstSight(found.contact, found.values, mappings[found.kind]) };
}
