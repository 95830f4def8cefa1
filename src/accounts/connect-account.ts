import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import type { Db } from '../database/database.ts';
import { newId } from '../database/new-id.ts';
import { account, book } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import type { PasswordCredentials, Provider } from '../providers/provider.ts';
import { ensureLinks } from '../records/ensure-links.ts';
import { type AccountSettings, DEFAULT_SETTINGS } from '../sync/store.ts';
import type { AccountDeps } from './account-deps.ts';
import { sealCredentials } from './credentials.ts';
import { findAccount } from './find-account.ts';
import { getAccount } from './get-account.ts';
import { requestRun } from './request-run.ts';
import { discover } from './test-account.ts';

export interface ConnectAccount extends PasswordCredentials {
  provider: string;
  name?: string | undefined;
  settings?: Partial<AccountSettings> | undefined;
}

/** Connects an account and asks for its first run. @throws AppError 'account-connected', or why the provider refuses */
export async function connectAccount(deps: AccountDeps, actor: Actor, input: ConnectAccount) {
  const { provider, discovery } = await discover(deps, actor, input);
  const settings = { ...DEFAULT_SETTINGS, ...input.settings };
  const id = newId();
  await deps.db.transaction(async (tx) => {
    // One at a time for a person, so that the same account is not connected twice.
    await tx.execute(sql`select 1 from app_user where id = ${actor.userId} for no key update`);
    if (await findAccount(tx, actor, input.provider, discovery.identity))
      throw new AppError('account-connected');
    await tx.insert(account).values({
      id,
      userId: actor.userId,
      provider: input.provider,
      name: input.name || (await nameFor(tx, actor, provider, input.username)),
      username: input.username,
      credentials: sealCredentials(deps.sealer, id, input),
      identity: discovery.identity,
      discovery: discovery.state,
      settings,
      state: settings.paused ? 'paused' : 'active',
    });
    const books = discovery.books.map((found) => ({
      id: newId(),
      accountId: id,
      remoteId: found.id,
      name: found.name,
      readOnly: found.readOnly,
    }));
    if (books.length > 0) await tx.insert(book).values(books);
    await ensureLinks(tx, { userId: actor.userId, accountId: id });
    // Records that are flagged already would become cards: a person is to see them first.
    await tx.execute(
      sql`update account set review = 'first' where id = ${id} and exists (select 1 from link where account_id = ${id})`,
    );
    await noteAudit(tx, actor.userId, 'account.connected', id);
    await requestRun(tx, id, 'connect');
  });
  return getAccount(deps.db, actor, id);
}

/** The provider's name; the user name tells a second one apart. */
async function nameFor(db: Db, actor: Actor, provider: Provider, username: string): Promise<string> {
  const taken = await db.$count(
    account,
    sql`${account.userId} = ${actor.userId} and ${account.name} = ${provider.name} and ${account.state} <> 'disconnected'`,
  );
  return taken === 0 ? provider.name : `${provider.name} (${username})`;
}
