// A new secret key: everything sealed is sealed again with it, beside servers and workers that go on. Stopped half-way,
// both keys are there, and running it again finishes it.
import { and, eq, isNotNull } from 'drizzle-orm';
import { createSealer, isSealedWith, type Sealer } from '../access/seal.ts';
import { credentialsPlace } from '../accounts/credentials.ts';
import type { Db } from '../database/database.ts';
import { account, oauthState, providerSetting } from '../database/schema.ts';
import { clientSecretPlace } from '../provider-settings/provider-settings.ts';
import { addSecretKey, dropOldSecretKeys, secretKeys } from '../secret-key.ts';
import { StartError } from '../start-error.ts';
import type { Command } from './command.ts';
import { withStorage } from './with-storage.ts';

/** A value sealed anew meanwhile is looked at once more. */
const MOST_ROUNDS = 5;

export const rotateKey: Command = {
  takes: '',
  summary: 'Replace the key that seals stored passwords and tokens, and seal them again with the new one',
  arity: [0, 0],
  options: {},
  help: [
    'With RUBRICA_SECRET_KEY: put the new key there and the one it replaces into RUBRICA_OLD_SECRET_KEY, restart every',
    'process of Rubrica, run this, and take the old key away.',
  ],
  run: (invocation) =>
    withStorage(invocation, async ({ database: { db } }) => {
      const config = invocation.config();
      const isGiven = config.secrets.secretKey() !== null;
      if (isGiven && config.secrets.oldSecretKey() === null)
        throw new StartError(
          'The key comes from RUBRICA_SECRET_KEY: put a new one there and the old one into RUBRICA_OLD_SECRET_KEY, restart Rubrica, and run this again.',
        );
      // One that was not finished is finished first: its new key stays.
      if (!isGiven && secretKeys(config).length === 1) addSecretKey(config.data);
      const [key] = secretKeys(config);
      const sealer = createSealer(() => secretKeys(config));
      const resealed = await resealAll(db, sealer, key);
      if (!isGiven) dropOldSecretKeys(config.data);
      const next = isGiven
        ? 'Nothing needs RUBRICA_OLD_SECRET_KEY any more: take it away.'
        : 'The old key is gone. Keep a copy of the new one, apart from backups; older backups need the old key.';
      invocation.answer(`${resealed} sealed again. ${next} Everybody signs in anew after the next start.`, {
        resealed,
      });
      return 0;
    }),
};

async function resealAll(db: Db, sealer: Sealer, key: Buffer): Promise<number> {
  // Sign-ins under way live ten minutes: they begin anew.
  await db.delete(oauthState);
  let resealed = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const changed = (await resealAccounts(db, sealer, key)) + (await resealProviders(db, sealer, key));
    if (changed === 0) return resealed;
    resealed += changed;
  }
  throw new StartError(
    'Something goes on sealing with the old key: restart every process of Rubrica, and run this again.',
  );
}

async function resealAccounts(db: Db, sealer: Sealer, key: Buffer): Promise<number> {
  const rows = await db
    .select({ id: account.id, sealed: account.credentials })
    .from(account)
    .where(isNotNull(account.credentials));
  const due = rows.filter(({ sealed }) => !isSealedWith(key, sealed!));
  for (const { id, sealed } of due) {
    const place = credentialsPlace(id);
    // Whoever wrote in the meantime wrote what counts; the next round looks at it.
    await db
      .update(account)
      .set({ credentials: sealer.seal(sealer.open(sealed!, place), place) })
      .where(and(eq(account.id, id), eq(account.credentials, sealed!)));
  }
  return due.length;
}

async function resealProviders(db: Db, sealer: Sealer, key: Buffer): Promise<number> {
  const rows = await db
    .select({ id: providerSetting.provider, sealed: providerSetting.clientSecret })
    .from(providerSetting)
    .where(isNotNull(providerSetting.clientSecret));
  const due = rows.filter(({ sealed }) => !isSealedWith(key, sealed!));
  for (const { id, sealed } of due) {
    const place = clientSecretPlace(id);
    await db
      .update(providerSetting)
      .set({ clientSecret: sealer.seal(sealer.open(sealed!, place), place) })
      .where(and(eq(providerSetting.provider, id), eq(providerSetting.clientSecret, sealed!)));
  }
  return due.length;
}
