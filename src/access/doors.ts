// What each door needs: everything that can be asked of Rubrica, over HTTP, in the terminal or by what was done before, and
// the permissions of what it does. A door without a row does not compile, or fails doors.test.ts. Whose things one may see
// is another question: a thing of somebody else is not found (own-account.ts).
import { and, eq, isNull } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { user } from '../database/schema.ts';
import type { ActionClass } from '../sync/decide/guard.ts';
import type { Rights } from '../sync/model.ts';
import type { Actor } from './actor.ts';
import { demandPermission, type Need, type Permission, permissionsOf } from './permissions.ts';

/** Whoever may come through a door this one leads to: its verb asks there. */
type Door = readonly Need[] | { asks: string };

const NOTHING: readonly Need[] = [];
const EDIT: readonly Need[] = ['records.edit'];
const CONNECT: readonly Need[] = ['accounts.connect'];
const USERS: readonly Need[] = ['users.manage'];
const PROVIDERS: readonly Need[] = ['providers.manage'];
const FIELDS: readonly Need[] = ['fields.manage'];

/** By the name of the endpoint, or of the verb where there is none. */
export const DOORS = {
  // Before and about signing in.
  getHealth: NOTHING,
  getSetUp: NOTHING,
  setUp: NOTHING,
  signIn: NOTHING,
  signOut: NOTHING,
  getInvitation: NOTHING,
  acceptInvitation: NOTHING,
  getMe: NOTHING,
  updateMe: NOTHING,
  listSessions: NOTHING,
  revokeSession: NOTHING,
  listTokens: NOTHING,
  createToken: NOTHING,
  revokeToken: NOTHING,
  listRequests: NOTHING,
  requestAccess: NOTHING,
  events: NOTHING,

  listUsers: USERS,
  listHelpAnswers: USERS,
  createUser: USERS,
  updateUser: USERS,
  removeUser: USERS,
  inviteUser: USERS,
  listRoles: USERS,
  updateRoles: USERS,
  decideRequest: USERS,
  listProviders: NOTHING,
  updateProvider: PROVIDERS,
  checkProvider: PROVIDERS,
  createField: FIELDS,
  updateField: FIELDS,
  deleteField: FIELDS,
  previewField: FIELDS,
  createSection: FIELDS,
  updateSection: FIELDS,
  deleteSection: FIELDS,

  // Records: everybody may read them, and wish for them on the own phone.
  getHome: NOTHING,
  getToday: NOTHING,
  answerHelp: NOTHING,
  listRecords: NOTHING,
  getRecord: NOTHING,
  listFields: NOTHING,
  listLabels: NOTHING,
  listOwners: NOTHING,
  // Views are the person's own, shared or not.
  listViews: NOTHING,
  createView: NOTHING,
  updateView: NOTHING,
  deleteView: NOTHING,
  arrangeList: NOTHING,
  listChanges: NOTHING,
  listTimeline: NOTHING,
  listNotes: NOTHING,
  listSimilar: NOTHING,
  listDuplicates: NOTHING,
  listCompanyNames: NOTHING,
  previewMerge: NOTHING,
  getPhoto: NOTHING,
  getPhotoOfHistory: NOTHING,
  setFlag: NOTHING,
  clearFlag: NOTHING,
  flagRecords: NOTHING,
  createRecord: EDIT,
  updateRecord: EDIT,
  convertRecord: EDIT,
  addNote: EDIT,
  // Of one's own notes.
  updateNote: EDIT,
  deleteNote: EDIT,
  restoreNote: EDIT,
  setPhoto: EDIT,
  removePhoto: EDIT,
  restoreRecord: EDIT,
  editRecords: EDIT,
  undoEdit: EDIT,
  createLabel: EDIT,
  updateLabel: EDIT,
  deleteLabel: EDIT,
  mergeLabels: EDIT,
  deleteRecord: ['records.delete'],
  deleteRecords: ['records.delete'],
  // One of the two goes to the trash.
  mergeRecords: ['records.edit', 'records.delete'],
  mergeDuplicate: { asks: 'mergeRecords' },
  mergeDuplicates: ['records.edit', 'records.delete'],
  unmergeDuplicates: EDIT,
  dismissDuplicate: EDIT,
  decideCompanyName: EDIT,
  undoChange: { asks: 'the verb that takes the change back' },

  // One's own accounts: what they do to records is the engine's door.
  testAccount: CONNECT,
  createAccount: CONNECT,
  signInAgain: CONNECT,
  finishSignIn: CONNECT,
  listAccounts: NOTHING,
  getAccount: NOTHING,
  updateAccount: { asks: 'accounts.connect for another password' },
  removeAccount: NOTHING,
  planDisconnect: NOTHING,
  stayConnected: NOTHING,
  listGroups: NOTHING,
  previewScope: NOTHING,
  getMapping: NOTHING,
  changeMapping: NOTHING,
  previewMapping: NOTHING,
  listRuns: NOTHING,
  getRun: NOTHING,
  listHeld: NOTHING,
  syncNow: ['sync.run'],
  retryRecord: ['sync.run'],
  cardPhoto: NOTHING,

  // A file, of the terminal or of the browser; what it writes are records.
  importFile: EDIT,
  startImport: EDIT,
  previewImport: EDIT,
  runImport: EDIT,
  cancelImport: NOTHING,
  listImports: NOTHING,
  getImport: NOTHING,
  listImportRows: NOTHING,
  accountOfImport: NOTHING,
  // Everybody may read records.
  exportRecords: NOTHING,
  listQueue: NOTHING,
  updateQueue: NOTHING,
  importQueue: EDIT,
  compareCard: NOTHING,
  deleteSecondCards: NOTHING,
  countFacets: NOTHING,
  listRules: NOTHING,
  createRule: { asks: 'importQueue for one that imports' },
  updateRule: { asks: 'importQueue for one that imports' },
  deleteRule: NOTHING,
  previewRule: NOTHING,
  applyRules: NOTHING,

  getPlan: NOTHING,
  explainRecord: NOTHING,
  listConflicts: NOTHING,
  resolveConflict: EDIT,
  listTrashedCards: NOTHING,
  restoreTrashedCard: NOTHING,
  // The engine goes on, and does what the account's owner may.
  approveRun: NOTHING,
  discardRun: { asks: 'DISCARDING' },
  discardHeld: NOTHING,
  decideDeletion: { asks: 'deleteRecords where the record follows' },
  decideDeletions: { asks: 'deleteRecords where the records follow' },
  undoRun: { asks: 'UNDOING' },
  decideMatch: { asks: 'importQueue for the same person' },
} as const satisfies Record<string, Door>;

