import { eq } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { fileImport, user } from '../database/schema.ts';
import { undoFileImport } from '../files/imports/undo-file-import.ts';
import { id } from '../http/contract/endpoint.ts';
import type { SkipReason } from '../plans/undoable.ts';
import { StartError } from '../start-error.ts';
import { type Command, demandForm } from './command.ts';
import { OPERATOR, withStorage } from './with-storage.ts';

/** Why an undo leaves a record, or some of it, as it is. */
const KEPT: Record<SkipReason, string> = {
  'changed-since': 'somebody changed it since',
  'used-by-others': 'a colleague has it on the phone',
  'record-deleted': 'it was in the trash already',
  'stays-on-card': 'it stays on its card',
  'from-elsewhere': 'it came from elsewhere',
  'nothing-to-undo': 'there was nothing to undo',
};

export const undoImport: Command = {
  takes: 'IMPORT',
  summary: 'Take an import of a file back as a whole; IMPORT is the id that `import` printed',
  arity: [1, 1],
  options: {},
  help: [
    'Records that it added go to the trash, where they are found for 90 days; values that it merged into others are',
    'taken out again. What somebody changed since, or has on the phone as a colleague, stays and is named.',
    'Imports of the browser are taken back in the same way: their id stands in the address of their page.',
  ],
  async run(invocation) {
    const importId = demandForm(id, invocation.arguments[0]!, 'This id');
    return withStorage(invocation, async ({ database: { db } }) => {
      const done = await undoFileImport(db, await importerOf(db, importId), importId, OPERATOR.userId);
      const kept = done.skipped.map(({ actionId, reason }) => `  record ${actionId} stays: ${KEPT[reason]}`);
      invocation.answer([`${done.undone} taken back, ${kept.length} kept`, ...kept].join('\n'), done);
      return 0;
    });
  },
};

/** Whose import it is: the undo needs what that person may do, as the import did. */
async function importerOf(db: Db, importId: string) {
  const [found] = await db
    .select({ userId: user.id, role: user.role })
    .from(fileImport)
    .innerJoin(user, eq(user.id, fileImport.userId))
    .where(eq(fileImport.id, importId));
  if (!found)
    throw new StartError(
      `There is no import ${importId}: it never was here, or is older than 90 days. Nothing was changed.`,
    );
  return found;
}
