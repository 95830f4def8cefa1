// What a plan does here, as steps: to the record, to the link, to what waits for a person. Pure; nothing here leaves for a book.

import { BESIDE_MS, isMoving, unseenSince } from '../decide/beside.ts';
import { doubtOf } from '../decide/doubt.ts';
import { type ActionClass, classOf, covers } from '../decide/guard.ts';
import { awaited, type Besides, type LinkPlan, meanwhile } from '../decide/plan.ts';
import type { PlanContext } from '../decide/three-way.ts';
import { lastOfEach } from '../decide/unanswered.ts';
import type { Base, Hold, LinkRow } from '../link/link.ts';
import type { LinkView } from '../link/view.ts';
import type { FieldDiff, Values } from '../model.ts';
import type { Journal, Step } from '../store.ts';
import { pushOf } from './context.ts';

/** How long a record rests whose value two programs keep changing back and forth. */
const LOOP_PAUSE_MS = 86_400_000;

type Moment = Pick<PlanContext, 'capabilities' | 'now' | 'look'>;

/** What a plan does before anything is sent; of a plan that asks or sends first, nothing. */
export function stepsOf(view: LinkView, plan: LinkPlan, moment: Moment): Step[] {
  return [...besides(view, plan), ...released(view, plan), ...ownSteps(view, plan, moment)];
}

/** A plan that waits for a person. */
export const waitingStep = (view: LinkView, plan: LinkPlan, name: ActionClass): Step => ({
  ...agreeing(view),
  move: {
    type: 'held',
    hold: { code: 'approval', detail: name },
    retryAt: null,
    seen: view.link.touched,
    ...meanwhile(view, plan),
  },
  waits: { class: name, action: actionOf(plan) },
});

/** The view as a plan leaves it, once its steps are done. */
export function afterwards(view: LinkView, plan: LinkPlan): LinkView {
  if (plan.type !== 'sync' && plan.type !== 'remove') return view;
  const { record, link } = view;
  const values = { ...record.values, ...afterOf(plan.pull) };
  const version = plan.pull.length > 0 ? record.version + 1 : record.version;
  return { ...view, link: { ...link, base: plan.base }, record: { ...record, values, version } };
}

/** Whether something leaves for a book once the steps are done. */
export const isSent = (plan: LinkPlan): boolean => plan.type === 'remove' || pushOf(plan) !== null;

export const stepOf = ({ link, record }: LinkView): Step => ({ linkId: link.id, recordId: record.id });

/** What is agreed on stands on what colleagues have agreed on by now. */
export const agreeing = (view: LinkView): Step =>
  view.beside.length > 0 ? { ...stepOf(view), beside: view.beside } : stepOf(view);

/** Marks what a person said yes to. */
export const journalOf = ({ link }: LinkView, entry: Journal): Journal[] => [
  covers(link.hold, [classOf(entry)]) ? { ...entry, approved: true } : entry,
];

function besides(view: LinkView, plan: LinkPlan): Step[] {
  const { arrived, unheard, uncontested } = plan as Besides;
  const steps: Step[] = [];
  const tell = (diff: FieldDiff[], told: FieldDiff[], outcome: 'done' | 'unanswered') =>
    steps.push({
      ...stepOf(view),
      move: { type: 'journalled', diff },
      journal: journalOf(view, { type: 'update', diff: told, outcome }),
    });
  if (arrived) tell(arrived, arrived, 'done');
  if (unheard) tell(unheard, lastOfEach(unheard), 'unanswered');
  if (uncontested) steps.push({ ...stepOf(view), settles: uncontested });
  return steps;
}

/** What was to be approved is not what there is to do any more, or somebody has approved it elsewhere. */
function released(view: LinkView, plan: LinkPlan): Step[] {
  const code = view.link.hold?.code;
  if (plan.type === 'wait-for-answer' || plan.type === 'look-again') return [];
  if (code === 'approval') return [{ ...stepOf(view), move: { type: 'unasked' }, release: true }];
  return code === 'approved' ? [{ ...stepOf(view), release: true }] : [];
}

function ownSteps(view: LinkView, plan: LinkPlan, moment: Moment): Step[] {
  const step = agreeing(view);
  const { touched: seen, base } = view.link;
  switch (plan.type) {
    case 'wait':
      return [{ ...step, move: { type: 'settled', seen, base: plan.base ?? base, certain: false } }];
    case 'settle':
      return [{ ...step, move: { type: 'settled', seen, base: plan.base, certain: true } }];
    case 'wait-for-answer':
      return [{ ...step, move: { type: 'in-doubt', since: plan.since, retryAt: plan.until, seen } }];
    case 'rest':
      return [held(view, { code: 'loop', detail: plan.field }, plan.base, moment.now + LOOP_PAUSE_MS)];
    case 'hold':
      return [holding(view, plan, moment)];
    case 'close':
      return [closing(view, plan)];
    case 'repoint':
      return [takingUp(view, plan.cardId)];
    case 'sync':
    case 'remove':
      return pulling(view, plan, moment);
    default:
      return [];
  }
}

