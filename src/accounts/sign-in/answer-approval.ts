// The administrator of an organisation comes back from having let Rubrica in, or not. Mostly nobody here knows them, and an
// address can be made by anybody: it is a hint. Whoever waits is told; whether it is true shows when they sign in.
import { eq } from 'drizzle-orm';
import { fulfilWish } from '../../access/requests/wish.ts';
import type { Db } from '../../database/database.ts';
import { accessRequest } from '../../database/schema.ts';

export type ApprovalOutcome = 'approved' | 'declined';

/** "approval", and of whom where somebody waits for it: the state of `approvalUrl`. */
const STATE = /^approval(?:\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))?$/;

/** Null for the answer to a sign-in. */
export async function answerApproval(
  db: Db,
  { provider, query }: { provider: string; query: string },
): Promise<ApprovalOutcome | null> {
  const answer = new URLSearchParams(query);
  const state = STATE.exec(answer.get('state') ?? '');
  if (!state) return null;
  if (answer.has('error')) return 'declined';
  const [, request] = state;
  if (request)
    await db.transaction((tx) => fulfilWish(tx, `approval.${provider}`, eq(accessRequest.id, request)));
  return 'approved';
}
