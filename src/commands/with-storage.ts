// A command that needs the database for a moment: opens it, hands it over, closes it whatever happens.
import type { Actor } from '../access/actor.ts';
import { openStorage, type Storage } from '../database/open-storage.ts';
import type { Invocation } from './command.ts';

/** Whoever may start this program on this machine: not a user, so the journal shows nobody's id. */
export const OPERATOR: Actor = { userId: '00000000-0000-0000-0000-000000000000', role: 'administrator' };

export async function withStorage<T>(
  invocation: Invocation,
  work: (storage: Storage) => Promise<T>,
): Promise<T> {
  const config = invocation.config();
  const storage = await openStorage(config, invocation.log(config));
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}
