import type { FastifyInstance } from 'fastify';
import { createField } from '../../records/fields/create-field.ts';
import { deleteField } from '../../records/fields/delete-field.ts';
import { listFields } from '../../records/fields/list-fields.ts';
import { previewField } from '../../records/fields/preview-field.ts';
import { createSection, deleteSection, listSections, updateSection } from '../../records/fields/sections.ts';
import { updateField } from '../../records/fields/update-field.ts';
import { reachingFrom, type ServerDeps } from '../deps.ts';
import { on } from '../register.ts';

export function fieldRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { db } = deps;
  on(app, deps, 'listFields', async ({ query }) => ({
    items: await listFields(db, query),
    sections: await listSections(db, query.kind),
  }));
  on(app, deps, 'createSection', ({ actor, body }) => createSection(db, actor, body));
  on(app, deps, 'updateSection', ({ actor, params, body }) =>
    updateSection(db, actor, { ...params, ...body }),
  );
  on(app, deps, 'deleteSection', async ({ actor, params, body }) => {
    await deleteSection(db, actor, { ...params, ...body });
    return null;
  });
  on(app, deps, 'createField', ({ actor, body }) => createField(db, actor, body));
  on(app, deps, 'updateField', ({ actor, params, body }) => updateField(db, actor, { ...params, ...body }));
  on(app, deps, 'deleteField', async ({ actor, params }) => {
    await deleteField(db, actor, params.id);
    return null;
  });
  on(app, deps, 'previewField', ({ actor, params }) => previewField(reachingFrom(deps), actor, params.id));
}
