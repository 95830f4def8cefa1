// Rules of people's decisions and of how PostgreSQL keeps them, each broken once, and the promise that tells.
import { broken, type MutantOfPromises } from './broken-promise.ts';
import { MUTANTS_OF_RECORDS } from './mutants-of-records.ts';

const OF_PLANS = [
  broken(
    'plans/undo-run.ts',
    'what was typed since a run is taken back with it',
    'what was typed since a run stays when that is undone',
    [
      'diff.filter(({ field, after }) => (held[field] ?? null) === after)',
      'diff.filter(({ field }) => field)',
    ],
  ),
  broken(
    'plans/undo-run.ts',
    'a card of an undone run stays',
    'a card that an undone run had made goes, and none that was there',
    ['await flagOff(db, actor, recordId);', ''],
  ),
  broken(
    'plans/undo-import.ts',
    'a card that was there goes with what is undone',
    'a card that an undone run had made goes, and none that was there',
    ["moveLinks(tx, others, { type: 'kept', keep: true })", 'moveLinks(tx, others, () => null)'],
  ),
  broken(
    'plans/undo-import.ts',
    'an undone import leaves the record',
    'an import that is undone leaves the card waiting',
    ["await trashRecord(tx, recordId, { actor: 'user', userId: actor.userId });", ''],
  ),
  broken(
    'plans/undo-import.ts',
    'the card of an undone import is offered to nobody',
    'an import that is undone leaves the card waiting',
    ["where queue_item.state in ('imported', 'ignored')`,", "where queue_item.state = 'ignored'`,"],
  ),
  broken(
    'plans/undo-import.ts',
    'the card of an undone import goes',
    'an import that is undone leaves the card waiting',
    [
      "state === 'deleting' ? null : { type: 'closed', reason: 'undone' }",
      "state !== 'closed' ? { type: 'released' } : null",
    ],
  ),
  broken(
    'plans/undo-import.ts',
    'an import is undone whoever edited its record',
    'who edited an imported record keeps it',
    ["if (done.type === 'import' && facts.edited) return 'changed-since';", ''],
  ),
  broken(
    'plans/decide-deletion.ts',
    'a record that stays without its card is wanted yet',
    'a record stays without its card, on no phone',
    ["await writeFlags(tx, { userId, recordIds, on: false, source: 'card-deleted', keepCard: false });", ''],
  ),
  broken(
    'plans/decide-deletion.ts',
    'a card whose deletion was decided is in no trash',
    'a record stays without its card, on no phone',
    ["await toTrash(tx, { linkIds, reason: 'card-deleted', runId: null });", ''],
  ),
  broken(
    'plans/decide-deletion.ts',
    'no record goes where its card went',
    'a record goes where its card went',
    ["if (decision === 'follow') await trashRecords(", "if (decision === 'restore') await trashRecords("],
  ),
  broken(
    'plans/decide-deletion.ts',
    'no card is put back',
    'a card is put back whose deletion was not meant',
    ["discardClass(tx, actor, 'record-unlinks', found)", "discardClass(tx, actor, 'card-creations', found)"],
  ),
];

const OF_SETTINGS = [
  broken(
    'plans/decide-run.ts',
    'settings that are brought back are not planned by',
    'settings that are brought back are planned by',
    ["{ type: 'unasked' });\n  await touch(tx, ", "{ type: 'unasked' });\n  await touch(tx, sql`false` ?? "],
  ),
];

