// Whose thing each endpoint is about, and how to call it: a row for every endpoint of the contract. The statuses follow
// from `sphere`; an endpoint that differs says so.
import type { Api } from '../../src/http/contract/contract.ts';
import { PASSWORD } from './open-server.ts';
import type { World } from './world.ts';

export type Caller = 'owner' | 'other' | 'administrator' | 'anonymous';

export interface Row {
  /**
   * private: about a thing of the owner; for everybody else signed in it does not exist (404).
   * own: about the caller's own things, whoever calls.
   * shared: about what everybody signed in works on together.
   * users: about users; the contract's audience says who may.
   * open: for whoever comes.
   */
  sphere: 'private' | 'own' | 'shared' | 'users' | 'open';
  params?(world: World): Record<string, string>;
  query?: Record<string, string> | ((world: World) => Record<string, string>);
  body?(world: World): unknown;
  /** Where it is not what follows from the sphere. */
  status?: Partial<Record<Caller, number>>;
}

const own: Row = { sphere: 'own' };
const ofAccount = { params: ({ ids }: World) => ({ id: ids.account }) };
const ofRule = { params: ({ ids }: World) => ({ id: ids.account, ruleId: ids.queueRule }) };
const aRule = () => ({ filter: { domain: 'example.org' }, set: { kind: 'lead' } });
const ofWaitingRun = { params: ({ ids }: World) => ({ id: ids.waitingRun }) };
const ofField = { params: ({ ids }: World) => ({ id: ids.field }) };
const ofImport = { params: ({ ids }: World) => ({ id: ids.import }) };
const ofRecord = { params: ({ ids }: World) => ({ id: ids.record }) };
const ofSection = { params: ({ ids }: World) => ({ id: ids.section }) };
const ofNote = { params: ({ ids }: World) => ({ id: ids.record, noteId: ids.note }) };
const notTheirs = { other: 403, administrator: 403 };
const ofDuplicate = { params: ({ ids }: World) => ({ id: ids.duplicate }) };
const ofView = { params: ({ ids }: World) => ({ id: ids.view }) };
const ofLabel = { params: ({ ids }: World) => ({ id: ids.label }) };
const ofVictim = { params: ({ victim }: World) => ({ id: victim.actor.userId }) };
const sandboxLogin = { provider: 'icloud', username: 'alice', password: 's3cret' };
const everybody = (status: number) => ({
  owner: status,
  other: status,
  administrator: status,
  anonymous: status,
});

