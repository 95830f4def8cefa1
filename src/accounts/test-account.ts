import type { Actor } from '../access/actor.ts';
import { demandDoor } from '../access/doors.ts';
import { AppError, ERRORS } from '../errors.ts';
import { readyProvider } from '../provider-settings/ready-provider.ts';
import type { Discovery, PasswordCredentials, Provider } from '../providers/provider.ts';
import { type AccountDeps, uncounted, whileWaiting } from './account-deps.ts';
import { findAccount } from './find-account.ts';
import { asking, codeOf } from './provider-problem.ts';

/** Signs in and reports what is there. Nothing is stored, nothing is written anywhere. @throws AppError */
export async function testAccount(
  deps: AccountDeps,
  actor: Actor,
  input: { provider: string } & PasswordCredentials,
  left?: AbortSignal,
) {
  const { discovery } = await discover(deps, actor, input, left);
  const { identity, books, groups, missing = [] } = discovery;
  const counts = books.map(({ cards }) => cards);
  return {
    identity,
    books: books.map(({ name, readOnly, cards }) => ({ name, readOnly, cards })),
    groups: groups.map(({ id, name, cards }) => ({ id: id ?? null, name, cards })),
    cards: counts.includes(null) ? null : counts.reduce<number>((sum, cards) => sum + cards!, 0),
    missing: missing.map(({ address, problem }) => {
      const code = codeOf(problem);
      return { address, code, title: ERRORS[code].title };
    }),
    connectedAs: await findAccount(deps.db, actor, input.provider, identity),
  };
}

/**
 * What a provider says about credentials, for as long as the person waits. `left` aborts when they do not any more.
 * @throws AppError with the reason in the catalogue's words
 */
export async function discover(
  deps: AccountDeps,
  actor: Actor,
  input: { provider: string } & PasswordCredentials,
  left?: AbortSignal,
): Promise<{ provider: Provider; discovery: Discovery }> {
  await demandDoor(deps.db, actor, 'testAccount');
  const { provider, client } = await readyProvider(deps, input.provider, actor);
  if (client !== null) {
    const detail = 'One signs in to this account at its provider.';
    throw new AppError('bad-request', detail, { fields: { provider: detail } });
  }
  const { username, password, url } = input;
  const credentials = { username, password, ...(url ? { url } : {}) };
  const io = deps.createIo(uncounted, whileWaiting(left));
  return { provider, discovery: await asking(provider.discover(credentials, io)) };
}
