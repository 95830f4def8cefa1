// The users' hands on the memory CRM, with production's touches: what a verb of src/records, src/import-queue,
// src/accounts, src/plans or src/conflicts makes due, this makes due.
import { leavingSettings } from '../../../src/accounts/disconnect/leave-account.ts';
import { photoId } from '../../../src/contact/photo.ts';
import { fieldOfLabel, LABELLED, labelOfField } from '../../../src/fields/labels.ts';
import type { WriteFlags } from '../../../src/records/write-flags.ts';
import { NOTHING_AGREED, withAgreed } from '../../../src/sync/link/link.ts';
import { accountMapping, activeMapping, holdableMapping } from '../../../src/sync/mapping.ts';
import {
  type AccountSettings,
  DEFAULT_SETTINGS,
  type Mapping,
  type RecordKind,
  type Values,
} from '../../../src/sync/model.ts';
import type { Scheduler } from '../world/scheduler.ts';
import type { Crm } from './crm.ts';
import { isCopy, isEmptied, leave, reconnect } from './memory-accounts.ts';
import { applyScope, approve, decideDeletion, decideRun, discard } from './memory-decide.ts';
import { decideMatch, useSuggestions } from './memory-decisions.ts';
import type { AccountEntry, Memory } from './memory-entries.ts';
import { writeFlags } from './memory-flags.ts';
import { restoreRecord, undoChange } from './memory-history.ts';
import { convertRecord, mergeRecords } from './memory-records.ts';
import { ALL_RIGHTS, discardHeld, setRights } from './memory-rights.ts';
import {
  BY_USER,
  createMemory,
  derived,
  endRuns,
  ensureLinks,
  idsOf,
  insertRecord,
  move,
  openLinks,
  releaseLookalikes,
  touch,
  touchRecordLinks,
  trashRecord,
  updateRecord,
} from './memory-rows.ts';
import { deleteSecondCards, putBack } from './memory-seconds.ts';
import { createMemoryStore } from './memory-store.ts';
import { restoreCard, undoRun } from './memory-undo.ts';