const OF_THE_QUEUE = [
  broken(
    'import-queue/decide-items.ts',
    'a record takes any number of cards',
    'a record has one card in an account',
    ['if (taken.rowCount)', 'if (taken.rowCount === -1)'],
  ),
  broken(
    'import-queue/decide-items.ts',
    'a decision that is taken back is imported all the same',
    'a decision taken back is none',
    ['error = null, run_id = null,', 'error = null,'],
  ),
  broken(
    'import-queue/decide-match.ts',
    'who is somebody else is asked about again',
    'who is somebody else gets a card',
    ['set apart = array_append(apart, ', 'set apart = array_remove(apart, '],
  ),
  broken(
    'import-queue/decide-match.ts',
    'who is on the card waits for an import',
    'who is on the card has that one',
    ['run_id = excluded.run_id,', 'run_id = null,'],
  ),
  broken(
    'import-queue/decide-match.ts',
    'a choice stands for whichever record is the card',
    'a choice is for no other record that is the card',
    [
      'choice = case when queue_item.record_id = excluded.record_id then queue_item.choice end',
      'choice = queue_item.choice',
    ],
  ),
  broken(
    'records/merge/unite-links.ts',
    'a choice goes over to the record that its own is merged into',
    'a choice is for no record that its own was merged into',
    [', choice = null', ''],
  ),
];

const OF_THE_STORE = [
  broken(
    'database/store/sync-store.ts',
    'a run whose account was taken over goes on writing',
    'what is decided ends the run that is under way',
    ['if (held.length === 0) throw', 'if (held.length > 1) throw'],
  ),
  broken(
    'database/store/sync-store.ts',
    'what was seen a moment ago is asked for at once',
    'a card that a full listing leaves out is asked for, not at once',
    ["state = 'missing' and seen_at < ", "state = 'missing' and now() > "],
  ),
  broken(
    'database/store/sync-store.ts',
    'a card that went a moment ago and is still listed is back',
    'a card that went a moment ago and is still listed is known',
    ["(state <> 'gone' or seen_at >= ", "(state <> 'gone' or now() < "],
  ),
  broken(
    'database/tables/trash.ts',
    'a card that changes while it goes is in the trash as it was',
    'a card that changes while it goes lies in the trash as it went',
    ['trash.link_id = link.id and trash.raw = card.raw', 'trash.link_id = link.id'],
  ),
  broken(
    'database/tables/links.ts',
    'a record waits for a card that another has',
    'who waits for a card that is taken back with a merge gets one',
    [
      'const taking = links.filter(({ cardId }) => cardId !== null);',
      'const taking = links.slice(links.length);',
    ],
  ),
  broken(
    'database/store/due-links.ts',
    'what was refused waits for its time alone',
    'what was refused is tried again when it is something else',
    [
      'and (l.touched <> l.settled or',
      "and ((l.touched <> l.settled and l.hold ->> 'code' is distinct from 'refused') or",
    ],
  ),
];

