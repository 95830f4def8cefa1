// Who wants which record on the phone, in the memory CRM; as src/records/write-flags.ts.
import { ensureLinks, flagKey, type Memory, openLinks, setLink, touchRecordLinks } from './memory-rows.ts';

export function writeFlags(
  memory: Memory,
  userId: string,
  recordIds: string[],
  on: boolean,
  keepCard = false,
): void {
  const { accounts, records, flags } = memory;
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
