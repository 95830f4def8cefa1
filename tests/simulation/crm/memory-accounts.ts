// An account disconnected and connected again in the memory CRM; as src/accounts and former-links of src/database.
import { type CardEntry, ensureLinks, type Memory, openLinks, setLink } from './memory-rows.ts';

/** Returns the id of the new account. */
export function reconnect(memory: Memory, accountId: string): string {
  const account = memory.accounts.get(accountId)!;
  end(memory, accountId);
  const id = memory.newId();
  const fresh = { ...account, id, fence: 0, review: null, before: null, mapping: {}, disconnected: false };
  memory.accounts.set(id, fresh);
  account.disconnected = true;
  account.fence += 1;
  ensureLinks(memory, account.userId, undefined, id);
  // Records that are flagged already would become cards: a person is to see them first.
  if (openLinks(memory).some((link) => link.accountId === id))
    memory.accounts.set(id, { ...fresh, review: 'first' });
  return id;
}

function end(memory: Memory, accountId: string): void {
  for (const link of [...memory.links.values()].filter((row) => row.accountId === accountId)) {
    const card = link.cardId === null ? undefined : memory.cards.get(link.cardId);
    const names = { formerUid: card?.uid ?? null, formerRemoteId: card?.remoteId ?? null };
    const closed = {
      closedReason: 'disconnected' as const,
      intent: link.state === 'deleting' ? link.intent : null,
      hold: null,
      retryAt: null,
      settled: link.touched,
    };
    setLink(memory, link.id, {
      cardId: null,
      ...(link.state === 'closed' ? {} : { state: 'closed', ...closed }),
      ...(link.state === 'closed' && !card ? {} : names),
    });
  }
  memory.conflicts = memory.conflicts.filter((row) => row.accountId !== accountId || row.resolution !== null);
  for (const run of memory.runs.values())
    if (run.accountId === accountId && run.state === 'waiting')
      memory.runs.set(run.id, { ...run, state: 'done' });
  const { queue, cards, books } = memory;
  for (const table of [queue, cards, books] as Map<string, { accountId: string }>[])
    for (const [key, row] of table) if (row.accountId === accountId) table.delete(key);
  for (const table of [memory.groups, memory.cardIds] as Map<string, unknown>[])
    for (const key of table.keys()) if (key.startsWith(`${accountId} `)) table.delete(key);
}

/** @see takeUpFormerLinks of src/database */
export function takeUpFormerLinks(memory: Memory, accountId: string, cards: CardEntry[]): void {
  const account = memory.accounts.get(accountId)!;
  const former = [...memory.links.values()].filter(
    ({ accountId: id, formerRemoteId }) =>
      formerRemoteId !== null && memory.accounts.get(id)!.identity === account.identity,
  );
  if (former.length === 0) return;
  for (const card of cards) {
    if (card.state === 'gone') continue;
    const ofCard = former.filter(
      ({ formerUid, formerRemoteId }) =>
        (card.uid !== null && formerUid === card.uid) || formerRemoteId === card.remoteId,
    );
    const open = openLinks(memory).filter((link) => link.accountId === accountId);
    const old = ofCard.findLast(({ closedReason }) => closedReason === 'disconnected');
    const deleted = ofCard.filter(
      ({ closedReason, intent }) => closedReason === 'deleted' || intent !== null,
    );
    const link = open.find(({ recordId, state }) => recordId === old?.recordId && state === 'new');
    if (open.some(({ cardId }) => cardId === card.id)) continue;
    if (!old || !link) {
      if (deleted.length > 0 && card.state === 'live')
        memory.cards.set(card.id, { ...card, state: 'missing', seenAt: memory.now() });
      for (const { id, closedReason } of deleted)
        setLink(memory, id, {
          intent: null,
          ...(closedReason === 'deleted' ? { formerUid: null, formerRemoteId: null } : {}),
        });
      continue;
    }
    if (memory.queue.get(card.id)?.state !== 'imported') memory.queue.delete(card.id);
    const { base, outbox, intent, createdByUs } = old;
    setLink(memory, link.id, {
      cardId: card.id,
      state: intent === null ? 'active' : 'deleting',
      base,
      outbox,
      intent,
      createdByUs,
      touched: link.touched + 1,
    });
  }
}
