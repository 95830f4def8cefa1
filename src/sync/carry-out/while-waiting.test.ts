// What both sides come to agree on while a link waits, for whatever: it is agreed on from then on, as anything else.
import { describe, expect, test } from 'vitest';
import { AGREED, context, type Given, view } from '../../../tests/builders/a-link.ts';
import { planLink } from '../decide/plan.ts';
import type { PlanContext } from '../decide/three-way.ts';
import { type LinkMove, moved } from '../link/move.ts';
import type { LinkView } from '../link/view.ts';
import type { Step } from '../store.ts';
import { stepsOf, waitingStep } from './apply.ts';

/** Both sides have typed the same number; a last name that the card does not get makes the link wait. */
function waiting(given: Given): LinkView {
  const { record, ...rest } = view({ local: '02 888', remote: '02 888', ...given });
  return { ...rest, record: { ...record, values: { ...record.values, lastName: 'Neri' } } };
}

const after = (view: LinkView, steps: Step[]): LinkView => ({
  ...view,
  link: steps.reduce((link, { move }) => (move ? moved(link, move as LinkMove) : link), view.link),
});

const WAITS: [name: string, given: Given, context: PlanContext, isAsked?: true][] = [
  ['for approval', {}, context(), true],
  ['in a book that takes no writes', {}, { ...context(), isWritable: () => false }],
  ['as a card that is not ours to write', { loss: 'profile' }, context()],
  ['as a card that is not whole', { loss: 'encoding' }, context()],
  ['while another field rests', { view: { flips: [{ field: 'firstName', value: 'Ada' }] } }, context()],
];

describe.each(WAITS)('a link that waits %s', (name, given, under, isAsked) => {
  const isResting = name.endsWith('rests');
  /** After what the first plan does, with something that happens then. */
  function next(first: LinkView, change: (view: LinkView) => void) {
    const plan = planLink(first, under);
    const steps = isAsked ? [waitingStep(first, plan, 'card-updates')] : stepsOf(first, plan, under);
    const later = structuredClone({ ...after(first, steps), flips: [] });
    change(later);
    return { link: later.link, plan: planLink(later, under) };
  }
  const first = (): LinkView => {
    const one = waiting(given);
    if (isResting) one.card!.contact.name.given = 'Ada';
    return one;
  };

  test('agrees meanwhile on what both sides have', () => {
    const { link } = next(first(), () => {});
    expect(link.base!.fields.phone).toEqual({ local: '02 888', remote: '02 888' });
    expect(link.base!.fields.lastName).toEqual({ local: 'Bianchi', remote: 'Bianchi' });
  });

  test('takes a later edit of it for an edit, not for a conflict', () => {
    const { plan } = next(first(), ({ card }) => {
      card!.contact.phones[0]!.value = '02 999';
    });
    expect(plan).toMatchObject({ type: 'sync', conflicts: [] });
    expect(plan).toHaveProperty(
      'pull',
      expect.arrayContaining([expect.objectContaining({ after: '02 999' })]),
    );
  });

  test('does not bring back what is emptied then', () => {
    const { plan } = next(first(), ({ record }) => {
      delete record.values.phone;
    });
    const pull = 'pull' in plan ? plan.pull : [];
    expect(pull.map(({ field }) => field)).not.toContain('phone');
  });
});

test('what is to be taken from the card is agreed on by nobody before it is', () => {
  const first = view({ remote: '02 888' });
  const { link } = after(first, [waitingStep(first, planLink(first, context()), 'record-updates')]);
  expect(link.base!.fields.phone).toEqual({ local: AGREED, remote: AGREED });
});
