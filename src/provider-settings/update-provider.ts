import { eq, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import { demandDoor } from '../access/doors.ts';
import type { Db } from '../database/database.ts';
import { wakeDispatcher } from '../database/notify.ts';
import { providerSetting } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';
import { sealClientSecret } from './provider-settings.ts';
import { type ProviderViewDeps, providerViews } from './provider-view.ts';

export interface UpdateProvider {
  id: string;
  installed?: boolean | undefined;
  /** null takes it out. */
  clientId?: string | null | undefined;
  clientSecret?: string | null | undefined;
}

/**
 * Changes what is named. Taking a provider out loses nothing: its accounts wait, and go on when it is installed again.
 * @throws AppError 'not-allowed', 'not-found', 'invalid-values' for what the environment has set
 */
export async function updateProvider(deps: ProviderViewDeps, actor: Actor, input: UpdateProvider) {
  await demandDoor(deps.db, actor, 'updateProvider');
  const { id, installed, clientId, clientSecret } = input;
  const provider = deps.providers(id);
  if (!provider) throw new AppError('not-found');
  checkClient(deps, provider, input);
  const set = {
    ...(installed !== undefined && { installed }),
    ...(clientId !== undefined && { clientId: clientId?.trim() || null }),
    ...(clientSecret !== undefined && {
      clientSecret: clientSecret?.trim() ? sealClientSecret(deps.sealer, id, clientSecret.trim()) : null,
    }),
  };
  await deps.db.transaction(async (tx) => {
    await tx.insert(providerSetting).values({ provider: id }).onConflictDoNothing();
    await tx
      .update(providerSetting)
      .set({ ...set, updatedAt: sql`now()` })
      .where(eq(providerSetting.provider, id));
    await noteAudit(tx, actor.userId, 'provider.changed', id);
    if (installed !== false) await tryFailedAgain(tx, id);
  });
  const [view] = await providerViews(deps, actor, [provider]);
  return view!;
}

function checkClient(deps: ProviderViewDeps, provider: Provider, input: UpdateProvider): void {
  const environment = deps.environmentClient?.(provider.id);
  const fields: Record<string, string> = {};
  for (const name of ['clientId', 'clientSecret'] as const) {
    if (input[name] === undefined) continue;
    if (provider.signIn === 'password') fields[name] = 'signs-in-with-password';
    else if (environment?.[name]) fields[name] = 'set-by-environment';
  }
  if (Object.keys(fields).length > 0) throw new AppError('invalid-values', undefined, { fields });
}

/** What the settings were in the way of need not wait for its turn. */
async function tryFailedAgain(tx: Db, provider: string): Promise<void> {
  await tx.execute(sql`
    update account set next_run_at = now() where provider = ${provider} and state = 'failing'
      and problem ->> 'code' in ('provider-not-installed', 'provider-not-ready', 'client-refused')`);
  await wakeDispatcher(tx);
}
