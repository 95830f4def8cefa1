// What one process remembers of an account from one run to the next. Nothing here is needed for what is right, only for
// what is polite, and for a creation that is sent twice within the process.
import { createPace, type Pace } from '../../../protocol/http/pace.ts';
import { type Creations, createCreations } from '../../rest/creations.ts';
import { type Budget, createBudget } from './budget.ts';
import { createWritePause, type WritePause } from './write-pause.ts';

export interface AccountMemory {
  budget: Budget;
  writePause: WritePause;
  /** "Mutate requests for the same user should be sent sequentially": over all runs of the process. */
  mutations: Pace;
  creations: Creations;
}

export function createAccountMemory(): AccountMemory {
  return {
    budget: createBudget(),
    writePause: createWritePause(),
    mutations: createPace({ concurrency: 1, now: () => 0, sleep: async () => {} }),
    creations: createCreations(),
  };
}
