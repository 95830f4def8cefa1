import type { FastifyInstance } from 'fastify';
import { planDisconnect } from '../../accounts/disconnect/plan-disconnect.ts';
import { stayConnected } from '../../accounts/disconnect/stay-connected.ts';
import { getRun } from '../../accounts/get-run.ts';
import { endingGrant } from '../../accounts/sign-in/end-grant.ts';
import { listConflicts } from '../../conflicts/list-conflicts.ts';
import { resolveConflict } from '../../conflicts/resolve-conflict.ts';
import { findImport } from '../../files/imports/own-import.ts';
import { undoFileImport } from '../../files/imports/undo-file-import.ts';
import { decideMatch } from '../../import-queue/decide-match.ts';
import { decideDeletions } from '../../plans/decide-deletion.ts';
import { approveRun, discardRun } from '../../plans/decide-run.ts';
import { discardHeld } from '../../plans/discard-held.ts';
import { explainRecord, retryRecord } from '../../plans/explain-record.ts';
import { listHeld } from '../../plans/held-cards.ts';
import { planOfRun } from '../../plans/plan-of-run.ts';
import { listTrashedCards, restoreTrashedCard } from '../../plans/trashed-cards.ts';
import { undoRun } from '../../plans/undo-run.ts';
import { reachingFrom, type ServerDeps } from '../deps.ts';
import { on } from '../register.ts';

/** Plans, holds, undo, conflicts, trashed cards, and "why". */
export function safetyRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { db } = deps;
  on(app, deps, 'getPlan', ({ actor, params, query }) => planOfRun(db, actor, { ...query, id: params.id }));
  on(app, deps, 'approveRun', async ({ actor, params, body }) => {
    const { accountId } = await getRun(db, actor, params.id);
    // What waits may be a plan to disconnect.
    return endingGrant(reachingFrom(deps), accountId, () =>
      approveRun(db, actor, { id: params.id, class: body?.class }),
    );
  });
  on(app, deps, 'discardRun', ({ actor, params, body }) =>
    discardRun(db, actor, { id: params.id, class: body?.class }),
  );
  on(app, deps, 'planDisconnect', ({ actor, params, body }) =>
    planDisconnect(db, actor, { id: params.id, cards: body.cards }),
  );
  on(app, deps, 'stayConnected', ({ actor, params }) => stayConnected(db, actor, params.id));
  on(app, deps, 'undoRun', async ({ actor, params, body }) =>
    (await findImport(db, actor, params.id))
      ? undoFileImport(db, actor, params.id)
      : undoRun(db, actor, { id: params.id, actionId: body?.actionId }),
  );
  on(app, deps, 'listConflicts', ({ actor, query }) => listConflicts(db, actor, query));
  on(app, deps, 'resolveConflict', ({ actor, params, body }) =>
    resolveConflict(db, actor, { id: params.id, values: body.values }),
  );
  on(app, deps, 'listTrashedCards', ({ actor, query }) => listTrashedCards(db, actor, query));
  on(app, deps, 'restoreTrashedCard', ({ actor, params }) => restoreTrashedCard(db, actor, params.id));
  on(app, deps, 'explainRecord', ({ actor, params }) => explainRecord(db, actor, params.id));
  on(app, deps, 'listHeld', ({ actor, params, query }) => listHeld(db, actor, { ...query, id: params.id }));
  on(app, deps, 'discardHeld', ({ actor, params, body }) =>
    discardHeld(db, actor, { id: params.id, recordId: body.recordId }),
  );
  on(app, deps, 'decideDeletion', ({ actor, params, body }) =>
    decideDeletions(db, actor, { ...body, recordId: params.id }),
  );
  on(app, deps, 'decideDeletions', ({ actor, params, body }) =>
    decideDeletions(db, actor, { ...body, accountId: params.id }),
  );
  on(app, deps, 'retryRecord', ({ actor, params }) => retryRecord(db, actor, params.id));
  on(app, deps, 'decideMatch', ({ actor, params, body }) =>
    decideMatch(db, actor, { ...body, id: params.id }),
  );
}
