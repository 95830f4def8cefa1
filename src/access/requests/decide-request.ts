import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { emit } from '../../database/notify.ts';
import { accessRequest } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { Actor } from '../actor.ts';
import { noteAudit } from '../audit.ts';
import { demandDoor } from '../doors.ts';
import { isPermission } from '../permissions.ts';
import { rightsChanged } from '../rights-changed.ts';
import { grant } from '../roles/update-roles.ts';
import { type RequestView, requestViews } from './list-requests.ts';

/**
 * Approving grants the permission to that person, beyond the role. Whoever asked is told.
 * @throws AppError 'not-found', 'nothing-waits' when it was decided already
 */
export async function decideRequest(
  db: Db,
  actor: Actor,
  { id, state }: { id: string; state: 'approved' | 'declined' },
): Promise<RequestView> {
  await demandDoor(db, actor, 'decideRequest');
  await db.transaction(async (tx) => {
    const [decided] = await tx
      .update(accessRequest)
      .set({ state, decidedBy: actor.userId, decidedAt: sql`now()` })
      .where(and(eq(accessRequest.id, id), eq(accessRequest.state, 'open')))
      .returning();
    if (!decided) {
      const known = await tx.$count(accessRequest, eq(accessRequest.id, id));
      throw new AppError(known ? 'nothing-waits' : 'not-found');
    }
    const { userId, permission } = decided;
    if (state === 'approved' && isPermission(permission)) {
      await grant(tx, userId, permission, true);
      await rightsChanged(tx, { userId }, [permission]);
    }
    await noteAudit(tx, actor.userId, `access.${state}`, id);
    await emit(tx, { type: 'access.decided', permission, state }, { userId });
    await emit(tx, { type: 'access.requested' }, { userId: actor.userId });
  });
  const [view] = await requestViews(db, eq(accessRequest.id, id), 1);
  return view!;
}
