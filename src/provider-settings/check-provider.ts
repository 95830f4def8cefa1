import type { Actor } from '../access/actor.ts';
import { noteAudit } from '../access/audit.ts';
import { demandDoor } from '../access/doors.ts';
import { type AccountDeps, uncounted, whileWaiting } from '../accounts/account-deps.ts';
import { problemCode, problemView } from '../accounts/provider-problem.ts';
import { AppError } from '../errors.ts';
import { ProviderError } from '../providers/provider.ts';
import type { ProviderViewDeps } from './provider-view.ts';
import { readyProvider } from './ready-provider.ts';
import { redirectAddress } from './redirect-address.ts';

/**
 * Asks the provider whether it accepts the client as it is set. What is wrong is the answer, with the provider's reason and what to do about it.
 * @throws AppError 'not-allowed', 'not-found'
 */
export async function checkProvider(
  deps: ProviderViewDeps & Pick<AccountDeps, 'createIo'>,
  actor: Actor,
  id: string,
) {
  await demandDoor(deps.db, actor, 'checkProvider');
  if (!deps.providers(id)) throw new AppError('not-found');
  await noteAudit(deps.db, actor.userId, 'provider.checked', id);
  try {
    const { provider, client } = await readyProvider(deps, id);
    if (client)
      await provider.oauth.check(
        client,
        redirectAddress(deps.url, id),
        deps.createIo(uncounted, whileWaiting()),
      );
    return { ok: true, problem: null, advice: null };
  } catch (error) {
    const code = problemCode(error);
    if (code === 'internal') throw error;
    const detail = (error as Error).message;
    const problem = problemView(actor, { code, detail, at: new Date().toISOString() });
    return { ok: false, problem, advice: (error instanceof ProviderError && error.advice) || null };
  }
}
