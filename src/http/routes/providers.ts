import type { FastifyInstance } from 'fastify';
import { checkProvider } from '../../provider-settings/check-provider.ts';
import { listProviders } from '../../provider-settings/list-providers.ts';
import { updateProvider } from '../../provider-settings/update-provider.ts';
import { reachingFrom, type ServerDeps } from '../deps.ts';
import { on } from '../register.ts';

export function providerRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const reaching = reachingFrom(deps);
  on(app, deps, 'listProviders', ({ actor }) => listProviders(reaching, actor, deps.providers.values()));
  on(app, deps, 'updateProvider', ({ actor, params, body }) =>
    updateProvider(reaching, actor, { ...body, id: params.id }),
  );
  on(app, deps, 'checkProvider', ({ actor, params }) => checkProvider(reaching, actor, params.id));
}
