// Rules about cards that do not arrive whole, each broken once: what the engine would be without it.
import { changed, type Mutant } from './sabotage.ts';

export const MUTANTS_OF_LOSSES: Mutant[] = [
  {
    name: 'a card that is not whole is written like any other',
    engine: changed({
      file: 'plan.ts',
      from: 'if (loss === null) return',
      to: 'if (loss !== undefined) return',
    }),
  },
  {
    name: 'a card that cannot be read is read as far as it goes',
    engine: changed({
      file: 'plan.ts',
      from: "if (isUnreadable(loss)) return { type: 'hold', code: 'unreadable-card', detail: loss };",
      to: 'if (isUnreadable(loss)) return planReadOnly(view, loss, context);',
    }),
  },
  {
    name: 'a card that is not whole is read as if it were',
    engine: changed({
      file: 'plan.ts',
      from: 'return isPartial(loss) ? planPartial(view, loss, context) : planReadOnly',
      to: 'return planReadOnly',
    }),
  },
  {
    name: 'what a card lacks is taken away',
    engine: changed({
      file: 'plan.ts',
      from: 'const pull = all.pull.filter(({ after }) => isSaid(after));',
      to: 'const { pull } = all;',
    }),
  },
  {
    name: 'a guess is taken for what was there',
    engine: changed({
      file: 'plan.ts',
      from: 'value !== null && !value.includes(UNKNOWN_CHARACTER)',
      to: 'value !== null',
    }),
  },
  {
    name: 'what a card lacks counts as agreed',
    engine: changed({
      file: 'plan.ts',
      from: "return { type: 'sync', pull, push: null, conflicts, base, ...waits, ...unsent };",
      to: "return { type: 'sync', pull, push: null, conflicts, base: all.base, ...waits, ...unsent };",
    }),
  },
  {
    name: 'a card that is not ours to write is written',
    engine: changed({
      file: 'plan.ts',
      from: '? { ...plan, push: null, unsent: true }',
      to: '? plan',
    }),
  },
  {
    name: 'a card that is not whole is deleted',
    engine: changed({
      file: 'plan.ts',
      from: 'link.keepCard || loss !== null || ',
      to: 'link.keepCard || ',
    }),
  },
  {
    name: 'nobody is told what a card cannot be given',
    engine: changed({ file: 'apply.ts', from: '!waits && !isUnsent &&', to: '!waits &&' }),
  },
].map((mutant): Mutant => ({ ...mutant, aspects: ['losses'] }));
