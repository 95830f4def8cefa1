// What one process remembers of an account from one run to the next. Nothing here is needed for what is right, only for
// what is polite, and for a creation that is sent twice within the process.
import { type Creations, createCreations } from '../../rest/creations.ts';
import { createGate, type Gate } from './gate.ts';

export interface AccountMemory {
  gate: Gate;
  creations: Creations;
  /** The mailbox has refused somebody without a given name. */
  needsGivenName: boolean;
  /** What folders were called when a listing last told of it, by id. */
  folderNames: Map<string, string>;
}

export const createAccountMemory = (): AccountMemory => ({
  gate: createGate(),
  creations: createCreations(),
  needsGivenName: false,
  folderNames: new Map(),
});