export const ROWS: Record<keyof Api, Row> = {
  getHealth: { sphere: 'open' },
  getHome: own,
  getToday: { ...own, query: { today: '2026-11-30' } },
  answerHelp: { ...own, body: () => ({ topic: 'queue', helped: true }) },
  listHelpAnswers: { sphere: 'users' },

  getSetUp: { sphere: 'open' },
  setUp: {
    sphere: 'open',
    body: () => ({ name: 'Eve', email: 'eve@example.org', password: PASSWORD }),
    status: everybody(409),
  },
  signIn: { sphere: 'open', body: ({ victim }) => ({ email: victim.email, password: PASSWORD }) },
  signOut: own,
  getMe: own,
  updateMe: { sphere: 'own', body: () => ({ name: 'Renamed' }) },
  listSessions: own,
  revokeSession: { sphere: 'private', params: ({ ids }) => ({ id: ids.session }) },
  listTokens: own,
  // For people at a browser; all callers here come with a token.
  createToken: {
    sphere: 'own',
    body: () => ({ name: 'script' }),
    status: { ...everybody(403), anonymous: 401 },
  },
  revokeToken: { sphere: 'private', params: ({ ids }) => ({ id: ids.token }) },

  listUsers: { sphere: 'users' },
  createUser: {
    sphere: 'users',
    body: ({ victim }) => ({ email: `new-${victim.email}`, name: 'New' }),
  },
  updateUser: { sphere: 'users', ...ofVictim, body: () => ({ disabled: true }) },
  removeUser: { sphere: 'users', ...ofVictim },
  listRoles: { sphere: 'users' },
  updateRoles: { sphere: 'users', body: () => ({ role: 'user', permissions: { 'sync.run': true } }) },
  listRequests: own,
  // Everybody may do this already.
  requestAccess: {
    sphere: 'own',
    body: () => ({ permission: 'sync.run' }),
    status: { ...everybody(409), anonymous: 401 },
  },
  decideRequest: {
    sphere: 'users',
    params: ({ accessRequest }) => ({ id: accessRequest }),
    body: () => ({ state: 'declined' }),
  },
  inviteUser: { sphere: 'users', ...ofVictim },
  getInvitation: { sphere: 'open', params: ({ invitation }) => ({ token: invitation }) },
  acceptInvitation: {
    sphere: 'open',
    params: ({ invitation }) => ({ token: invitation }),
    body: () => ({ password: PASSWORD }),
  },

  listRecords: { sphere: 'shared', query: { kind: 'contact' } },
  createRecord: {
    sphere: 'shared',
    body: () => ({ kind: 'contact', values: { lastName: 'Neu' }, flagged: true }),
  },
  getRecord: { sphere: 'shared', ...ofRecord },
  updateRecord: { sphere: 'shared', ...ofRecord, body: () => ({ values: { lastName: 'Changed' } }) },
  deleteRecord: { sphere: 'shared', ...ofRecord },
  restoreRecord: { sphere: 'shared', params: ({ ids }) => ({ id: ids.trashedRecord }) },
  convertRecord: { sphere: 'shared', ...ofRecord, body: () => ({ kind: 'lead' }) },
  previewMerge: { sphere: 'shared', ...ofRecord, query: ({ ids }) => ({ recordId: ids.otherRecord }) },
  mergeRecords: { sphere: 'shared', ...ofRecord, body: ({ ids }) => ({ recordId: ids.otherRecord }) },
  removePhoto: { sphere: 'shared', ...ofRecord },
  listSimilar: { sphere: 'shared', ...ofRecord },
  listDuplicates: { sphere: 'shared' },
  mergeDuplicate: { sphere: 'shared', ...ofDuplicate },
  mergeDuplicates: { sphere: 'shared', body: ({ ids }) => ({ ids: [ids.duplicate] }) },
  unmergeDuplicates: { sphere: 'shared', body: ({ ids }) => ({ ids: [ids.record] }) },
  dismissDuplicate: { sphere: 'shared', ...ofDuplicate },
  listCompanyNames: { sphere: 'shared' },
  decideCompanyName: { sphere: 'shared', body: () => ({ name: 'Nowhere Ltd', decision: 'leave' }) },
  listViews: own,
  createView: {
    sphere: 'own',
    body: () => ({ kind: 'contact', name: 'In Turin', columns: [{ key: 'email' }] }),
  },
  updateView: { sphere: 'private', ...ofView, body: () => ({ name: 'Renamed' }) },
  deleteView: { sphere: 'private', ...ofView },
  arrangeList: {
    sphere: 'own',
    body: () => ({ kind: 'contact', columns: [{ key: 'email', width: 200 }] }),
  },
  listOwners: { sphere: 'shared' },
  listLabels: { sphere: 'shared' },
  createLabel: { sphere: 'shared', body: () => ({ name: 'Clients' }) },
  updateLabel: { sphere: 'shared', ...ofLabel, body: () => ({ color: 'red' }) },
  deleteLabel: { sphere: 'shared', ...ofLabel },
  mergeLabels: { sphere: 'shared', ...ofLabel, body: ({ ids }) => ({ into: ids.otherLabel }) },
  editRecords: {
    sphere: 'shared',
    body: ({ ids }) => ({
      ids: [ids.record],
      set: { values: { lastName: 'Bulk' }, labels: { add: [ids.label] } },
    }),
  },
  undoEdit: { sphere: 'private', params: ({ ids }) => ({ id: ids.edit }) },
  setFlag: { sphere: 'shared', ...ofRecord },
  clearFlag: { sphere: 'shared', ...ofRecord, body: () => ({ keepCard: true }) },
  flagRecords: { sphere: 'shared', body: ({ ids }) => ({ ids: [ids.record], flagged: true }) },
  deleteRecords: { sphere: 'shared', body: ({ ids }) => ({ ids: [ids.record] }) },
  listChanges: { sphere: 'shared', ...ofRecord },
  listTimeline: { sphere: 'shared', ...ofRecord },
  listNotes: { sphere: 'shared', ...ofRecord },
  addNote: { sphere: 'shared', ...ofRecord, body: () => ({ text: 'Called back' }) },
  // Everybody reads it; its author alone changes it.
  updateNote: { sphere: 'shared', ...ofNote, body: () => ({ text: 'Changed' }), status: notTheirs },
  deleteNote: { sphere: 'shared', ...ofNote, status: notTheirs },
  restoreNote: { sphere: 'shared', ...ofNote, status: notTheirs },
  undoChange: { sphere: 'shared', params: ({ ids }) => ({ id: ids.record, changeId: ids.change }) },
  listFields: { sphere: 'shared' },
  createField: {
    sphere: 'users',
    body: ({ ids }) => ({
      kind: 'lead',
      key: `custom.f${ids.record}`,
      type: 'text',
      label: { en: 'Budget', it: 'Budget', es: 'Presupuesto' },
    }),
  },
  updateField: { sphere: 'users', ...ofField, body: () => ({ visible: false }) },
  deleteField: { sphere: 'users', ...ofField },
  previewField: { sphere: 'users', ...ofField },
  createSection: {
    sphere: 'users',
    body: () => ({ kind: 'lead', label: { en: 'Deal', it: 'Trattativa', es: 'Negocio' } }),
  },
  updateSection: { sphere: 'users', ...ofSection, body: () => ({ position: 0 }) },
  deleteSection: { sphere: 'users', ...ofSection, body: () => ({ into: 'name' }) },

  testAccount: { sphere: 'own', body: () => sandboxLogin },
  listAccounts: own,
  createAccount: { sphere: 'own', body: () => sandboxLogin },
  // The account signs in with a password: its owner is told so.
  signInAgain: { sphere: 'private', ...ofAccount, status: { owner: 400 } },
  getAccount: { sphere: 'private', ...ofAccount },
  updateAccount: {
    sphere: 'private',
    ...ofAccount,
    body: () => ({ name: 'Mine', settings: { paused: true } }),
  },
  removeAccount: { sphere: 'private', ...ofAccount, body: () => ({ cards: 'keep' }) },
  planDisconnect: { sphere: 'private', ...ofAccount, body: () => ({ cards: 'keep' }) },
  stayConnected: { sphere: 'private', ...ofAccount, status: { owner: 409 } },
  listGroups: { sphere: 'private', ...ofAccount },
  previewScope: {
    sphere: 'private',
    ...ofAccount,
    body: () => ({ scope: { mode: 'all', include: [], exclude: [] } }),
  },
  getMapping: { sphere: 'private', ...ofAccount },
  changeMapping: { sphere: 'private', ...ofAccount, body: () => ({ kind: 'lead', entries: [] }) },
  previewMapping: { sphere: 'private', ...ofAccount, body: () => ({ kind: 'contact', entries: [] }) },
  syncNow: { sphere: 'private', ...ofAccount },
  listRuns: { sphere: 'private', ...ofAccount },
  listHeld: { sphere: 'private', ...ofAccount },
  // Nothing of it waits for a permission.
  discardHeld: {
    sphere: 'private',
    ...ofAccount,
    body: ({ ids }) => ({ recordId: ids.record }),
    status: { owner: 409 },
  },
  // Nothing of it was deleted on the phone.
  decideDeletion: {
    sphere: 'private',
    ...ofRecord,
    body: ({ ids }) => ({ accountId: ids.account, decision: 'keep' }),
    status: { owner: 409 },
  },
  decideDeletions: {
    sphere: 'private',
    ...ofAccount,
    body: () => ({ decision: 'keep' }),
    status: { owner: 409 },
  },
  getRun: { sphere: 'private', params: ({ ids }) => ({ id: ids.run }) },
  listQueue: { sphere: 'private', ...ofAccount },
  updateQueue: {
    sphere: 'private',
    ...ofAccount,
    body: ({ ids }) => ({ ids: [ids.queueItem], set: { state: 'ignored' } }),
  },
  importQueue: { sphere: 'private', ...ofAccount },
  countFacets: { sphere: 'private', ...ofAccount },
  listRules: { sphere: 'private', ...ofAccount },
  createRule: { sphere: 'private', ...ofAccount, body: aRule },
  updateRule: { sphere: 'private', ...ofRule, body: () => ({ active: false }) },
  deleteRule: { sphere: 'private', ...ofRule },
  previewRule: { sphere: 'private', ...ofAccount, body: aRule },
  applyRules: { sphere: 'private', ...ofAccount, body: () => ({}) },
  compareCard: {
    sphere: 'private',
    params: ({ ids }) => ({ id: ids.card }),
    query: ({ ids }) => ({ recordId: ids.record }),
  },
  deleteSecondCards: {
    sphere: 'private',
    ...ofAccount,
    body: ({ ids }) => ({ ids: [ids.queueItem] }),
    // It is nobody's second card.
    status: { owner: 409 },
  },

  listProviders: own,
  updateProvider: { sphere: 'users', params: () => ({ id: 'icloud' }), body: () => ({ installed: true }) },
  checkProvider: { sphere: 'users', params: () => ({ id: 'icloud' }) },

  getPlan: { sphere: 'private', ...ofWaitingRun },
  approveRun: { sphere: 'private', ...ofWaitingRun },
  discardRun: { sphere: 'private', ...ofWaitingRun },
  listImports: own,
  getImport: { sphere: 'private', ...ofImport },
  previewImport: { sphere: 'private', ...ofImport, body: () => ({}) },
  runImport: { sphere: 'private', ...ofImport, body: () => ({}) },
  cancelImport: { sphere: 'private', ...ofImport },
  listImportRows: { sphere: 'private', ...ofImport },
  undoRun: { sphere: 'private', params: ({ ids }) => ({ id: ids.run }) },
  listConflicts: own,
  resolveConflict: {
    sphere: 'private',
    params: ({ ids }) => ({ id: ids.conflict }),
    body: () => ({ values: { lastName: 'crm' } }),
  },
  listTrashedCards: own,
  restoreTrashedCard: { sphere: 'private', params: ({ ids }) => ({ id: ids.trash }) },
  explainRecord: { sphere: 'shared', ...ofRecord },
  retryRecord: { sphere: 'shared', ...ofRecord },
  decideMatch: {
    sphere: 'private',
    ...ofRecord,
    body: ({ ids }) => ({ accountId: ids.account, cardId: ids.queueItem, decision: 'new' }),
    // Nothing waits for this card.
    status: { owner: 404 },
  },
};
