import type { FastifyInstance } from 'fastify';
import { getRun } from '../../accounts/get-run.ts';
import { listRuns } from '../../accounts/runs/list-runs.ts';
import { syncNow } from '../../accounts/sync-now.ts';
import type { ServerDeps } from '../deps.ts';
import { on } from '../register.ts';

export function runRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { db } = deps;
  on(app, deps, 'syncNow', ({ actor, params, body }) =>
    syncNow(db, actor, { id: params.id, full: body?.full ?? false }),
  );
  on(app, deps, 'listRuns', ({ actor, params, query }) => listRuns(db, actor, { ...query, id: params.id }));
  on(app, deps, 'getRun', ({ actor, params }) => getRun(db, actor, params.id));
}