export function createMemoryCrm(time: Pick<Scheduler, 'clock' | 'now'>): Crm & { memory: Memory } {
  const memory = createMemory(time);
  const { accounts, records, flags, links, queue } = memory;

  /** By what an account maps of its own, what it and the provider make of the defaults. */
  let mappings = new WeakMap<object, { capabilities: object | null; byKind: Record<RecordKind, Mapping> }>();
  const mappingsOf = (account?: AccountEntry): Record<RecordKind, Mapping> => {
    const { mapping: own = NOTHING_OWN, capabilities = null } = account ?? {};
    const known = mappings.get(own);
    if (known?.capabilities === capabilities) return known.byKind;
    const byKind = {
      company: mapping('company', account),
      contact: mapping('contact', account),
      lead: mapping('lead', account),
    };
    mappings.set(own, { capabilities, byKind });
    return byKind;
  };
  const mapping = (kind: RecordKind, account?: AccountEntry) => {
    const active = activeMapping(
      accountMapping(kind, account?.mapping[kind]),
      (field) => labelOfField(field) !== null || !memory.inactive.has(`${kind} ${field}`),
    );
    return account?.capabilities ? holdableMapping(active, account.capabilities) : active;
  };
  /** What an account now asks for is shown before it is done. */
  const reviewChange = (account: AccountEntry, before: AccountEntry['before']): void => {
    if (account.review === null) Object.assign(account, { review: 'settings', before });
    endRuns(memory, [account.id]);
    applyScope(memory, account.id);
    ensureLinks(memory, account.userId, undefined, account.id);
    touch(
      memory,
      openLinks(memory).filter((link) => link.accountId === account.id),
    );
  };

  return {
    memory,
    addUser: async () => memory.newId(),
    async addAccount(userId, settings, capabilities, identity) {
      const id = memory.newId();
      accounts.set(id, {
        id,
        userId,
        settings: { ...DEFAULT_SETTINGS, ...settings },
        fence: 0,
        review: null,
        before: null,
        mapping: {},
        capabilities: capabilities ?? null,
        identity: identity ?? id,
        disconnected: false,
        leaving: null,
      });
      ensureLinks(memory, userId, undefined, id);
      return id;
    },

    reconnect: async (_userId, accountId) => reconnect(memory, accountId),
    leave: async (_userId, accountId) => leave(memory, accountId),
    isCopy: async () => isCopy(memory),

    async createRecord(userId, kind, values, flagged) {
      const id = insertRecord(memory, kind, values, BY_USER);
      if (flagged) writeFlags(memory, { userId, recordIds: [id], on: true, source: 'user' });
      return id;
    },
    async updateRecord(_userId, recordId, values) {
      const record = records.get(recordId)!;
      if (record.deleted || !isFindable(record.kind, { ...record.values, ...values })) return false;
      updateRecord(memory, { recordId, values, by: BY_USER });
      return true;
    },
    async setLabel(_userId, recordId, labelId, isOn) {
      if (records.get(recordId)!.deleted) return false;
      const values = { [fieldOfLabel(labelId)]: isOn ? LABELLED : null };
      updateRecord(memory, { recordId, values, by: BY_USER });
      return true;
    },
    async setPhoto(_userId, recordId, photo) {
      if (records.get(recordId)!.deleted) return false;
      const id = photo && photoId(photo.bytes);
      if (photo) memory.photos.set(id!, photo);
      updateRecord(memory, { recordId, values: { photo: id }, by: BY_USER });
      return true;
    },
    convertRecord: async (_userId, recordId, kind) => convertRecord(memory, recordId, kind),
    mergeRecords: async (_userId, id, recordId) => mergeRecords(memory, id, recordId),
    deleteRecord: async (_userId, recordId) => trashRecord(memory, recordId, BY_USER),
    restoreRecord: async (_userId, recordId) => restoreRecord(memory, recordId),
    async setFlag(userId, recordId, on, keepCard) {
      if (records.get(recordId)!.deleted) return false;
      writeFlags(memory, byHand(userId, [recordId], on, keepCard));
      return true;
    },
    async setFlags(userId, recordIds, on) {
      const changed = writeFlags(memory, byHand(userId, recordIds, on));
      const theirs = openLinks(memory).filter(
        (link) => changed.includes(link.recordId!) && accounts.get(link.accountId)!.userId === userId,
      );
      move(memory, idsOf(theirs), { type: 'approved', of: on ? 'card-creations' : 'card-deletions' });
    },

    async decide(_userId, accountId, cardId, decision) {
      const item = queue.get(cardId);
      if (!item || item.state === 'imported') return false;
      const moved = () => releaseLookalikes(memory, accountId);
      const plain = { error: null, runId: null, kind: null, recordId: null, choice: null, alone: false };
      if ('state' in decision) queue.set(cardId, { ...item, ...plain, state: decision.state });
      else if ('kind' in decision)
        queue.set(cardId, { ...item, ...plain, kind: decision.kind, state: 'ready', alone: true });
      else {
        const { recordId, choice = null } = decision;
        const record = records.get(recordId)!;
        const taken =
          record.deleted ||
          openLinks(memory).some(
            (link) => link.accountId === accountId && link.recordId === recordId && link.state !== 'new',
          ) ||
          [...queue.values()].some(
            (other) =>
              other.accountId === accountId &&
              other.recordId === recordId &&
              other.state === 'ready' &&
              other.cardId !== cardId,
          );
        if (taken) return false;
        queue.set(cardId, { ...item, ...plain, kind: record.kind, recordId, choice, state: 'ready' });
      }
      moved();
      return true;
    },
    useSuggestions: async (_userId, accountId) => useSuggestions(memory, accountId),
    decideMatch: async (_userId, recordId, accountId, decision) =>
      decideMatch(memory, recordId, accountId, decision),
    async importQueue(_userId, accountId) {
      const ready = [...queue.values()].filter(
        (item) =>
          item.accountId === accountId &&
          item.state === 'ready' &&
          memory.cards.get(item.cardId)!.state !== 'gone',
      );
      const runId = memory.newId();
      for (const item of ready) queue.set(item.cardId, { ...item, runId });
      return ready.length > 0;
    },

    async updateSettings(_userId, accountId, changed) {
      const account = accounts.get(accountId)!;
      const settings = { ...account.settings, ...changed };
      const { settings: former, mapping: own } = account;
      account.settings = settings;
      if (planned(former) !== planned(settings)) reviewChange(account, { settings: former, mapping: own });
    },
    async changeMapping(_userId, accountId, kind, own) {
      const account = accounts.get(accountId)!;
      const { settings, mapping: former } = account;
      if (JSON.stringify(former[kind] ?? {}) === JSON.stringify(own)) return;
      account.mapping = { ...former, [kind]: own };
      reviewChange(account, { settings, mapping: former });
    },
    async setFieldActive(kind, field, active) {
      mappings = new WeakMap();
      if (active) memory.inactive.delete(`${kind} ${field}`);
      else memory.inactive.add(`${kind} ${field}`);
      // A run that began with another mapping would settle what this makes due.
      endRuns(memory, accounts.keys());
      touch(
        memory,
        openLinks(memory).filter((link) => records.get(link.recordId ?? '')?.kind === kind),
      );
    },
    approveRun: async (_userId, runId) =>
      decideRun(memory, runId, 'approved', (held) => approve(memory, held)),
    discardRun: async (userId, runId) =>
      decideRun(memory, runId, 'discarded', (held, run) => discard(memory, userId, held, run)),
    setRights: async (userId, rights) => setRights(memory, userId, rights),
    discardHeld: async (userId, accountId, recordId) => discardHeld(memory, userId, accountId, recordId),
    undoRun: async (userId, runId) => undoRun(memory, userId, runId),
    undoChange: async (userId, _recordId, changeId) => undoChange(memory, userId, changeId),
    decideDeletion: async (userId, accountId, recordId, decision) =>
      decideDeletion(memory, { userId, accountId, recordId, decision }),
    restoreCard: async (userId, accountId, recordId) => restoreCard(memory, userId, accountId, recordId),
    deleteSecondCards: async (_userId, accountId, cardIds) => deleteSecondCards(memory, accountId, cardIds),
    putBack: async (_userId, trashId) => putBack(memory, trashId),
    async resolveConflict(_userId, conflictId, choice) {
      const conflict = memory.conflicts.find(({ id }) => id === conflictId);
      if (!conflict) return false;
      const { recordId, field, crm, book } = conflict;
      const open = conflict.resolution === null;
      if (open) {
        endRuns(memory, [conflict.accountId]);
        move(memory, [conflict.linkId], ({ base }) => ({
          type: 'agreed',
          base: withAgreed(base ?? NOTHING_AGREED, { [field]: { local: book, remote: book } }),
        }));
      }
      if (choice !== 'crm' || !open)
        updateRecord(memory, { recordId, values: { [field]: choice === 'crm' ? crm : book }, by: BY_USER });
      touchRecordLinks(memory, [recordId]);
      conflict.resolution = choice;
      return true;
    },

    async claim(accountId) {
      const account = accounts.get(accountId)!;
      endRuns(memory, [accountId]);
      const { userId, fence, review, leaving } = account;
      const settings = leaving ? leavingSettings(account.settings) : account.settings;
      const runId = memory.newId();
      memory.runs.set(runId, { id: runId, accountId, state: 'running' });
      const store = createMemoryStore(memory, { accountId, userId, runId, fence });
      const claimed = { store, settings, review, rights: memory.rights.get(userId) ?? ALL_RIGHTS };
      return leaving ? { ...claimed, isEmptied: async () => isEmptied(memory, leaving) } : claimed;
    },
    mappings: async (accountId) => mappingsOf(accountId === undefined ? undefined : accounts.get(accountId)!),
    look: async () => ({
      records: [...records.values()],
      flags: [...flags.values()],
      links: [...links.values()].filter(isOfRecord),
      alone: [...links.values()].filter(isAlone),
      cards: [...memory.cards.values()],
      queue: [...queue.values()],
      changes: memory.changes,
      trash: memory.trash,
      conflicts: memory.conflicts,
      actions: memory.actions,
      waiting: [...memory.runs.values()].filter(({ state }) => state === 'waiting'),
    }),
  };
}

const NOTHING_OWN: AccountEntry['mapping'] = {};

const isOfRecord = <T extends { recordId: string | null }>(row: T): row is T & { recordId: string } =>
  row.recordId !== null;
const isAlone = <T extends { recordId: string | null }>(row: T): row is T & { recordId: null } =>
  row.recordId === null;

const isFindable = (kind: RecordKind, values: Values): boolean => derived(kind, values).displayName !== '';

/** Settings that a plan is made from. */
const planned = ({ direction, conflicts, remoteDelete, scope, targetGroup }: AccountSettings): string =>
  JSON.stringify([direction, conflicts, remoteDelete, scope, targetGroup]);

const byHand = (userId: string, recordIds: string[], on: boolean, keepCard = false): WriteFlags => {
  const whose = { userId, recordIds, source: 'user' as const };
  return on ? { ...whose, on } : { ...whose, on, keepCard };
};
