import type { FastifyInstance } from 'fastify';
import { compareCard } from '../../import-queue/compare-card.ts';
import { deleteSecondCards } from '../../import-queue/delete-second-cards.ts';
import { importQueue } from '../../import-queue/import-queue.ts';
import { listQueue } from '../../import-queue/list-queue.ts';
import { updateQueue } from '../../import-queue/update-queue.ts';
import { reachingFrom, type ServerDeps } from '../deps.ts';
import { on } from '../register.ts';

export function queueRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { db } = deps;
  const reaching = reachingFrom(deps);
  on(app, deps, 'listQueue', ({ actor, params, query }) => listQueue(db, actor, { ...query, id: params.id }));
  on(app, deps, 'updateQueue', ({ actor, params, body }) =>
    updateQueue(db, actor, { ...body, id: params.id }),
  );
  on(app, deps, 'importQueue', ({ actor, params }) => importQueue(db, actor, params.id));
  on(app, deps, 'compareCard', ({ actor, params, query }) =>
    compareCard(reaching, actor, { ...query, id: params.id }),
  );
  on(app, deps, 'deleteSecondCards', ({ actor, params, body }) =>
    deleteSecondCards(db, actor, { ...body, id: params.id }),
  );
}
