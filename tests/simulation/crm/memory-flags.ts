// Who wants which record on the phone, in the memory CRM; as src/records/write-flags.ts.
import type { FlagsToSet } from '../../../src/database/tables/flags.ts';
import type { WriteFlags } from '../../../src/records/write-flags.ts';
import type { Memory } from './memory-entries.ts';
import { ensureLinks, flagKey, idsOf, move, openLinks, touchRecordLinks } from './memory-rows.ts';

/** Returns the records whose flag changed. @see setFlags of src/database/tables */
export function setFlags(
  memory: Memory,
  { userId, recordIds, on, source, runId = null }: FlagsToSet,
): string[] {
  const { records, flags } = memory;
  const changed = recordIds.filter((recordId) => {
    const isOn = flags.get(flagKey(recordId, userId))?.on ?? false;
    return on ? !isOn && !records.get(recordId)!.deleted : isOn;
  });
  for (const recordId of changed)
    flags.set(flagKey(recordId, userId), { recordId, userId, on, source, runId });
  return changed;
}

export function writeFlags(memory: Memory, write: WriteFlags): string[] {
  const { userId, recordIds } = write;
  const changed = setFlags(memory, write);
  const theirs = openLinks(memory).filter(
    ({ recordId, accountId }) =>
      recordIds.includes(recordId!) && memory.accounts.get(accountId)!.userId === userId,
  );
  move(memory, idsOf(theirs), { type: 'kept', keep: !write.on && write.keepCard });
  if (write.on) ensureLinks(memory, userId, recordIds);
  else touchRecordLinks(memory, recordIds, { userId });
  return changed;
}