/** The record's part, and what both sides agree on by then. Until a push that follows is answered, the link stays due. */
function pulling(view: LinkView, plan: LinkPlan & { type: 'sync' | 'remove' }, moment: Moment): Step[] {
  const { pull, base } = plan;
  const conflicts = plan.conflicts ?? [];
  const waits = plan.type === 'sync' ? plan.withheld : undefined;
  const isUnsent = plan.type === 'sync' && plan.unsent === true;
  if (isSent(plan) && pull.length === 0 && conflicts.length === 0 && !base.picture) return [];
  // What is in doubt is looked at once more, until it is certain; what waits stays due until it is held.
  const isDone = !isSent(plan) && !waits && !isUnsent && doubtOf(view, moment) === null;
  const step: Step = {
    ...agreeing(view),
    move: isDone
      ? { type: 'settled', seen: view.link.touched, base, certain: true }
      : { type: 'agreed', base },
    conflicts,
  };
  if (pull.length > 0) {
    step.record = { expect: view.record.version, values: afterOf(pull) };
    step.journal = journalOf(view, { type: 'update-record', diff: pull, outcome: 'done' });
  }
  return waits && !isSent(plan) ? [step, withheld(view, 'may-not-edit', waits)] : [step];
}

function closing(view: LinkView, plan: LinkPlan & { type: 'close' }): Step {
  const { reason } = plan;
  const step: Step = {
    ...stepOf(view),
    move: { type: 'closed', reason, seen: view.link.touched },
    journal: journalOf(view, { type: 'close', diff: [], outcome: reason }),
  };
  // Whoever deleted it, and whether or not somebody wants it by now: what the card was is kept.
  if (reason === 'card-deleted' || reason === 'both-gone') step.trash = 'card-deleted';
  if (plan.flagOff) step.flag = 'off';
  // Wanted again while our own deletion was under way: a card of its own.
  if (reason === 'deleted') step.wantedAgain = true;
  if (plan.trashRecord) step.trashRecord = true;
  if (view.card?.state === 'live') step.queue = view.link.recordId === null ? 'ask' : 'offer';
  return step;
}

/** A new link goes on from where the former one of this card was; what a colleague has agreed on counts anyway. */
function takingUp(view: LinkView, cardId: string): Step {
  const { link, former, beside } = view;
  const move = (from: Former | null): Step['move'] => ({ type: 'taken-up', cardId, from });
  if (link.state !== 'new') return { ...stepOf(view), move: move(null), queue: 'forget' };
  const own = former?.cardId === cardId ? former : null;
  const journal = journalOf(view, { type: 'take-up', diff: [], outcome: 'done' });
  const passing = own?.intent ? { passesOn: own.linkId } : {};
  return {
    ...stepOf(view),
    beside,
    move: move(own ? pick(own) : OF_A_COLLEAGUE),
    queue: 'forget',
    journal,
    ...passing,
  };
}

type Former = Pick<LinkRow, 'base' | 'outbox' | 'intent' | 'createdByUs'>;

/** For this account the card was there before, and it puts it into no group. */
const OF_A_COLLEAGUE: Former = { base: null, outbox: [], intent: null, createdByUs: false };

const pick = ({ base, outbox, intent, createdByUs }: NonNullable<LinkView['former']>): Former => ({
  base,
  outbox,
  intent,
  createdByUs,
});

const held = (view: LinkView, hold: Hold, base?: Base, retryAt: number | null = null): Step => ({
  ...(base ? agreeing(view) : stepOf(view)),
  move: { type: 'held', hold, retryAt, seen: view.link.touched, ...(base && { base }) },
});

/** It waits for a right of the account's owner; what it would have done to the record is in the run's journal. */
const withheld = (view: LinkView, code: Hold['code'], diff: FieldDiff[]): Step => ({
  ...held(view, { code, detail: diff.map(({ field }) => field).join(',') }),
  journal: journalOf(view, {
    type: code === 'may-not-edit' ? 'update-record' : 'close',
    diff,
    outcome: 'not-allowed',
  }),
});

function holding(view: LinkView, plan: LinkPlan & { type: 'hold' }, { now }: Moment): Step {
  if (plan.withheld) return withheld(view, plan.code, plan.withheld);
  if (plan.code !== 'beside') return held(view, holdOf(view, plan), plan.base);
  const detail = isMoving(view.beside) ? '' : String(unseenSince(view.link.hold) ?? now);
  return held(view, { code: 'beside', detail }, plan.base, now + BESIDE_MS);
}

/** A creation that waits says for which card, a card that is not written what it has lost. */
function holdOf(view: LinkView, { code, detail }: LinkPlan & { type: 'hold' }): Hold {
  const card = code === 'match-in-queue' ? awaited(view) : null;
  return card ? { code, detail: card.name, cardId: card.cardId } : { code, detail: detail ?? '' };
}

/** A plan as a person is shown it before it is carried out. */
function actionOf(plan: LinkPlan): Journal {
  switch (plan.type) {
    case 'create':
      return { type: 'create', diff: plan.push.diff, outcome: 'held' };
    case 'remove':
      return { type: 'remove', diff: plan.pull, outcome: 'held' };
    case 'sync':
      return plan.push
        ? { type: 'update', diff: plan.push.diff, outcome: 'held', pull: plan.pull }
        : { type: 'update-record', diff: plan.pull, outcome: 'held' };
    // Of all others only the end of a link has an effect that can wait.
    default:
      return { type: 'close', diff: [], outcome: 'held' };
  }
}

const afterOf = (diff: FieldDiff[]): Values =>
  Object.fromEntries(diff.map(({ field, after }) => [field, after]));
