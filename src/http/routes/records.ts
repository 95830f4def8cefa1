import type { FastifyInstance } from 'fastify';
import { createRecord } from '../../records/create-record.ts';
import { deleteRecord, deleteRecords } from '../../records/delete-records.ts';
import { deleteLeftOver } from '../../records/duplicates/delete-left-over.ts';
import { listSimilar } from '../../records/duplicates/similar-records.ts';
import { flagRecords } from '../../records/flag-records.ts';
import { getRecord } from '../../records/get-record.ts';
import { listChanges } from '../../records/history/list-changes.ts';
import { listTimeline } from '../../records/history/list-timeline.ts';
import { undoChange } from '../../records/history/undo-change.ts';
import { convertRecord } from '../../records/kinds/convert-record.ts';
import { listRecords } from '../../records/list-records.ts';
import { mergeRecords } from '../../records/merge/merge-records.ts';
import { previewMerge } from '../../records/merge/preview-merge.ts';
import { listNotes } from '../../records/notes/list-notes.ts';
import { addNote, deleteNote, restoreNote, updateNote } from '../../records/notes/write-notes.ts';
import { restoreRecord } from '../../records/restore-record.ts';
import { setFlag } from '../../records/set-flag.ts';
import { updateRecord } from '../../records/update-record.ts';
import type { ServerDeps } from '../deps.ts';
import { on } from '../register.ts';
import { versionFrom } from '../version-from.ts';

export function recordRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { db } = deps;
  on(app, deps, 'listRecords', ({ actor, query }) => listRecords(db, actor, query));
  on(app, deps, 'createRecord', ({ actor, body }) => createRecord(db, actor, body));
  on(app, deps, 'getRecord', ({ actor, params }) => getRecord(db, actor, params.id));
  on(app, deps, 'updateRecord', ({ actor, params, body, request }) =>
    updateRecord(db, actor, {
      ...body,
      id: params.id,
      expectVersion: versionFrom(request.headers['if-match']),
    }),
  );
  on(app, deps, 'deleteRecord', async ({ actor, params }) => {
    await deleteRecord(db, actor, params.id);
    return null;
  });
  on(app, deps, 'deleteRecords', ({ actor, body }) => deleteRecords(db, actor, body.ids));
  on(app, deps, 'restoreRecord', ({ actor, params }) => restoreRecord(db, actor, params.id));
  on(app, deps, 'convertRecord', ({ actor, params, body, request }) =>
    convertRecord(db, actor, {
      ...body,
      id: params.id,
      expectVersion: versionFrom(request.headers['if-match']),
    }),
  );
  on(app, deps, 'previewMerge', ({ actor, params, query }) =>
    previewMerge(db, actor, { ...query, id: params.id }),
  );
  on(app, deps, 'mergeRecords', async ({ actor, params, body: { secondCards, ...body } }) => {
    const merged = await mergeRecords(db, actor, { ...body, id: params.id });
    return { ...merged, cards: await deleteLeftOver(db, actor, [body.recordId], secondCards) };
  });
  on(app, deps, 'listSimilar', ({ params }) => listSimilar(db, params.id));
  on(app, deps, 'setFlag', ({ actor, params }) => setFlag(db, actor, { id: params.id, flagged: true }));
  on(app, deps, 'clearFlag', ({ actor, params, body }) =>
    setFlag(db, actor, { id: params.id, flagged: false, keepCard: body?.keepCard }),
  );
  on(app, deps, 'flagRecords', ({ actor, body }) => flagRecords(db, actor, body));
  on(app, deps, 'listChanges', ({ actor, params, query }) =>
    listChanges(db, actor, { ...query, id: params.id }),
  );
  on(app, deps, 'listTimeline', ({ actor, params, query }) =>
    listTimeline(db, actor, { ...query, id: params.id }),
  );
  on(app, deps, 'listNotes', ({ actor, params, query }) => listNotes(db, actor, { ...query, id: params.id }));
  on(app, deps, 'addNote', ({ actor, params, body }) => addNote(db, actor, { ...body, id: params.id }));
  on(app, deps, 'updateNote', ({ actor, params, body }) => updateNote(db, actor, { ...body, ...params }));
  on(app, deps, 'deleteNote', async ({ actor, params }) => {
    await deleteNote(db, actor, params);
    return null;
  });
  on(app, deps, 'restoreNote', ({ actor, params }) => restoreNote(db, actor, params));
  on(app, deps, 'undoChange', ({ actor, params }) => undoChange(db, actor, params));
}
