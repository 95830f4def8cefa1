// The users' hands on the memory CRM, with production's touches: what a verb of src/records, src/import-queue,
// src/accounts, src/plans or src/conflicts makes due, this makes due.
import { activeMapping, defaultMapping } from '../../../src/sync/mapping.ts';
import {
  type AccountSettings,
  DEFAULT_SETTINGS,
  type RecordKind,
  type Values,
} from '../../../src/sync/store.ts';
import type { Crm } from './crm.ts';
import {
  type ActionEntry,
  addChange,
  createMemory,
  derived,
  ensureLinks,
  flagKey,
  insertRecord,
  type Memory,
  openLinks,
  releaseLookalikes,
  setLink,
  touch,
  touchRecordLinks,
  trashRecord,
  updateRecord,
} from './memory-rows.ts';
import { createMemoryStore } from './memory-store.ts';

const BY_USER = { actor: 'user' as const, accountId: null };

export function createMemoryCrm(now: () => number): Crm & { memory: Memory } {
  const memory = createMemory(now);
  const { accounts, records, flags, links, queue } = memory;

  function writeFlags(userId: string, recordIds: string[], on: boolean, keepCard = false): void {
    for (const recordId of recordIds) {
      const key = flagKey(recordId, userId);
      if (on && !records.get(recordId)!.deleted && !flags.get(key)?.on)
        flags.set(key, { recordId, userId, on, source: 'user' });
      if (!on && flags.get(key)?.on) flags.set(key, { recordId, userId, on, source: 'user' });
    }
    for (const link of openLinks(memory))
      if (recordIds.includes(link.recordId) && accounts.get(link.accountId)!.userId === userId)
        setLink(memory, link.id, { keepCard: on ? false : keepCard });
    if (on) ensureLinks(memory, userId, recordIds);
    else touchRecordLinks(memory, recordIds, { userId });
  }

  const waitingActions = (runId: string): ActionEntry[] =>
    memory.actions.filter((action) => action.runId === runId && action.outcome === 'held');

  function decideRun(runId: string, outcome: string, carryOut: (held: ActionEntry[]) => void): boolean {
    const run = memory.runs.get(runId);
    const found = waitingActions(runId);
    // A link that waited may have been given up for the card that looked like its record.
    const held = found.filter(({ linkId }) => links.has(linkId!));
    if (run?.state !== 'waiting' || found.length === 0) return false;
    carryOut(held);
    for (const action of found) action.outcome = outcome;
    memory.runs.set(runId, { ...run, state: 'done' });
    accounts.get(run.accountId)!.review = null;
    return true;
  }

  const release = (held: ActionEntry[]): void => {
    for (const { linkId } of held) {
      const link = links.get(linkId!)!;
      setLink(memory, link.id, { hold: null, touched: link.touched + 1 });
    }
  };

  function discard(userId: string, name: string, held: ActionEntry[]): void {
    const recordIds = held.map(({ recordId }) => recordId!);
    if (name === 'card-deletions') {
      for (const { linkId, recordId } of held)
        if (records.get(recordId!)!.deleted) setLink(memory, linkId!, { keepCard: true });
      release(held);
      writeFlags(userId, recordIds, true);
    } else if (name === 'record-unlinks') {
      for (const { linkId } of held) {
        const { touched } = links.get(linkId!)!;
        setLink(memory, linkId!, {
          state: 'closed',
          closedReason: 'card-deleted',
          hold: null,
          settled: touched,
        });
      }
      writeFlags(userId, recordIds, true);
    } else if (name === 'card-creations') {
      writeFlags(userId, recordIds, false);
      release(held);
    } else {
      keepBothSides(held);
      release(held);
    }
  }

  function keepBothSides(held: ActionEntry[]): void {
    for (const { linkId, recordId, type, diff, pull } of held) {
      const onCard = type === 'update' ? diff : [];
      const inRecord = type === 'update' ? (pull ?? []) : diff;
      if (onCard.length > 0)
        updateRecord(memory, {
          recordId: recordId!,
          values: Object.fromEntries(onCard.map(({ field, before }) => [field, before])),
          by: BY_USER,
        });
      const { base } = links.get(linkId!)!;
      if (base === null) continue;
      const fields = { ...base.fields };
      for (const { field, after } of inRecord) fields[field] = { local: after, remote: after };
      setLink(memory, linkId!, { base: { ...base, fields } });
    }
    touchRecordLinks(
      memory,
      held.map(({ recordId }) => recordId!),
    );
  }

  const mapping = (kind: RecordKind) =>
    activeMapping(defaultMapping(kind), (field) => !memory.inactive.has(`${kind} ${field}`));

  return {
    memory,
    addUser: async () => memory.newId(),
    async addAccount(userId, settings) {
      const id = memory.newId();
      accounts.set(id, {
        id,
        userId,
        settings: { ...DEFAULT_SETTINGS, ...settings },
        fence: 0,
        review: null,
      });
      ensureLinks(memory, userId, undefined, id);
      return id;
    },

    async createRecord(userId, kind, values, flagged) {
      const id = insertRecord(memory, kind, values, BY_USER);
      if (flagged) writeFlags(userId, [id], true);
      return id;
    },
    async updateRecord(_userId, recordId, values) {
      const record = records.get(recordId)!;
      if (record.deleted || !isFindable(record.kind, { ...record.values, ...values })) return false;
      updateRecord(memory, { recordId, values, by: BY_USER });
      return true;
    },
    deleteRecord: async (_userId, recordId) => trashRecord(memory, recordId, BY_USER),
    async restoreRecord(_userId, recordId) {
      const record = records.get(recordId)!;
      if (!record.deleted) return false;
      records.set(recordId, { ...record, deleted: false, version: record.version + 1 });
      addChange(memory, { recordId, field: 'deletedAt', before: 'now', after: null }, BY_USER);
      touchRecordLinks(memory, [recordId]);
      for (const flag of flags.values())
        if (flag.recordId === recordId && flag.on) ensureLinks(memory, flag.userId, [recordId]);
      return true;
    },
    async setFlag(userId, recordId, on, keepCard) {
      if (records.get(recordId)!.deleted) return false;
      writeFlags(userId, [recordId], on, keepCard);
      return true;
    },
    async setFlags(userId, recordIds, on) {
      const changed = recordIds.filter(
        (id) => (flags.get(flagKey(id, userId))?.on ?? false) !== on && !(on && records.get(id)!.deleted),
      );
      writeFlags(userId, recordIds, on);
      for (const link of openLinks(memory))
        if (changed.includes(link.recordId) && accounts.get(link.accountId)!.userId === userId)
          setLink(memory, link.id, { hold: { code: 'approved', detail: '' } });
    },

    async decide(_userId, accountId, cardId, decision) {
      const item = queue.get(cardId);
      if (!item || item.state === 'imported') return false;
      const moved = () => releaseLookalikes(memory, accountId);
      const plain = { error: null, runId: null, kind: null, recordId: null };
      if ('state' in decision) queue.set(cardId, { ...item, ...plain, state: decision.state });
      else if ('kind' in decision)
        queue.set(cardId, { ...item, ...plain, kind: decision.kind, state: 'ready' });
      else {
        const { recordId } = decision;
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
        queue.set(cardId, { ...item, ...plain, kind: record.kind, recordId, state: 'ready' });
      }
      moved();
      return true;
    },
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

    async updateSettings(userId, accountId, changed) {
      const account = accounts.get(accountId)!;
      const settings = { ...account.settings, ...changed };
      const differ = planned(account.settings) !== planned(settings);
      account.settings = settings;
      if (!differ) return;
      account.review = 'settings';
      account.fence += 1;
      ensureLinks(memory, userId, undefined, accountId);
      touch(
        memory,
        openLinks(memory).filter((link) => link.accountId === accountId),
      );
    },
    async setFieldActive(kind, field, active) {
      if (active) memory.inactive.delete(`${kind} ${field}`);
      else memory.inactive.add(`${kind} ${field}`);
      // A run that began with another mapping would settle what this makes due.
      for (const account of accounts.values()) account.fence += 1;
      touch(
        memory,
        openLinks(memory).filter((link) => records.get(link.recordId)!.kind === kind),
      );
    },
    approveRun: async (_userId, runId) =>
      decideRun(runId, 'approved', (held) => {
        for (const { linkId } of held) {
          const link = links.get(linkId!)!;
          if (link.state !== 'closed')
            setLink(memory, link.id, { hold: { code: 'approved', detail: '' }, touched: link.touched + 1 });
        }
      }),
    discardRun: async (userId, runId) =>
      decideRun(runId, 'discarded', (held) => {
        for (const [name, items] of Map.groupBy(held, (action) => action.class!))
          discard(userId, name, items);
      }),
    async resolveConflict(_userId, conflictId, choice) {
      const conflict = memory.conflicts.find(({ id }) => id === conflictId);
      if (!conflict) return false;
      const { recordId, field, crm, book } = conflict;
      const link = links.get(conflict.linkId)!;
      const open = conflict.resolution === null;
      if (open && link.state !== 'closed') {
        const base = link.base ?? { fields: {}, bound: {}, others: [] };
        setLink(memory, link.id, {
          base: { ...base, fields: { ...base.fields, [field]: { local: book, remote: book } } },
          touched: link.touched + 1,
        });
      }
      if (choice !== 'crm' || !open)
        updateRecord(memory, { recordId, values: { [field]: choice === 'crm' ? crm : book }, by: BY_USER });
      touchRecordLinks(memory, [recordId]);
      conflict.resolution = choice;
      return true;
    },

    async claim(accountId) {
      const account = accounts.get(accountId)!;
      account.fence += 1;
      const { userId, fence, settings } = account;
      const runId = memory.newId();
      memory.runs.set(runId, { id: runId, accountId, state: 'running' });
      return { store: createMemoryStore(memory, { accountId, userId, runId, fence }), settings };
    },
    mappings: async () => ({
      company: mapping('company'),
      contact: mapping('contact'),
      lead: mapping('lead'),
    }),
    look: async () => ({
      records: [...records.values()],
      flags: [...flags.values()],
      links: [...links.values()],
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

const isFindable = (kind: RecordKind, values: Values): boolean => derived(kind, values).displayName !== '';

/** Settings that a plan is made from. */
const planned = ({ direction, conflicts, remoteDelete, scope, targetGroup }: AccountSettings): string =>
  JSON.stringify([direction, conflicts, remoteDelete, scope, targetGroup]);
