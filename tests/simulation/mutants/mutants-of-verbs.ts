// Rules of what people decide and of how PostgreSQL keeps it, each broken once in production's own code: what Rubrica would be
// without it. Histories over the database notice.
import type { Aspect } from '../world/aspects.ts';
import type { Change } from './load-mutant.ts';

export interface MutantOfVerbs {
  /** Rubrica without the rule, in a few words. */
  name: string;
  /** Parts of the world it is looked for in. */
  aspects: readonly Aspect[];
  change: Change;
}

export const MUTANTS_OF_VERBS: MutantOfVerbs[] = [
  {
    name: 'settings that are brought back are not planned by',
    aspects: ['mappings'],
    change: {
      file: 'src/plans/decide-run.ts',
      from: "{ type: 'unasked' });\n  await touch(tx, ",
      to: "{ type: 'unasked' });\n  await touch(tx, sql`false` ?? ",
    },
  },
  {
    name: 'who is imported is not on the phone',
    aspects: [],
    change: {
      file: 'src/database/store/import-cards.ts',
      from: "await setFlags(tx, { userId: claim.userId, recordIds, on: true, source: 'import' });",
      to: '',
    },
  },
  {
    name: 'connected again, both sides have agreed on nothing',
    aspects: ['accounts'],
    change: {
      file: 'src/database/store/former-links.ts',
      from: "return { type: 'taken-up', cardId, from: { base, outbox, intent, createdByUs } };",
      to: "return { type: 'taken-up', cardId, from: { base: base && null, outbox, intent, createdByUs } };",
    },
  },
  {
    name: 'a record knows nothing of its last card',
    aspects: ['doubles'],
    change: {
      file: 'src/database/store/former-links.ts',
      from: "where old.state = 'closed' and (old.record_id",
      to: "where old.state = 'none' and (old.record_id",
    },
  },
  {
    name: 'what is read anew touches no link',
    aspects: [],
    change: {
      file: 'src/database/store/save-cards.ts',
      from: '[...result.values()].filter(({ changed }) => changed).map(({ id }) => id),',
      to: '[],',
    },
  },
  {
    name: 'a record in the trash is wanted',
    aspects: [],
    change: {
      file: 'src/database/store/due-links.ts',
      from: 'coalesce(f."on", false) and r.deleted_at is null and',
      to: 'coalesce(f."on", false) and',
    },
  },
];
