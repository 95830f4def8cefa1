// What one process remembers of an account from one run to the next. Nothing here is needed for what is right, only for
// what is polite, and for a creation that is sent twice within the process.
import { createPace, type Pace } from '../../../protocol/http/pace.ts';
import type { RemoteId } from '../../provider.ts';
import { type Budget, createBudget } from './budget.ts';
import { createWritePause, type WritePause } from './write-pause.ts';

export interface AccountMemory {
  budget: Budget;
  writePause: WritePause;
  /** "Mutate requests for the same user should be sent sequentially": over all runs of the process. */
  mutations: Pace;
  creations: Creations;
}

export interface Creations {
  /** What became of a creation with this marker: its id, 'unknown' for a lost answer, undefined when none was sent. */
  outcome(marker: string): RemoteId | 'unknown' | undefined;
  note(marker: string, outcome: RemoteId | 'unknown'): void;
}

const MOST_CREATIONS = 5000;

export function createAccountMemory(): AccountMemory {
  return {
    budget: createBudget(),
    writePause: createWritePause(),
    mutations: createPace({ concurrency: 1, now: () => 0, sleep: async () => {} }),
    creations: createCreations(),
  };
}

function createCreations(): Creations {
  const outcomes = new Map<string, RemoteId | 'unknown'>();
  return {
    outcome: (marker) => outcomes.get(marker),
    note(marker, outcome) {
      outcomes.delete(marker);
      outcomes.set(marker, outcome);
      if (outcomes.size > MOST_CREATIONS) outcomes.delete(outcomes.keys().next().value!);
    },
  };
}
