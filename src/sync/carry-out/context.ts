// What carrying out needs beside the store: books, what the account wants, and the clock.
import type { Capabilities, Photo } from '../../providers/provider.ts';
import type { Look } from '../decide/doubt.ts';
import type { LinkPlan } from '../decide/plan.ts';
import type { PlanContext, Push } from '../decide/three-way.ts';
import type { LinkView } from '../link/view.ts';
import type { Shelf } from '../look/shelf.ts';
import type { AccountSettings, Mapping, RecordKind, Rights, RunCounts } from '../model.ts';
import type { SyncStore } from '../store.ts';

export interface ExecuteContext {
  store: SyncStore;
  shelf: Shelf;
  settings: AccountSettings;
  rights: Rights;
  capabilities: Capabilities;
  /** The picture of a raw card, wherever it lies; null where there is none to be had. */
  photo(raw: string): Promise<Photo | null>;
  mapping(kind: RecordKind): Mapping;
  now(): number;
  look: Look;
  counts: RunCounts;
  signal: AbortSignal;
}

export interface Planned {
  view: LinkView;
  plan: LinkPlan;
}

/** What a plan for one record is made under, at this moment. */
export function planContext(context: ExecuteContext, kind: RecordKind): PlanContext {
  const { settings, rights, capabilities, shelf, look } = context;
  return {
    settings,
    rights,
    capabilities,
    look,
    mapping: context.mapping(kind),
    now: context.now(),
    isWritable(bookId) {
      const book = shelf.books.get(bookId ?? shelf.target ?? '');
      return book !== undefined && !book.readOnly;
    },
  };
}

export const pushOf = (plan: LinkPlan): Push | null =>
  plan.type === 'sync' || plan.type === 'create' ? plan.push : null;

/** The picture a write is to put on the card, by its `photoId`. */
export const photoSent = (push: Push | null): string | null =>
  push?.edits.find((edit) => edit.property === 'photo')?.value ?? null;
