// Runs without faults until nothing moves any more: the state in which the invariants are looked at.

import type { CrmView } from '../crm/crm.ts';
import { decideWaiting, type Operation } from '../operations/crm-operations.ts';
import { isApproved } from '../world/excuses.ts';
import type { Random } from '../world/random.ts';
import { POISON } from '../world/simulated-book.ts';
import type { World } from '../world/world.ts';

const MOST_CYCLES = 40;
const MOST_DECISIONS = 20;
const MINUTES = 60_000;
/** Longer than any back-off: a refused card is tried again after a day at most. */
const DAY = 25 * 60 * MINUTES;

/** What is wrong with coming to rest; empty once everything has. */
export async function comeToRest(world: World): Promise<string[]> {
  // Whoever is still on the way arrives, or finds that others have gone on.
  await world.scheduler.runUntil(world.scheduler.now() + 5 * MINUTES);
  for (let cycle = 0; cycle < MOST_CYCLES; cycle += 1) {
    const before = await signature(world);
    await runAll(world, cycle === 1 ? isForgetful : () => false);
    if (world.errors.length > 0) return [];
    if (cycle === 2) {
      const stuck = await changedIsTried(world);
      if (stuck.length > 0) return stuck;
    }
    world.scheduler.skip(cycle < 2 ? 10 * MINUTES : DAY);
    const isAsBefore = (await signature(world)) === before;
    // The last cycle came a day after the one before, so that whatever waited for a time was due in it.
    if (isAsBefore && (cycle > 2 || (cycle > 0 && !(await waitsForTime(world))))) return [];
  }
  return [`I6: after ${MOST_CYCLES} cycles without faults something still moves: ${await moving(world)}`];
}

/** Where a book shows at once what was written, only what a run left open is due at another time. */
async function waitsForTime({ accounts, crm }: World): Promise<boolean> {
  if (accounts.some(({ shape }) => shape.lagMs > 0)) return true;
  const { links, alone, cards } = await crm.look();
  const isOpen = ({ state, hold, outbox, touched, settled }: CrmView['links' | 'alone'][number]): boolean =>
    state !== 'closed' && (state !== 'active' || hold !== null || outbox.length > 0 || touched !== settled);
  return links.some(isOpen) || alone.some(isOpen) || cards.some(({ state }) => state === 'missing');
}

/** As `comeToRest`, with people who say yes or no to what waits for them. */
export async function comeToRestWithPeople(
  world: World,
  chance: Random,
  decide: Operation = decideWaiting,
): Promise<string[]> {
  const answered = new Set<string>();
  for (let round = 0; round < MOST_DECISIONS; round += 1) {
    const wrong = await comeToRest(world);
    wrong.push(...(await waitingIsLeft(world)), ...(await askedAgain(world, answered)));
    if (wrong.length > 0 || world.errors.length > 0) return wrong;
    const before = await world.crm.look();
    const said = await decide(world, chance);
    if (!said) return [];
    world.tell(said);
    const after = await world.crm.look();
    forgetTurned(answered, before, after);
    for (const question of questions(before).difference(questions(after))) answered.add(question);
  }
  return [`I9: after ${MOST_DECISIONS} decisions something still waits for one`];
}

/**
 * What people are asked: of each link that waits, all that would be done with it. Where settings wait to be seen it is asked
 * whether they are meant, and nothing else.
 */
const questions = ({ actions, waiting }: CrmView): Set<string> =>
  new Set(
    actions
      .filter(({ outcome }) => outcome === 'held')
      .filter(({ runId }) => waiting.some(({ id, reason }) => id === runId && reason !== 'settings'))
      .map(({ linkId, type, class: name, diff, pull }) => JSON.stringify([linkId, type, name, diff, pull])),
  );

/** Whoever says no to new cards in one account takes their records off all phones: what was said of those before is over. */
function forgetTurned(answered: Set<string>, before: CrmView, after: CrmView): void {
  const flagsOf = ({ flags }: CrmView) =>
    new Set(flags.filter(({ on }) => on).map(({ recordId }) => recordId));
  const turned = flagsOf(before).difference(flagsOf(after));
  for (const question of answered) {
    const [linkId] = JSON.parse(question) as [string];
    const link = after.links.find(({ id }) => id === linkId);
    if (link && turned.has(link.recordId)) answered.delete(question);
  }
}

