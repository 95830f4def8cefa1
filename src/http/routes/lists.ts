import type { FastifyInstance } from 'fastify';
import { editRecords } from '../../records/bulk/edit-records.ts';
import { undoEdit } from '../../records/bulk/undo-edit.ts';
import { createLabel, deleteLabel, updateLabel } from '../../records/labels/change-label.ts';
import { listLabels } from '../../records/labels/list-labels.ts';
import { mergeLabels } from '../../records/labels/merge-labels.ts';
import { listOwners } from '../../records/lists/list-owners.ts';
import { arrangeList, createView, deleteView, listViews, updateView } from '../../records/lists/views.ts';
import type { ServerDeps } from '../deps.ts';
import { on } from '../register.ts';

export function listRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { db } = deps;
  on(app, deps, 'listViews', ({ actor }) => listViews(db, actor));
  on(app, deps, 'createView', ({ actor, body }) => createView(db, actor, body));
  on(app, deps, 'updateView', ({ actor, params, body }) => updateView(db, actor, { ...body, id: params.id }));
  on(app, deps, 'deleteView', async ({ actor, params }) => {
    await deleteView(db, actor, params.id);
    return null;
  });
  on(app, deps, 'arrangeList', async ({ actor, body }) => {
    await arrangeList(db, actor, body);
    return null;
  });
  on(app, deps, 'listOwners', () => listOwners(db));
  on(app, deps, 'listLabels', () => listLabels(db));
  on(app, deps, 'createLabel', ({ actor, body }) => createLabel(db, actor, body));
  on(app, deps, 'updateLabel', ({ actor, params, body }) =>
    updateLabel(db, actor, { ...body, id: params.id }),
  );
  on(app, deps, 'deleteLabel', async ({ actor, params }) => {
    await deleteLabel(db, actor, params.id);
    return null;
  });
  on(app, deps, 'mergeLabels', ({ actor, params, body }) =>
    mergeLabels(db, actor, { id: params.id, into: body.into }),
  );
  on(app, deps, 'editRecords', ({ actor, body }) => editRecords(db, actor, body));
  on(app, deps, 'undoEdit', ({ actor, params }) => undoEdit(db, actor, params.id));
}
