import type { FastifyInstance } from 'fastify';
import { compareCard } from '../../import-queue/compare-card.ts';
import { countFacets } from '../../import-queue/count-facets.ts';
import { deleteSecondCards } from '../../import-queue/delete-second-cards.ts';
import { importQueue } from '../../import-queue/import-queue.ts';
import { listQueue } from '../../import-queue/list-queue.ts';
import { applyRules, previewRule } from '../../import-queue/rules/apply-rules.ts';
import { createRule, deleteRule, listRules, updateRule } from '../../import-queue/rules/manage-rules.ts';
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
  on(app, deps, 'countFacets', ({ actor, params, query }) =>
    countFacets(db, actor, { ...query, id: params.id }),
  );
  on(app, deps, 'listRules', ({ actor, params }) => listRules(db, actor, params.id));
  on(app, deps, 'createRule', ({ actor, params, body }) => createRule(db, actor, { ...body, id: params.id }));
  on(app, deps, 'updateRule', ({ actor, params, body }) => updateRule(db, actor, { ...body, ...params }));
  on(app, deps, 'deleteRule', ({ actor, params }) => deleteRule(db, actor, params));
  on(app, deps, 'previewRule', ({ actor, params, body }) =>
    previewRule(db, actor, { ...body, id: params.id }),
  );
  on(app, deps, 'applyRules', ({ actor, params, body }) => applyRules(db, actor, { ...body, id: params.id }));
  on(app, deps, 'deleteSecondCards', ({ actor, params, body }) =>
    deleteSecondCards(db, actor, { ...body, id: params.id }),
  );
}
