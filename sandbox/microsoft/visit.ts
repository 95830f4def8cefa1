import type { IncomingMessage } from 'node:http';
import { bearerOf } from '../oauth/credentials.ts';
import type { Visit } from '../server/listen.ts';
import { queryOf } from './graph/route.ts';
import { handle, recognise } from './handle.ts';
import type { Request, World } from './world.ts';

/** How a request is received: whose it is, what it is for, and how many others of its app are at the same mailbox. */
export const visitMicrosoft =
  (world: World) =>
  ({ headers, method: verb = 'GET' }: IncomingMessage, url: URL): Visit<Request, never> => {
    const access = world.grants.access(bearerOf(headers.authorization));
    const found = recognise(verb, url.pathname);
    // What stands in an address of Graph is not what stands in a form: only %20 is a blank.
    const query = /^\/v1\.0(\/|$)/i.test(url.pathname) ? queryOf(url.search) : url.searchParams;
    const head = { verb, path: url.pathname, query, headers, access, user: access?.user.email, ...found };
    const { method } = found;
    // A batch takes no place itself; what is inside takes one each.
    const place =
      access && method && method.name !== 'batch'
        ? access.user.budget.enter(access.clientId, world.behaviour)
        : undefined;
    return {
      head,
      takesMs: method && method.name !== 'batch' && !place?.refusal ? world.behaviour.requestMs : 0,
      answer: (request) => handle(request, world, place?.refusal),
      leave: () => place?.leave(),
    };
  };
