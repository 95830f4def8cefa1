// Rules of what the guard counts and a person's yes covers, and of what a plan does in steps, each broken once.
import { guardState } from '../crm/memory-guard.ts';
import { changed, type Mutant, withStore } from './sabotage.ts';

const OF_THE_GUARD: Mutant[] = [
  {
    name: 'what was done today counts for nothing',
    aspects: ['bulk'],
    engine: changed({
      file: 'guard.ts',
      from: 'const sum = (planned[name] ?? 0) + (state.recent[name] ?? 0);',
      to: 'const sum = planned[name] ?? 0;',
    }),
  },
  {
    name: 'an account that is connected again begins the day anew',
    aspects: [
      'photos',
      'lists',
      'records',
      'accounts',
      'rights',
      'doubles',
      'losses',
      'retouches',
      'clocks',
      'undo',
    ],
    engine: withStore((store, memory, { id }) => ({
      async guardState(now) {
        const state = await store.guardState(now);
        const { id: present } = [...memory.accounts.values()].find(
          ({ identity, disconnected }) => identity === id && !disconnected,
        )!;
        const actions = memory.actions.filter(({ accountId }) => accountId === present);
        return { ...state, recent: guardState({ ...memory, actions }, present, now).recent };
      },
    })),
  },
  {
    name: 'an emptied value counts as an edit',
    aspects: ['bulk'],
    engine: changed({
      file: 'guard.ts',
      from: 'return some > 0 ? { [always]: one, [also]: some } : { [always]: one };',
      to: 'return some > 0 && also === null ? { [always]: one, [also]: some } : { [always]: one };',
    }),
  },
  {
    name: 'what is to be seen first goes on like anything else',
    aspects: ['mappings', 'groups'],
    engine: changed({
      file: 'guard.ts',
      from: 'if (state.review !== null) return new Set(ACTION_CLASSES);',
      to: '',
    }),
  },
];

const OF_STEPS: Mutant[] = [
  {
    name: 'a card deleted on the phone stays switched on',
    engine: changed({ file: 'apply.ts', from: "if (plan.flagOff) step.flag = 'off';", to: '' }),
  },
  {
    name: 'a card that is let go of is nowhere in the queue',
    engine: changed({
      file: 'apply.ts',
      from: "if (view.card?.state === 'live') step.queue =",
      to: 'if (view.card === null) step.queue =',
    }),
  },
  {
    name: 'a book that may only be read is written to',
    aspects: ['books'],
    engine: changed({
      file: 'plan.ts',
      from: 'if (!writes || isWritable(card?.bookId ?? null)) return plan;',
      to: 'if (!writes || isWritable !== null || card) return plan;',
    }),
  },
];

export const MUTANTS_OF_STEPS: Mutant[] = [...OF_THE_GUARD, ...OF_STEPS];
