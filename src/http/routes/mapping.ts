import type { FastifyInstance } from 'fastify';
import { changeMapping } from '../../accounts/mapping/change-mapping.ts';
import { getMapping } from '../../accounts/mapping/get-mapping.ts';
import { previewMapping } from '../../accounts/mapping/preview-mapping.ts';
import { reachingFrom, type ServerDeps } from '../deps.ts';
import { on } from '../register.ts';

export function mappingRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const reaching = reachingFrom(deps);
  on(app, deps, 'getMapping', ({ actor, params }) => getMapping(reaching, actor, params.id));
  on(app, deps, 'changeMapping', ({ actor, params, body }) =>
    changeMapping(reaching, actor, { ...body, id: params.id }),
  );
  on(app, deps, 'previewMapping', ({ actor, params, body }) =>
    previewMapping(reaching, actor, { ...body, id: params.id }),
  );
}
