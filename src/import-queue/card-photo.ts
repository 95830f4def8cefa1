import { and, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../database/database.ts';
import { account, card } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';

/** The photo inside a card of the actor's. Nothing is fetched. @throws AppError 'not-found' where there is none */
export async function cardPhoto(
  deps: { db: Db; providers: (id: string) => Provider | undefined },
  actor: Actor,
  cardId: string,
): Promise<{ type: string; bytes: Uint8Array }> {
  const [found] = await deps.db
    .select({ raw: card.raw, provider: account.provider })
    .from(card)
    .innerJoin(account, eq(account.id, card.accountId))
    .where(and(eq(card.id, cardId), eq(account.userId, actor.userId)));
  const photo = found ? deps.providers(found.provider)?.photo(found.raw) : null;
  if (!photo) throw new AppError('not-found');
  return photo;
}
