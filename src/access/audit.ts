// The audit log: who did what, when. Rows are only ever added, in the transaction of what they tell of.

import { sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { newId } from '../database/new-id.ts';
import { audit } from '../database/schema.ts';

export type AuditAction =
  | 'set-up'
  | 'session.signed-in'
  | 'session.refused'
  | 'session.signed-out'
  | 'session.revoked'
  | 'profile.changed'
  | 'password.changed'
  | 'token.created'
  | 'token.revoked'
  | 'user.created'
  | 'user.changed'
  | 'user.role-changed'
  | 'user.disabled'
  | 'user.enabled'
  | 'user.invited'
  | 'invitation.accepted'
  | 'account.connected'
  | 'account.changed'
  | 'account.disconnecting'
  | 'account.stayed-connected'
  | 'account.disconnected'
  | 'account.signed-in-again'
  | 'provider.changed'
  | 'provider.checked'
  | 'plan.approved'
  | 'plan.discarded'
  | 'deletion.decided'
  | 'run.undone'
  | 'queue.imported'
  | 'queue.deleted'
  | 'records.flagged'
  | 'records.deleted'
  | 'records.exported'
  | 'records.imported'
  | 'import.undone'
  | 'record.converted'
  | 'record.merged'
  | 'record.unmerged'
  | 'field.created'
  | 'field.changed'
  | 'field.switched-on'
  | 'field.switched-off'
  | 'field.deleted'
  | 'field.restored'
  | 'section.created'
  | 'section.changed'
  | 'section.deleted'
  | 'records.edited'
  | 'records.edit-undone'
  | 'label.deleted'
  | 'label.merged'
  | 'record.apart'
  | 'record.apart-undone'
  | 'company-name.decided'
  | 'roles.changed'
  | 'access.requested'
  | 'access.approved'
  | 'access.declined';

/** Notes that `userId` did `action`; `subject` is the id of what it was done to. */
export async function noteAudit(
  db: Db,
  userId: string,
  action: AuditAction,
  subject?: string,
): Promise<void> {
  await db.insert(audit).values({ id: newId(), userId, action, subject: subject ?? null });
}

/** Notes a sign-in that failed, for whoever has this e-mail address; for nobody it is the same work and leaves no row. */
export async function noteRefusedSignIn(db: Db, email: string, from: string | undefined): Promise<void> {
  const action: AuditAction = 'session.refused';
  await db.execute(sql`
    insert into audit (id, user_id, action, subject)
    select ${newId()}, id, ${action}, ${from ?? null} from app_user where email = ${email}`);
}
