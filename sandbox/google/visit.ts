import type { IncomingMessage } from 'node:http';
import { bearerOf } from '../oauth/credentials.ts';
import type { Visit } from '../server/listen.ts';
import type { Account } from './account.ts';
import type { Request, World } from './answer.ts';
import type { StaleEffect } from './faults.ts';
import { handle, recognise } from './handle.ts';

/** How a request is received: whose it is, what it is for, and which other mutation it meets. */
export const visitGoogle =
  (world: World) =>
  (message: IncomingMessage, url: URL): Visit<Request, StaleEffect> => {
    const head = headOf(message, url, world);
    const { overlaps, leave } = beginMutation(head, world);
    return {
      head,
      takesMs: head.method?.mutates ? world.behaviour.mutationMs : 0,
      answer: (request, effects) =>
        handle(request, world, { stale: effects.some((effect) => 'stale' in effect), overlaps }),
      leave,
    };
  };

function headOf({ headers, method: verb = 'GET' }: IncomingMessage, url: URL, world: World) {
  const path = url.pathname.replaceAll('%3A', ':');
  const sub = world.grants.owner(bearerOf(headers.authorization));
  const user = world.accounts.find((account) => account.sub === sub)?.email;
  return { verb, path, query: url.searchParams, headers, user, ...recognise(verb, path) };
}

/** Counts the mutations of one user that are under way at once, from the first byte in to the answer. */
function beginMutation(head: Omit<Request, 'body'>, world: World): { overlaps: boolean; leave: () => void } {
  const account: Account | undefined = world.accounts.find((one) => one.email === head.user);
  if (!account || !head.method?.mutates) return { overlaps: false, leave: () => {} };
  const overlaps = account.mutating > 0;
  if (overlaps) world.counters.overlappingMutations += 1;
  account.mutating += 1;
  let open = true;
  return {
    overlaps,
    leave: () => {
      if (open) account.mutating -= 1;
      open = false;
    },
  };
}
