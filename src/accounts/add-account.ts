// An account comes to be, in the caller's transaction, whichever way its owner signed in.
import { sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import type { Db } from '../database/database.ts';
import { newId } from '../database/new-id.ts';
import { account, book } from '../database/schema.ts';
import type { Discovery, Provider } from '../providers/provider.ts';
import { ensureLinks } from '../records/ensure-links.ts';
import { type AccountSettings, DEFAULT_SETTINGS } from '../sync/model.ts';
import { requestRun } from './request-run.ts';

export interface NewAccount {
  provider: Provider;
  username: string;
  discovery: Discovery;
  /** Seals what opens the account to the row it gets. */
  seal: (id: string) => string;
  signInEndsAt?: Date | null;
  name?: string | undefined;
  settings?: Partial<AccountSettings> | undefined;
}

/** One at a time for a person, so that the same account is not connected twice; until the transaction ends. */
export async function lockOwner(tx: Db, actor: Actor): Promise<void> {
  await tx.execute(sql`select 1 from app_user where id = ${actor.userId} for no key update`);
}

/** Stores the account with its books and asks for its first run; the caller has locked the owner. Returns its id. */
export async function addAccount(tx: Db, actor: Actor, input: NewAccount): Promise<string> {
  const { provider, username, discovery } = input;
  const settings = { ...DEFAULT_SETTINGS, ...input.settings };
  const id = newId();
  await tx.insert(account).values({
    id,
    userId: actor.userId,
    provider: provider.id,
    name: input.name || (await nameFor(tx, actor, provider, username)),
    username,
    credentials: input.seal(id),
    signInEndsAt: input.signInEndsAt ?? null,
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
  return id;
}

/** The provider's name; the user name tells a second one apart. */
async function nameFor(db: Db, actor: Actor, provider: Provider, username: string): Promise<string> {
  const taken = await db.$count(
    account,
    sql`${account.userId} = ${actor.userId} and ${account.name} = ${provider.name} and ${account.state} <> 'disconnected'`,
  );
  return taken === 0 ? provider.name : `${provider.name} (${username})`;
}
