import { and, eq, isNull } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { emit } from '../../database/notify.ts';
import { accessRequest, user } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { Actor } from '../actor.ts';
import { noteAudit } from '../audit.ts';
import { permissionsOf } from '../permissions.ts';
import { type RequestView, requestViews } from './list-requests.ts';
import type { Wish } from './wish.ts';

/** Asks the administrators; whoever asks while a request is open gets that one. @throws AppError 'already-exists' */
export async function requestAccess(db: Db, actor: Actor, permission: Wish): Promise<RequestView> {
  if ((await permissionsOf(db, actor)).includes(permission))
    throw new AppError('already-exists', 'You may do this already.');
  await db.transaction(async (tx) => {
    const added = await tx
      .insert(accessRequest)
      .values({ id: newId(), userId: actor.userId, permission })
      .onConflictDoNothing()
      .returning({ id: accessRequest.id });
    if (added.length === 0) return;
    await noteAudit(tx, actor.userId, 'access.requested', added[0]!.id);
    const administrators = await tx
      .select({ id: user.id })
      .from(user)
      .where(and(eq(user.role, 'administrator'), isNull(user.disabledAt)));
    for (const { id } of administrators) await emit(tx, { type: 'access.requested' }, { userId: id });
  });
  const mine = and(
    eq(accessRequest.userId, actor.userId),
    eq(accessRequest.permission, permission),
    eq(accessRequest.state, 'open'),
  );
  const [view] = await requestViews(db, mine, 1);
  // Decided in the very moment: the newest of them says how.
  const [decided] = view ? [view] : await requestViews(db, eq(accessRequest.userId, actor.userId), 1);
  return decided!;
}
