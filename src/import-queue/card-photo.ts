import { and, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { type AccountDeps, uncounted, whileWaiting } from '../accounts/account-deps.ts';
import { asking } from '../accounts/provider-problem.ts';
import { openBooks } from '../accounts/sign-in/open-books.ts';
import { account, card } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import { readyProvider } from '../provider-settings/ready-provider.ts';
import type { Photo } from '../providers/provider.ts';

/** The photo of a card of the actor's, fetched where it lies elsewhere. @throws AppError 'not-found' where there is none */
export async function cardPhoto(deps: AccountDeps, actor: Actor, cardId: string): Promise<Photo> {
  const [found] = await deps.db
    .select({
      raw: card.raw,
      id: account.id,
      provider: account.provider,
      credentials: account.credentials,
      discovery: account.discovery,
    })
    .from(card)
    .innerJoin(account, eq(account.id, card.accountId))
    .where(and(eq(card.id, cardId), eq(account.userId, actor.userId)));
  if (!found) throw new AppError('not-found');
  const ready = await readyProvider(deps, found.provider);
  const photoIn = async (): Promise<Photo | null> => {
    const [book] = await openBooks(deps, ready, found, deps.createIo(uncounted, whileWaiting()));
    return book?.photo(found.raw) ?? null;
  };
  const photo = await asking(photoIn());
  if (!photo) throw new AppError('not-found');
  return photo;
}
