// What this process knows of the creations it has sent, for where an API does not know a request that it has had before.
import type { RemoteId } from '../provider.ts';

export interface Creations {
  /** What became of a creation with this marker: its id, 'unknown' for a lost answer, undefined when none was sent. */
  outcome(marker: string): RemoteId | 'unknown' | undefined;
  note(marker: string, outcome: RemoteId | 'unknown'): void;
}

const MOST_CREATIONS = 5000;

export function createCreations(): Creations {
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