/** I9: what a person said yes or no to is not asked again while nobody touches anything. */
async function askedAgain(world: World, answered: ReadonlySet<string>): Promise<string[]> {
  return [...questions(await world.crm.look()).intersection(answered)].map(
    (question) => `I9: ${question} was answered, and is asked again`,
  );
}

/** I11: what waits for a person is not done meanwhile. */
async function waitingIsLeft(world: World): Promise<string[]> {
  const { actions, links: ofRecords, alone, cards, waiting } = await world.crm.look();
  const links = [...ofRecords, ...alone];
  const runs = new Set(waiting.map(({ id }) => id));
  const done = actions.filter(({ outcome, class: name, linkId, recordId, cardId, accountId, at = 0 }) => {
    const card = cards.find(({ id }) => id === cardId);
    // Not one that was on its way already when it was held.
    const isLater = world.ledger.deletedByEngine.some(
      (each) => each.accountId === accountId && each.cardId === card?.remoteId && each.at > at,
    );
    const isDeleted = links.some(({ id, closedReason }) => id === linkId && closedReason === 'deleted');
    // Somebody may have seen it elsewhere meanwhile.
    const isSeen = isApproved(world, { accountId, recordId: recordId ?? linkId, class: 'card-deletions' });
    return outcome === 'held' && name === 'card-deletions' && isDeleted && isLater && !isSeen;
  });
  const asked = actions.filter(({ outcome, linkId, class: name, runId }) => {
    const link = links.find(({ id }) => id === linkId);
    return (
      outcome === 'held' &&
      runs.has(runId) &&
      name &&
      link &&
      link.state !== 'closed' &&
      link.hold?.code !== 'approval'
    );
  });
  for (const { recordId } of asked)
    world.errors.push(`I11: ${recordId} is on the list of what waits, and nothing of it does`);
  return done.map(({ recordId }) => `I11: the card of ${recordId} waited for approval and was deleted`);
}

/** I9: what a provider refused is tried again as soon as it is something else. */
async function changedIsTried(world: World): Promise<string[]> {
  const { links, records } = await world.crm.look();
  const stuck = links.filter(({ state, hold, recordId }) => {
    const record = records.find(({ id }) => id === recordId)!;
    const isPoison = Object.values(record.values).some((value) => value?.includes(POISON));
    return state !== 'closed' && hold?.code === 'refused' && !isPoison;
  });
  return stuck.map(
    ({ recordId }) => `I9: ${recordId} was refused, has changed since, and is not tried again`,
  );
}

/** Books that do not tell of every removal are listed whole once a week. */
function isForgetful(world: World, index: number): boolean {
  const { shape, listedShort } = world.accounts[index]!;
  return !shape.tombstones || listedShort;
}

export async function runAll(world: World, full: (world: World, index: number) => boolean): Promise<void> {
  for (const [index, account] of world.accounts.entries()) {
    account.retryAt = 0;
    await world.run(account, { full: full(world, index) }).ended;
  }
}

/** What may not move any more: everything but times and counts of attempts. */
export async function signature(world: World): Promise<string> {
  const { links, alone, changes, conflicts, queue, records, flags } = await world.crm.look();
  return JSON.stringify([
    world.ledger.writes,
    changes.length,
    conflicts.length,
    records.map(({ version }) => version),
    flags.map(({ on }) => on),
    [...links, ...alone].map(({ id, state, cardId, hold }) => [id, state, cardId, hold?.code]),
    queue.map(({ cardId, state }) => [cardId, state]),
  ]);
}

async function moving(world: World): Promise<string> {
  const before = await world.crm.look();
  const writes = world.ledger.writes;
  await runAll(world, () => false);
  const after = await world.crm.look();
  const changes = after.changes
    .slice(before.changes.length)
    .map(({ field, before: old, after: now }) => `${field} ${old} → ${now}`);
  return `${world.ledger.writes - writes} writes to books, changes of records: ${changes.join('; ') || 'none'}`;
}
