// Rules of what waits for a person, for an answer or for a listing, each broken once: what the engine would be without it.
import { setLink } from '../crm/memory-rows.ts';
import { afterSteps, changed, type Mutant, withoutRule, withSteps, withStore } from './sabotage.ts';

export const MUTANTS_OF_WAITING: Mutant[] = [
  {
    name: 'what is asked for no more goes on waiting',
    aspects: ['lists', 'accounts'],
    engine: withSteps((step) => (step.release ? { linkId: step.linkId, recordId: step.recordId } : step)),
  },
  {
    name: 'a change of settings is under review for ever',
    aspects: ['mappings'],
    engine: withStore((store) => ({ finish: ({ count }) => store.finish({ review: false, count }) })),
  },
  {
    name: 'what was left on one side alone is written over in silence',
    aspects: ['accounts'],
    engine: changed({
      file: 'decide/merge.ts',
      from: 'const isUnseen = isApart(base) && record !== null && card !== null;',
      to: 'const isUnseen = false;',
    }),
  },
  {
    name: 'of two fields with one value the first takes whatever is there',
    aspects: ['photos', 'lists', 'mappings'],
    engine: withoutRule('byKeyAndLabel'),
  },
  {
    name: 'a value that the record has already goes into another field as well',
    engine: withoutRule('byRecord'),
    promise: 'a value that a record and its card have is on each of them once',
  },
  {
    name: 'an answer that is missed after the clock was set back was missed before the look',
    aspects: ['photos', 'lists', 'mappings', 'doubles', 'lines', 'clocks', 'undo'],
    engine: changed({ file: 'carry-out/answer.ts', from: 'Math.max(now, lookedAt)', to: 'now' }),
  },
  {
    name: 'a card that was kept is asked about for ever',
    aspects: ['doubles'],
    engine: changed({
      file: 'plan.ts',
      from: 'if (former?.isThere && STILL_ITS_CARD.has(former.closedReason))',
      to: 'if (former === undefined)',
    }),
  },
  {
    name: 'a new link knows nothing of the last one',
    aspects: ['doubles'],
    engine: withStore((store) => ({
      due: async (after, limit, now) =>
        (await store.due(after, limit, now)).map((view) => ({ ...view, former: null, lookalike: null })),
    })),
  },
  {
    name: 'a card is made beside one that is surely the same',
    aspects: ['doubles'],
    engine: changed({
      file: 'plan.ts',
      from: 'if (former || view.lookalike)',
      to: 'if (former)',
    }),
  },
  {
    name: 'a card taken up again comes without what both sides agreed on',
    aspects: ['doubles'],
    engine: afterSteps(({ linkId, move }, memory) => {
      if (move?.type === 'taken-up' && move.from) setLink(memory, linkId, { base: null });
    }),
  },
];
