// Tokens of an account that signs in at its provider: renewed by one at a time, however many ask in however many
// processes, and stored before they are used.
import { sql } from 'drizzle-orm';
import type { Sealer } from '../../access/seal.ts';
import type { Db } from '../../database/database.ts';
import { moment, rows } from '../../database/query.ts';
import {
  type Io,
  type OAuthClient,
  type OAuthProvider,
  type OAuthSession,
  type OAuthTokens,
  ProviderError,
} from '../../providers/provider.ts';
import { openTokens, sealTokens } from '../credentials.ts';

/** A token is not used so close to its end that it may die on the way. */
const MARGIN_MS = 60_000;

interface SessionDeps {
  db: Db;
  sealer: Sealer;
  provider: OAuthProvider;
  client: OAuthClient;
  io: Io;
}

export function openSession(
  deps: SessionDeps,
  account: { id: string; credentials: string | null },
): OAuthSession {
  let held = openTokens(deps.sealer, account);
  let renewing: Promise<OAuthTokens> | undefined;
  const isGood = (tokens: OAuthTokens | null, rejected: string | undefined): tokens is OAuthTokens =>
    tokens !== null && tokens.accessToken !== rejected && tokens.expiresAt - deps.io.now() > MARGIN_MS;
  return {
    async token(rejected) {
      if (isGood(held, rejected)) return held.accessToken;
      renewing ??= renew(deps, account.id, (tokens) => isGood(tokens, rejected)).finally(() => {
        renewing = undefined;
      });
      held = await renewing;
      return held.accessToken;
    },
  };
}

/** Of a grant whose account is gone: it keeps nothing, and does while that is ended. */
export function passingSession(
  { provider, client, io }: Pick<SessionDeps, 'provider' | 'client' | 'io'>,
  given: OAuthTokens,
): OAuthSession {
  let held = given;
  return {
    async token(rejected) {
      if (held.accessToken === rejected || held.expiresAt - io.now() <= MARGIN_MS)
        held = await provider.oauth.refresh(client, held, io);
      return held.accessToken;
    },
  };
}

/**
 * Not on the account's row, which runs hold while they work: a lock of its own. Whoever waited for it finds fresh tokens.
 * @throws ProviderError 'sign-in-needed' when the sign-in is dead or the account was disconnected
 */
async function renew(
  { db, sealer, provider, client, io }: SessionDeps,
  accountId: string,
  isGood: (tokens: OAuthTokens | null) => boolean,
): Promise<OAuthTokens> {
  return db.transaction(async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`account sign-in ${accountId}`}, 0))`,
    );
    for (;;) {
      const stored = await readSealed(tx, accountId);
      const tokens = openTokens(sealer, { id: accountId, credentials: stored });
      if (!tokens) throw new ProviderError('sign-in-needed', 'the account was disconnected');
      if (isGood(tokens)) return tokens;
      const fresh = await provider.oauth.refresh(client, tokens, io);
      const kept = await rows(
        tx,
        sql`update account set credentials = ${sealTokens(sealer, accountId, fresh)},
            sign_in_ends_at = ${moment(fresh.refreshExpiresAt)}
          where id = ${accountId} and credentials = ${stored} returning id`,
      );
      if (kept.length > 0) return fresh;
      // Somebody signed in again, disconnected or sealed anew while the provider was asked: what they left counts.
    }
  });
}

async function readSealed(tx: Db, accountId: string): Promise<string | null> {
  const [found] = await rows<{ credentials: string | null }>(
    tx,
    sql`select credentials from account where id = ${accountId}`,
  );
  return found?.credentials ?? null;
}
