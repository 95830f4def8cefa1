// Providers as people see them: everybody whether an account can be connected and whom to ask, administrators what is set.
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { isAdministrator } from '../access/permissions.ts';
import type { Db } from '../database/database.ts';
import { user } from '../database/schema.ts';
import type { ProviderId } from '../providers/manifests.ts';
import type { OAuth, Provider } from '../providers/provider.ts';
import { countByProvider } from './count-by-provider.ts';
import type { ProviderDeps } from './provider-deps.ts';
import { missingFor, type ProviderSettings, readProviderSettings } from './provider-settings.ts';
import { redirectAddress } from './redirect-address.ts';

/** Enough names to find somebody. */
const ADMINISTRATORS_SHOWN = 5;

export interface ProviderViewDeps extends ProviderDeps {
  /** RUBRICA_URL. */
  url: string;
}

export async function providerViews(deps: ProviderViewDeps, actor: Actor, providers: Provider[]) {
  const [settingsOf, administrators, accounts] = await Promise.all([
    readProviderSettings(deps),
    administratorNames(deps.db),
    isAdministrator(actor) ? countByProvider(deps.db) : null,
  ]);
  return providers.map((provider) => {
    const { id, name, signIn, capabilities } = provider;
    const settings = settingsOf(id);
    const missing = missingFor(actor, provider, settings);
    const { limits, labels, notes, nickname, anniversary, birthdayWithoutYear, photo, joinGroups } =
      capabilities;
    return {
      id: id as ProviderId,
      name,
      signIn,
      installed: settings.installed,
      enabled: settings.enabled,
      roles: settings.roles,
      ready: missing === null,
      missing,
      administrators,
      approvalAddress:
        provider.signIn === 'oauth'
          ? approvalAddress(provider.oauth, settings, redirectAddress(deps.url, id))
          : null,
      capabilities: { limits, labels, notes, nickname, anniversary, birthdayWithoutYear, photo, joinGroups },
      configuration: accounts && {
        ...(accounts.get(id) ?? { accounts: 0, refused: 0 }),
        client:
          provider.signIn === 'password'
            ? null
            : {
                clientId: settings.clientId?.value ?? null,
                clientIdFrom: settings.clientId?.from ?? null,
                hasSecret: settings.clientSecret !== null,
                secretFrom: settings.clientSecret?.from ?? null,
                redirectAddress: redirectAddress(deps.url, id),
              },
      },
    };
  });
}

/** Null where no approval is needed, or nobody is registered yet who could be approved. */
function approvalAddress(oauth: OAuth, { clientId }: ProviderSettings, redirectUri: string): string | null {
  if (!clientId) return null;
  return oauth.approvalUrl?.(clientId.value, redirectUri) ?? null;
}

async function administratorNames(db: Db): Promise<string[]> {
  const found = await db
    .select({ name: user.name })
    .from(user)
    .where(and(eq(user.role, 'administrator'), isNull(user.disabledAt)))
    .orderBy(asc(user.id))
    .limit(ADMINISTRATORS_SHOWN);
  return found.map(({ name }) => name);
}
