import type { FastifyInstance } from 'fastify';
import { listFields } from '../../records/fields/list-fields.ts';
import type { ServerDeps } from '../deps.ts';
import { on } from '../register.ts';

export function fieldRoutes(app: FastifyInstance, deps: ServerDeps): void {
  on(app, deps, 'listFields', async ({ query }) => ({ items: await listFields(deps.db, query) }));
}
