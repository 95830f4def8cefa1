import { eq, sql } from 'drizzle-orm';
import type { Actor, Role } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import { demandDoor } from '../access/doors.ts';
import { fulfilWish } from '../access/requests/wish.ts';
import type { Db } from '../database/database.ts';
import { emit, wakeDispatcher } from '../database/notify.ts';
import { providerSetting } from '../database/schema.ts';
import { due } from '../database/tables/due.ts';
import { AppError } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';
import { missingOf, readProviderSettings, sealClientSecret } from './provider-settings.ts';
import { type ProviderViewDeps, providerViews } from './provider-view.ts';

export interface UpdateProvider {
  id: string;
  installed?: boolean | undefined;
  enabled?: boolean | undefined;
  /** Whom it is offered to besides administrators. */
  roles?: Role[] | undefined;
  /** null takes it out. */
  clientId?: string | null | undefined;
  clientSecret?: string | null | undefined;
}

/**
 * Changes what is named. Switching a provider off loses nothing: its accounts wait, and go on when it is switched on again.
 * @throws AppError 'not-allowed', 'not-found', 'invalid-values' for what the environment has set
 */
export async function updateProvider(deps: ProviderViewDeps, actor: Actor, input: UpdateProvider) {
  await demandDoor(deps.db, actor, 'updateProvider');
  const { id, installed, enabled, roles, clientId, clientSecret } = input;
  const provider = deps.providers(id);
  if (!provider) throw new AppError('not-found');
  checkClient(deps, provider, input);
  const set = {
    ...(installed !== undefined && { installed }),
    ...(enabled !== undefined && { enabled }),
    ...(roles !== undefined && { roles: [...new Set<Role>(['administrator', ...roles])] }),
    ...(clientId !== undefined && { clientId: clientId?.trim() || null }),
    ...(clientSecret !== undefined && {
      clientSecret: clientSecret?.trim() ? sealClientSecret(deps.sealer, id, clientSecret.trim()) : null,
    }),
  };
  await deps.db.transaction(async (tx) => {
    const before = (await readProviderSettings({ ...deps, db: tx as Db }))(id);
    await tx
      .insert(providerSetting)
      .values({ provider: id, installed: before.installed })
      .onConflictDoNothing();
    await tx
      .update(providerSetting)
      .set({ ...set, updatedAt: sql`now()` })
      .where(eq(providerSetting.provider, id));
    await noteAudit(tx, actor.userId, 'provider.changed', id);
    const after = (await readProviderSettings({ ...deps, db: tx as Db }))(id);
    const isUsable = missingOf(provider, after) === null;
    await lookAgain(tx as Db, id, isUsable);
    if (isUsable && after.roles.includes('user')) {
      await fulfilWish(tx as Db, `provider.${id}`);
      await emit(tx, { type: 'access.requested' }, { userId: actor.userId });
    }
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

/** What the settings were in the way of goes on without waiting for its turn, and what they are in the way of now is paused. */
async function lookAgain(tx: Db, provider: string, isUsable: boolean): Promise<void> {
  const concerned = isUsable
    ? sql`state = 'failing' and problem ->> 'code' in ('provider-not-installed', 'provider-not-ready', 'client-refused')`
    : sql`state = 'active'`;
  await tx.execute(sql`
    update account
    set ${due('routine')}
    where provider = ${provider} and ${concerned}`);
  await wakeDispatcher(tx);
}
