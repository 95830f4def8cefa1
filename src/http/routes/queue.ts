import type { FastifyInstance } from 'fastify';
import { importQueue } from '../../import-queue/import-queue.ts';
import { listQueue } from '../../import-queue/list-queue.ts';
import { updateQueue } from '../../import-queue/update-queue.ts';
import type { ServerDeps } from '../deps.ts';
import { on } from '../register.ts';

export function queueRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { db } = deps;
  on(app, deps, 'listQueue', ({ actor, params, query }) => listQueue(db, actor, { ...query, id: params.id }));
  on(app, deps, 'updateQueue', ({ actor, params, body }) =>
    updateQueue(db, actor, { ...body, id: params.id }),
  );
  on(app, deps, 'importQueue', ({ actor, params }) => importQueue(db, actor, params.id));
}
