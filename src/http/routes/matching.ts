import type { FastifyInstance } from 'fastify';
import { listCompanyNames } from '../../records/companies/company-names.ts';
import { decideCompanyName } from '../../records/companies/decide-company-name.ts';
import {
  dismissDuplicate,
  mergeDuplicate,
  mergeDuplicates,
  unmergeDuplicates,
} from '../../records/duplicates/decide-duplicate.ts';
import { deleteLeftOver } from '../../records/duplicates/delete-left-over.ts';
import { listDuplicates } from '../../records/duplicates/list-duplicates.ts';
import type { ServerDeps } from '../deps.ts';
import { on } from '../register.ts';

/** Which records are one and the same, and which company a name means. */
export function matchingRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { db } = deps;
  on(app, deps, 'listDuplicates', ({ actor, query }) => listDuplicates(db, actor, query));
  on(app, deps, 'mergeDuplicate', async ({ actor, params, body }) => {
    const merged = await mergeDuplicate(db, actor, { ...body, id: params.id });
    return { ...merged, cards: await deleteLeftOver(db, actor, [merged.mergedId], body?.secondCards) };
  });
  on(app, deps, 'mergeDuplicates', async ({ actor, body }) => {
    const done = await mergeDuplicates(db, actor, body);
    const mergedIds = done.merged.map(({ mergedId }) => mergedId);
    return { ...done, cards: await deleteLeftOver(db, actor, mergedIds, body.secondCards) };
  });
  on(app, deps, 'unmergeDuplicates', ({ actor, body }) => unmergeDuplicates(db, actor, body));
  on(app, deps, 'dismissDuplicate', ({ actor, params, body }) =>
    dismissDuplicate(db, actor, { id: params.id, undo: body?.undo }),
  );
  on(app, deps, 'listCompanyNames', ({ query }) => listCompanyNames(db, query));
  on(app, deps, 'decideCompanyName', ({ actor, body }) => decideCompanyName(db, actor, body));
}
