// GET /oauth/callback/:provider: where providers send people back to. Whatever happens, the answer is a page of the
// interface; what went wrong travels there as a code of the catalogue, never in the provider's words.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerApproval } from '../../accounts/sign-in/answer-approval.ts';
import { finishSignIn, SignInFailed } from '../../accounts/sign-in/finish-sign-in.ts';
import { AppError, type ErrorCode } from '../../errors.ts';
import { admit } from '../admit.ts';
import { reachingFrom, type ServerDeps } from '../deps.ts';
import { HIDDEN } from '../openapi.ts';
import { clearSignInCookie, signInCookieOf } from '../sign-in-cookie.ts';

export function signInRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { url } = deps.config;
  app.get<{ Params: { provider: string } }>(
    '/oauth/callback/:provider',
    { schema: HIDDEN },
    async (request, reply) => {
      const { provider } = request.params;
      reply.header('cache-control', 'no-store');
      const outcome = await answerApproval(deps.db, { provider, query: queryOf(request) });
      if (outcome) return reply.redirect(addressOf(url, '/approval', { outcome, provider }), 303);
      try {
        const { accountId, isNew } = await finish(app, deps, request, reply);
        clearSignInCookie(reply, url);
        // A new account is met where its cards come in.
        const page = isNew ? `/accounts/${accountId}/queue` : `/accounts/${accountId}`;
        return reply.redirect(addressOf(url, page, { signedIn: isNew ? 'new' : 'again' }), 303);
      } catch (error) {
        const { problem, accountId } = failureOf(deps, error);
        const page = accountId ? `/accounts/${accountId}` : '/accounts/new';
        return reply.redirect(addressOf(url, page, { problem, provider }), 303);
      }
    },
  );
}

const queryOf = ({ url }: Pick<FastifyRequest, 'url'>): string => url.split('?', 2)[1] ?? '';

async function finish(
  app: FastifyInstance,
  deps: ServerDeps,
  request: FastifyRequest<{ Params: { provider: string } }>,
  reply: FastifyReply,
) {
  await admit(deps.db, app.auth, 'user', request, reply);
  const { userId } = request.actor!;
  await app.limiter.count('callback', userId);
  const signedIn = await finishSignIn(reachingFrom(deps), request.actor!, {
    provider: request.params.provider,
    query: queryOf(request),
    browserSecret: signInCookieOf(request, deps.config.url),
  });
  await app.limiter.takeBack('callback', userId);
  return signedIn;
}

function failureOf({ log }: ServerDeps, error: unknown): { problem: ErrorCode; accountId: string | null } {
  if (error instanceof SignInFailed) {
    log.info('sign-in at a provider failed', { code: error.reason.code, error: error.reason.cause });
    return { problem: error.reason.code, accountId: error.accountId };
  }
  // Whoever is not signed in here is asked to sign in first and then sees why the way back led nowhere.
  if (error instanceof AppError)
    return { problem: error.code === 'not-signed-in' ? 'sign-in-lapsed' : error.code, accountId: null };
  log.error('sign-in at a provider failed', { error });
  return { problem: 'internal', accountId: null };
}

function addressOf(url: string, path: string, search: Record<string, string>): string {
  const address = new URL(path, url);
  for (const [name, value] of Object.entries(search)) address.searchParams.set(name, value);
  return address.href;
}
