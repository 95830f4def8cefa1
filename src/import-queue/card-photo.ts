import { and, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { type AccountDeps, uncounted } from '../accounts/account-deps.ts';
import { account, card } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import type { Photo } from '../providers/provider.ts';

/** The photo of a card of the actor's, fetched where it lies elsewhere. @throws AppError 'not-found' where there is none */
export async function cardPhoto(
  deps: Pick<AccountDeps, 'db' | 'providers' | 'createIo'>,
  actor: Actor,
  cardId: string,
): Promise<Photo> {
  const [found] = await deps.db
    .select({ raw: card.raw, provider: account.provider })
    .from(card)
    .innerJoin(account, eq(account.id, card.accountId))
    .where(and(eq(card.id, cardId), eq(account.userId, actor.userId)));
  const photo = found && (await deps.providers(found.provider)?.photo(found.raw, deps.createIo(uncounted)));
  if (!photo) throw new AppError('not-found');
  return photo;
}
