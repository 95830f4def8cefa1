// After a history has come to rest: cards that are out of scope are edited on both sides, and nothing moves; they come back
// into scope, and both edits go on from where both sides were, with nothing in dispute.
import { isApart } from '../../../src/sync/decide/merge.ts';
import { approveWaiting } from '../operations/crm-operations.ts';
import { wasOneWay } from '../world/excuses.ts';
import { typed } from '../world/ledger.ts';
import type { Random } from '../world/random.ts';
import { READ_ONLY_BOOK } from '../world/server.ts';
import type { Account, World } from '../world/world.ts';
import { comeToRest, comeToRestWithPeople } from './rest.ts';
import { isOpen } from './words.ts';

interface Edited {
  account: Account;
  recordId: string;
  remoteId: string;
  given: string;
  notes: string;
}

export async function checkScopeReturn(world: World, chance: Random): Promise<string[]> {
  const edited = await editOutside(world);
  if (edited.length === 0) return [];
  const wrong = await comeToRest(world);
  for (const { account, recordId, remoteId, given, notes } of edited) {
    const { records } = await world.crm.look();
    const record = records.find(({ id }) => id === recordId)!;
    if (record.values.description === notes || account.server.get(remoteId)?.contact.name.given === given)
      wrong.push(`I1: ${remoteId} of account ${account.index} is out of scope and synced all the same`);
  }
  for (const account of new Set(edited.map((each) => each.account))) {
    world.tell(`account ${account.index} syncs everything again`);
    await world.crm.updateSettings(account.userId, account.id, {
      scope: { mode: 'all', include: [], exclude: [] },
    });
  }
  wrong.push(...(await comeToRestWithPeople(world, chance, approveWaiting)));
  const after = await world.crm.look();
  for (const { account, recordId, remoteId, given, notes } of edited) {
    const record = after.records.find(({ id }) => id === recordId)!;
    const { contact } = account.server.get(remoteId)!;
    if (contact.name.given !== given || record.values.description !== notes)
      wrong.push(
        `I2: ${remoteId} of account ${account.index} came back into scope without ${given} or ${notes}`,
      );
  }
  const isDisputed = after.conflicts.some(
    ({ recordId, field, crm, book }) =>
      edited.some((each) => each.recordId === recordId && (each.given === crm || each.notes === book)) &&
      (field === 'firstName' || field === 'description'),
  );
  if (isDisputed) wrong.push('I8: coming back into scope is no conflict');
  return wrong;
}

/** The first name in the CRM and the notes in the book of each contact that is out of scope in just one account. */
async function editOutside(world: World): Promise<Edited[]> {
  const { crm, accounts, ledger } = world;
  const { links, cards, records, conflicts } = await crm.look();
  const edited: Edited[] = [];
  for (const link of links.filter((row) => row.state === 'active' && row.base && !row.base.join)) {
    const card = cards.find(({ id }) => id === link.cardId);
    if (!card || card.inScope) continue;
    const account = accounts.find(({ id }) => id === link.accountId)!;
    const record = records.find(({ id }) => id === link.recordId)!;
    const { remoteId } = card;
    const there = account.server.get(remoteId);
    const isAlone = links.filter((row) => isOpen(row) && row.recordId === record.id).length === 1;
    const isDisputed = conflicts.some((row) => row.linkId === link.id && row.resolution === null);
    const mapping = (await crm.mappings(account.id))[record.kind];
    const isAgreed = (field: string, book: string | undefined): boolean =>
      mapping.some((entry) => entry.field === field && entry.direction === 'both') &&
      link.base?.fields[field]?.local === (record.values[field] ?? null) &&
      link.base?.fields[field]?.remote === (book ?? null) &&
      !isApart(link.base?.fields[field]);
    const isMapped =
      isAgreed('firstName', there?.contact.name.given) && isAgreed('description', there?.contact.notes);
    if (there?.book === READ_ONLY_BOOK) continue;
    if (!there || !isAlone || isDisputed || !isMapped || wasOneWay(world, account.id)) continue;
    const [given, notes] = [typed('firstName', ledger.fresh()), typed('description', ledger.fresh())];
    await crm.updateRecord(account.userId, record.id, { firstName: given });
    account.server.update('owner', remoteId, { contact: { ...there.contact, notes } });
    world.tell(`out of scope: ${remoteId} of account ${account.index} gets ${notes}, its record ${given}`);
    edited.push({ account, recordId: record.id, remoteId, given, notes });
  }
  return edited;
}