export type DoorName = keyof typeof DOORS;
/** Those that need the same whatever is asked. */
export type PlainDoor = { [K in DoorName]: (typeof DOORS)[K] extends readonly Need[] ? K : never }[DoorName];

/** What an action of a run does to a record when it is taken back; what is not named here touches none. */
export const UNDOING = new Map<string, Permission>(
  Object.entries({
    update: 'records.edit',
    'update-record': 'records.edit',
    import: 'records.delete',
    'import-company': 'records.delete',
    merge: 'records.edit',
  }),
);

/** What not carrying out a plan does: values that a card was to lose, the record takes back. */
export const DISCARDING: Record<ActionClass, readonly Permission[]> = {
  'card-creations': [],
  'card-deletions': [],
  'card-updates': ['records.edit'],
  'card-blanking': ['records.edit'],
  'record-updates': [],
  'record-blanking': [],
  'record-unlinks': [],
};

/** What the engine may do only where the account's owner may (sync/decide/plan.ts withholds it); cards are the owner's own. */
export const ENGINE: Record<ActionClass | 'record-trash' | 'record-creation', Permission | null> = {
  'card-creations': null,
  'card-updates': null,
  'card-deletions': null,
  'card-blanking': null,
  'record-updates': 'records.edit',
  'record-blanking': 'records.edit',
  'record-creation': 'records.edit',
  // Sync mobile goes off, for the owner alone.
  'record-unlinks': null,
  'record-trash': 'records.delete',
};

/** @throws AppError 'not-allowed' naming the first permission that is missing */
export async function demandDoor(db: Db, actor: Actor, name: PlainDoor): Promise<void> {
  await demandAll(db, actor, DOORS[name]);
}

/** @throws AppError 'not-allowed' naming the first permission that is missing */
export async function demandAll(db: Db, actor: Actor, needs: Iterable<Need>): Promise<void> {
  for (const need of new Set(needs)) await demandPermission(db, actor, need);
}

/** What a run may do for the owner of its account at this moment. */
export async function rightsOf(db: Db, userId: string): Promise<Rights> {
  const [owner] = await db
    .select({ role: user.role })
    .from(user)
    .where(and(eq(user.id, userId), isNull(user.disabledAt)));
  const held = owner ? await permissionsOf(db, { userId, ...owner }) : [];
  return { edit: held.includes('records.edit'), delete: held.includes('records.delete') };
}
