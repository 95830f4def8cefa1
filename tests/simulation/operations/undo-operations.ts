// What people take back: what a run did, an import, a card out of the trash.
import type { ActionView, CrmView } from '../crm/crm.ts';
import type { Account, World } from '../world/world.ts';
import { noteGone } from './cleared-pictures.ts';
import { nameOf, type Operation, userName } from './crm-operations.ts';
import { noteBacks } from './second-operations.ts';

const ofImports = ({ type }: ActionView): boolean => type === 'import' || type === 'merge';

const undoSome =
  (which: (action: ActionView) => boolean): Operation =>
  async (world, chance) => {
    const view = await world.crm.look();
    const found = view.actions.filter((action) => !action.undone && which(action));
    if (found.length === 0) return null;
    const { runId, accountId } = chance.pick(found);
    const account = world.accounts.find(({ id }) => id === accountId)!;
    const isDone = await world.crm.undoRun(account.userId, runId);
    const after = await world.crm.look();
    const ofRun = after.actions.filter((action) => action.runId === runId);
    const actions = ofRun.filter(({ undone }) => undone);
    noteFlags(world, view, after);
    noteBacks(world, view, after);
    notePictures(world, view, after);
    for (const action of ofRun) noteLeft(world, view, after, account, action);
    if (!isDone) return null;
    for (const { type, recordId } of actions)
      if (type === 'create') world.ledger.unwanted.add(`${recordId} ${account.userId}`);
    return `${userName(world, account.userId)} undoes a run of account ${account.index}`;
  };

/** A picture that a run brought from a card goes from the record alone, whatever else of it is kept: on the card it is its owner's. */
function noteLeft(
  { ledger }: World,
  { links, cards, records }: CrmView,
  after: CrmView,
  account: Account,
  action: ActionView,
): void {
  const pictureIn = (rows: CrmView['records']) =>
    rows.find(({ id }) => id === action.recordId)?.values.photo ?? null;
  const isLeft = ({ field, before, after: brought }: ActionView['diff'][number]) =>
    field === 'photo' && before === null && pictureIn(records) === brought;
  if (action.type !== 'update-record' || !action.diff.some(isLeft) || pictureIn(after.records)) return;
  const link = links.find(({ id }) => id === action.linkId);
  const card = cards.find(({ id }) => id === link?.cardId);
  const there = card && account.server.get(card.remoteId);
  if (there) ledger.differing.add(`${account.id} ${there.uid} photo`);
}

/** The pictures that records have no more, also where not all of it was taken back. */
function notePictures(world: World, before: CrmView, after: CrmView): void {
  for (const { id, values } of before.records)
    if (values.photo && after.records.find((row) => row.id === id)?.values.photo !== values.photo)
      noteGone(world, before, id);
}

/** Who wants what since, also where not all of it was taken back. */
export function noteFlags({ ledger, users }: World, before: CrmView, after: CrmView): void {
  const on = (view: CrmView) =>
    new Set(view.flags.flatMap((flag) => (flag.on ? [`${flag.recordId} ${flag.userId}`] : [])));
  const [was, is] = [on(before), on(after)];
  for (const key of was.difference(is)) ledger.unwanted.add(key);
  for (const key of is.difference(was)) ledger.wanted.add(key);
  const gone = after.records.filter(
    ({ id, deleted }) => deleted && !before.records.find((row) => row.id === id)!.deleted,
  );
  for (const { id } of gone) for (const userId of users) ledger.unwanted.add(`${id} ${userId}`);
}

const restoreCard: Operation = async (world, chance) => {
  const { trash: all, records } = await world.crm.look();
  const trash = all.filter((row) => row.recordId !== null);
  if (trash.length === 0) return null;
  const { accountId, recordId: id } = chance.pick(trash);
  const recordId = id!;
  const { userId, index } = world.accounts.find(({ id }) => id === accountId)!;
  if (!(await world.crm.restoreCard(userId, accountId, recordId))) return null;
  world.ledger.wanted.add(`${recordId} ${userId}`);
  const record = records.find(({ id }) => id === recordId)!;
  return `${userName(world, userId)} takes the card of ${nameOf(record)} out of the trash of account ${index}`;
};

export const UNDO_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  undoRun: { weight: 2, run: undoSome(() => true) },
  undoImport: { weight: 2, run: undoSome(ofImports) },
  restoreCard: { weight: 2, run: restoreCard },
};
