// Rules of conflicts, of records and of accounts that end, each broken once, and the promise that tells.
import { broken, type MutantOfPromises } from './broken-promise.ts';

const OF_CONFLICTS = [
  broken(
    'conflicts/resolve-conflict.ts',
    'the value of the book that was chosen comes into no record',
    'who says that the book is right has its value on both sides',
    ["if (choice !== 'crm' || !found.open)", 'if (!found.open)'],
  ),
  broken(
    'conflicts/resolve-conflict.ts',
    'both sides agree on what each of them has',
    'who says that the CRM is right has its value on both sides',
    ['{ local: book, remote: book }', '{ local: found.crm, remote: book }'],
  ),
  broken(
    'conflicts/resolve-conflict.ts',
    'a settled conflict makes nothing due',
    'who says that the CRM is right has its value on both sides',
    ['await touchLinks(db, { recordIds: [found.recordId] });', ''],
  ),
  broken(
    'conflicts/resolve-conflict.ts',
    'anybody settles a conflict',
    'a conflict is settled by whose account it is',
    ['and a.user_id = ', 'and a.user_id = a.user_id and a.id <> '],
  ),
  broken(
    'conflicts/resolve-conflict.ts',
    'a run goes on while a conflict is settled',
    'what is decided ends the run that is under way',
    ['await endRuns(db, [found.accountId]);', 'await endRuns(db, []);'],
  ),
];

const OF_RECORDS = [
  broken(
    'records/merge/merge-records.ts',
    'the record that stays is on nobody’s phone',
    'the card of a merged record goes over to the other',
    ['{ ...flag, recordIds: [to], on: true }', '{ ...flag, recordIds: [to], on: false }'],
  ),
  broken(
    'records/merge/unite-links.ts',
    'the card of a merged record goes over to nobody',
    'the card of a merged record goes over to the other',
    ['await giveTo(db, idsOf(moved), to);', ''],
  ),
  broken(
    'records/merge/unite-links.ts',
    'the second card of merged records is linked yet',
    'the second card of two merged records stays, and waits',
    ['await close(db, closed!, { from, to, kind });', ''],
  ),
  broken(
    'records/merge/unite-links.ts',
    'the second card of merged records is offered to nobody',
    'the second card of two merged records stays, and waits',
    ["join card on card.id = link.card_id and card.state <> 'gone'\n", 'join card on card.id = link.id\n'],
  ),
  broken(
    'records/merge/unite-links.ts',
    'a merge that is taken back brings the card that the other record took up',
    'a card taken up since a merge stays with the record that had it',
    ["moved.filter(({ state }) => state !== 'new')", 'moved'],
  ),
  broken(
    'records/merge/undo-merge.ts',
    'taking a merge back leaves the card',
    'two that were merged are two again, and who had them',
    ['moved.map(({ id }) => id),\n    mergedId,', '[],\n    mergedId,'],
  ),
  broken(
    'records/merge/undo-merge.ts',
    'whoever got a record by a merge keeps it',
    'two that were merged are two again, and who had them',
    ['recordIds: [recordId], on: false, source', 'recordIds: [recordId], on: true, source'],
  ),
  broken(
    'records/merge/undo-merge.ts',
    'a merge that is taken back brings a card that was another’s',
    'a card that another record has had is not taken back with a merge',
    ['wasAnothersSince(sql`link`, sql`link.card_id`)', 'sql`false`'],
  ),
  broken(
    'records/merge/undo-merge.ts',
    'what a merge brought stays',
    'two that were merged are two again, and who had them',
    ['Object.fromEntries(values.map(({ field, before }) => [field, before]))', '{}'],
  ),
  broken(
    'records/merge/undo-merge.ts',
    'what was typed since a merge is taken back with it',
    'what was typed since a merge stays when it is taken back',
    [
      '!COLUMNS.includes(field) && (current!.values[field] ?? null) === after',
      '!COLUMNS.includes(field) && after !== null',
    ],
  ),
  broken(
    'records/kinds/convert-record.ts',
    'a converted record has agreed on nothing',
    'a converted record goes on with its card',
    ['await carryBases(tx, id, current.kind, kind);', ''],
  ),
  broken(
    'fields/catalogue.ts',
    'an address is lost with the kind',
    'an address goes along to the other kind',
    ["billing: address('billing', ['work', ANY], 'mailing')", "billing: address('billing', ['work', ANY])"],
  ),
];

const OF_ACCOUNTS = [
  broken(
    'accounts/disconnect/plan-disconnect.ts',
    'what was there before goes with an account',
    'only what Rubrica made goes with an account',
    ['(link.created_by_us and not link.keep_card', '(not link.keep_card'],
  ),
  broken(
    'accounts/disconnect/start-disconnect.ts',
    'an account that is left makes nothing due',
    'only what Rubrica made goes with an account',
    ["await moveLinks(tx, going, { type: 'released' });", ''],
  ),
  broken(
    'accounts/disconnect/leave-account.ts',
    'what only the phone is read for stays on it',
    'what goes with an account goes also where only the phone is read',
    ["settings.direction === 'in' ? { ...settings, direction: 'both' } : settings", 'settings'],
  ),
  broken(
    'accounts/disconnect/end-account.ts',
    'a card has no name after its account',
    'connected again, a card is whose it was',
    ["reason: 'disconnected', ...(card ? { card } : {}) }", "reason: 'disconnected' }"],
  ),
  broken(
    'accounts/disconnect/end-account.ts',
    'what was ignored is forgotten with its account',
    'connected again, what was ignored is ignored',
    ['await rememberIgnored(tx, accountId);', ''],
  ),
  broken(
    'access/rights-changed.ts',
    'whoever has other rights goes on with the old ones',
    'who has other rights works no more',
    ['await endRuns(', 'await (async (..._: unknown[]) => {})('],
  ),
];

export const MUTANTS_OF_RECORDS: MutantOfPromises[] = [...OF_CONFLICTS, ...OF_RECORDS, ...OF_ACCOUNTS];