const OF_THE_DATABASE = [
  broken(
    'database/store/import-cards.ts',
    'who is imported is not on the phone',
    'who is imported is on the phone',
    ["await setFlags(tx, { userId, recordIds, on: true, source: 'import', runId });", ''],
  ),
  broken(
    'database/store/former-links.ts',
    'connected again, both sides have agreed on nothing',
    'connected again, a card is whose it was',
    [
      'cardId, from: { base, outbox, intent, createdByUs } };',
      'cardId, from: { base: base && null, outbox, intent, createdByUs } };',
    ],
  ),
  broken(
    'database/store/former-links.ts',
    'a record knows nothing of its last card',
    'a card that was kept is taken up again',
    ['held.apart)\n  order by old.record_id', 'held.apart) and false\n  order by old.record_id'],
  ),
  broken(
    'database/store/save-cards.ts',
    'what is read anew touches no link',
    'what is edited on the phone comes into its record',
    ['[...result.values()].filter(({ changed }) => changed).map(({ id }) => id),', '[],'],
  ),
  broken(
    'database/store/due-links.ts',
    'a record in the trash is wanted',
    'a record in the trash is on no phone',
    ['coalesce(f."on", false) and r.deleted_at is null and', 'coalesce(f."on", false) and'],
  ),
  broken(
    'database/store/former-links.ts',
    'a record goes on with a card that was another’s',
    'a card that another record has had is not taken up as it was',
    ['wasAnothersSince(sql`old`, sql`held.id`)', 'sql`false`'],
  ),
  broken(
    'database/copies.ts',
    'what a farewell had let go of is forgotten by a copy',
    'what a farewell had let go of is wanted again by a copy',
    ['await openWanted(db, {});', ''],
  ),
  broken('database/copies.ts', 'a copy carries a farewell out', 'a copy goes on with no farewell', [
    "review = 'restored', leaving = null where",
    "review = 'restored' where",
  ]),
  broken(
    'database/copies.ts',
    'a yes that was said to the original is one of the copy',
    'a yes that was said to the original is none of a copy',
    ["await moveLinks(db, sql`link.hold ->> 'code' = 'approved'`, { type: 'asked-again' });", ''],
  ),
  broken(
    'database/store/commit.ts',
    'a card that goes is in no trash',
    'a card lies in the trash before it goes',
    ['if (reason) await toTrash(', "if (reason === 'undone') await toTrash("],
  ),
  broken(
    'database/store/commit.ts',
    'whoever deletes a card wants it yet',
    'who deletes a card has it on no phone',
    ["recordIds, on: false, source: 'card-deleted'", "recordIds, on: true, source: 'card-deleted'"],
  ),
  broken(
    'database/store/commit.ts',
    'whoever deletes a card has it on all other phones',
    'who deletes a card has it on no phone',
    [
      'account_id in (select id from account where user_id',
      'account_id in (select id from account where id is null and user_id',
    ],
  ),
  broken(
    'database/store/save-page.ts',
    'a card that is linked is offered',
    'a card that is linked is not offered',
    ['select 1 from link where ', "select 1 from link where link.state = 'creating' and "],
  ),
  broken(
    'database/store/save-page.ts',
    'what a full listing leaves out is gone',
    'a card that a full listing leaves out is asked for, not at once',
    ["set state = 'missing'\n", "set state = 'gone'\n"],
  ),
  broken(
    'database/store/ignored-cards.ts',
    'what was ignored is another address book’s',
    'connected again, what was ignored is ignored',
    ["and queue_item.state = 'ignored'\n", "and queue_item.state = 'pending'\n"],
  ),
  broken(
    'database/store/scope.ts',
    'what leaves the groups that are synced waits all the same',
    'what leaves the groups that are synced waits no more',
    ["where state in ('pending', 'ready', 'failed')", "where state = 'ready'"],
  ),
  broken(
    'database/store/scope.ts',
    'a group that is left out is synced',
    'a group that is left out is not offered',
    ['exclude.length === 0 ? sql`true`', 'exclude ? sql`true`'],
  ),
  broken(
    'database/tables/accounts.ts',
    'a run that was ended goes on',
    'what is decided ends the run that is under way',
    ['fence = account.fence + 1`', 'fence = account.fence`'],
  ),
  broken(
    'database/tables/trash.ts',
    'the trash of an account is lost with it',
    'connected again, a card comes back from the trash whole',
    [".state = 'disconnected' and ", ".state = 'no more' and "],
  ),
  broken(
    'sync/link/move.ts',
    'what both sides come to agree on while a link waits is forgotten',
    'what becomes the same on both sides while a link waits is agreed on',
    ['base && seen === link.touched ?', 'base && seen < 0 ?'],
  ),
  broken(
    'database/tables/links.ts',
    'no link knows that its card is to be kept',
    'a card that is to be kept stays',
    ['\n        keep_card = t."keepCard",', '\n        keep_card = false,'],
  ),
];

export const MUTANTS_OF_PROMISES: MutantOfPromises[] = [
  ...MUTANTS_OF_RECORDS,
  ...OF_PLANS,
  ...OF_SETTINGS,
  ...OF_THE_QUEUE,
  ...OF_THE_STORE,
  ...OF_THE_DATABASE,
];
