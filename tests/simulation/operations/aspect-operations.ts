// What people do about each part of the world that a history may have or not have.
import type { Aspect } from '../world/aspects.ts';
import { ACCOUNT_OPERATIONS } from './account-operations.ts';
import { BOOK_OPERATIONS } from './book-operations.ts';
import { BULK_OPERATIONS } from './bulk-operations.ts';
import { CHOICE_OPERATIONS } from './choice-operations.ts';
import { CLOCK_OPERATIONS } from './clock-operations.ts';
import { COPY_OPERATIONS } from './copy-operations.ts';
import type { Operation } from './crm-operations.ts';
import { DELETION_OPERATIONS } from './deletion-operations.ts';
import { GROUP_OPERATIONS } from './group-operations.ts';
import { HISTORY_OPERATIONS } from './history-operations.ts';
import { LABEL_OPERATIONS } from './label-operations.ts';
import { LEAVING_OPERATIONS } from './leaving-operations.ts';
import { LINE_OPERATIONS } from './line-operations.ts';
import { LIST_OPERATIONS } from './list-operations.ts';
import { LOSS_OPERATIONS } from './loss-operations.ts';
import { MAPPING_OPERATIONS } from './mapping-operations.ts';
import { MATCH_OPERATIONS } from './match-operations.ts';
import { PHOTO_OPERATIONS } from './photo-operations.ts';
import { RECORD_OPERATIONS } from './record-operations.ts';
import { REPAIR_OPERATIONS } from './repair-operations.ts';
import { RETOUCH_OPERATIONS } from './retouch-operations.ts';
import { RIGHT_OPERATIONS } from './right-operations.ts';
import { SECOND_OPERATIONS } from './second-operations.ts';
import { SHARING_OPERATIONS } from './sharing-operations.ts';
import { UNDO_OPERATIONS } from './undo-operations.ts';
import { USER_OPERATIONS } from './user-operations.ts';

export type Operations = [string, { weight: number; run: Operation }][];

export const ASPECT_OPERATIONS: Record<Aspect, Operations> = {
  groups: Object.entries(GROUP_OPERATIONS),
  photos: Object.entries(PHOTO_OPERATIONS),
  lists: Object.entries(LIST_OPERATIONS),
  mappings: Object.entries(MAPPING_OPERATIONS),
  records: Object.entries(RECORD_OPERATIONS),
  accounts: Object.entries(ACCOUNT_OPERATIONS),
  refusals: [],
  rights: Object.entries(RIGHT_OPERATIONS),
  doubles: Object.entries(MATCH_OPERATIONS),
  losses: Object.entries(LOSS_OPERATIONS),
  retouches: Object.entries(RETOUCH_OPERATIONS),
  lines: Object.entries(LINE_OPERATIONS),
  repairs: Object.entries(REPAIR_OPERATIONS),
  clocks: Object.entries(CLOCK_OPERATIONS),
  users: Object.entries(USER_OPERATIONS),
  bulk: Object.entries(BULK_OPERATIONS),
  undo: Object.entries(UNDO_OPERATIONS),
  books: Object.entries(BOOK_OPERATIONS),
  history: Object.entries(HISTORY_OPERATIONS),
  leaving: Object.entries(LEAVING_OPERATIONS),
  copies: Object.entries(COPY_OPERATIONS),
  deletions: Object.entries(DELETION_OPERATIONS),
  choices: Object.entries(CHOICE_OPERATIONS),
  'second-cards': Object.entries(SECOND_OPERATIONS),
  'shared-book': Object.entries(SHARING_OPERATIONS),
  microsoft: [],
  labels: Object.entries(LABEL_OPERATIONS),
  batches: [],
};
