// What people ask administrators for: a permission; that a kind of account can be connected; or, of the organisation they
// sign in with, that it lets Rubrica in.
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { emit } from '../../database/notify.ts';
import { accessRequest } from '../../database/schema.ts';
import type { OAuthProviderId, ProviderId } from '../../providers/manifests.ts';
import type { Permission } from '../permissions.ts';

export type Wish = Permission | `provider.${ProviderId}` | `approval.${OAuthProviderId}`;

/** It has come true: whoever waits for it, or only `of` them, is told. */
export async function fulfilWish(tx: Db, wish: string, of?: SQL): Promise<void> {
  const waited = await tx
    .update(accessRequest)
    .set({ state: 'approved', decidedAt: sql`now()` })
    .where(and(eq(accessRequest.permission, wish), eq(accessRequest.state, 'open'), of))
    .returning({ userId: accessRequest.userId });
  for (const { userId } of waited)
    await emit(tx, { type: 'access.decided', permission: wish, state: 'approved' }, { userId });
}
