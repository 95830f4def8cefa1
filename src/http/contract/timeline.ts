// What people note about a record, and all that happened to it in one stream.
import { z } from 'zod';
import { byId, endpoint, id, listOf, nothing, page, time } from './endpoint.ts';
import { Change } from './records.ts';
import { FieldDiff } from './safety.ts';

const Note = z
  .object({
    id,
    recordId: id,
    at: time,
    text: z.string(),
    userName: z.string().describe('Who wrote it'),
    mine: z.boolean().describe('The caller wrote it, and may change it'),
    editedAt: time.nullable(),
  })
  .meta({ id: 'Note' });
export type Note = z.output<typeof Note>;

const note = z.object({
  text: z.string().trim().min(1).max(20_000).describe('Line breaks are kept; it is no markup'),
});
const ofRecord = z.object({ id, noteId: id });

const entry = { id, at: time };
const TimelineEntry = z
  .discriminatedUnion('type', [
    Change.extend({ type: z.literal('change') }),
    Note.extend({ type: z.literal('note') }),
    z
      .object({
        ...entry,
        type: z.literal('card'),
        runId: id,
        accountId: id,
        accountName: z.string(),
        provider: z.string(),
        action: z.string().describe('As in the plan of a run'),
        outcome: z.string(),
        diff: z.array(FieldDiff),
      })
      .describe('What became of a card in one of the caller’s accounts'),
    z
      .object({
        ...entry,
        type: z.literal('flag'),
        on: z.boolean(),
        source: z.enum(['user', 'import', 'card-deleted']),
      })
      .describe('Since when the caller’s own Sync mobile is as it is'),
    z
      .object({
        ...entry,
        type: z.literal('file'),
        userName: z.string(),
        fileNames: z.array(z.string()).nullable().describe('null: somebody else’s file'),
        outcome: z.enum(['added', 'merged']),
        undone: z.boolean(),
      })
      .describe('A file that the record came with, or was filled in from'),
  ])
  .meta({ id: 'TimelineEntry' });

export const timelineEndpoints = {
  listTimeline: endpoint({
    method: 'GET',
    path: '/api/v1/records/:id/timeline',
    summary: 'All that happened to a record, newest first: changes, notes, cards, Sync mobile, files',
    audience: 'user',
    params: byId,
    query: page.extend({ show: z.enum(['all', 'notes', 'edits', 'sync']).default('all') }),
    response: listOf(TimelineEntry),
  }),
  listNotes: endpoint({
    method: 'GET',
    path: '/api/v1/records/:id/notes',
    summary: 'What people noted about a record, newest first; no card and no phone gets it',
    audience: 'user',
    params: byId,
    query: page,
    response: listOf(Note),
  }),
  addNote: endpoint({
    method: 'POST',
    path: '/api/v1/records/:id/notes',
    summary: 'Note something about a record',
    audience: 'user',
    status: 201,
    params: byId,
    body: note,
    response: Note,
  }),
  updateNote: endpoint({
    method: 'PATCH',
    path: '/api/v1/records/:id/notes/:noteId',
    summary: 'Change a note of the caller’s own',
    audience: 'user',
    params: ofRecord,
    body: note,
    response: Note,
  }),
  deleteNote: endpoint({
    method: 'DELETE',
    path: '/api/v1/records/:id/notes/:noteId',
    summary: 'Delete a note of the caller’s own; it can be taken back for ninety days',
    audience: 'user',
    status: 204,
    params: ofRecord,
    response: nothing,
  }),
  restoreNote: endpoint({
    method: 'POST',
    path: '/api/v1/records/:id/notes/:noteId/restore',
    summary: 'Take back a note that the caller deleted',
    audience: 'user',
    params: ofRecord,
    response: Note,
  }),
};
