import { History } from '../../server/history.ts';
import type { Contact } from './contact.ts';

export type WellKnown = 'contacts' | 'deleteditems' | 'msgfolderroot';

/** What became of delta links: the answers recorded of links that had died. */
export type DeadLink = 'SyncStateNotFound' | 'resyncRequired' | 'BadRequest' | 'ErrorInvalidIdMalformed';

export class Folder {
  readonly id: string;
  readonly wellKnown: WellKnown | undefined;
  displayName: string;
  parentId: string;
  /** Of this folder alone: what leaves it is gone, wherever it went. */
  readonly contacts = new History<Contact>();
  readonly rounds = new Rounds();
  /** Addresses of those who may read it. */
  readonly readers = new Set<string>();

  constructor(id: string, displayName: string, parentId: string, wellKnown?: WellKnown) {
    this.id = id;
    this.displayName = displayName;
    this.parentId = parentId;
    this.wellKnown = wellKnown;
  }
}

/** How many rounds of a delta query each app has finished; links of early ones die. */
export class Rounds {
  /** Links of rounds up to this one are dead, whoever has them. */
  #deadUpTo = 0;
  #form: DeadLink = 'SyncStateNotFound';
  #finished = new Map<string, number>();
  #highest = 1;

  current(clientId: string): number {
    return this.#finished.get(clientId) ?? this.#highest;
  }

  /** The number of a round that was just finished. */
  finish(clientId: string): number {
    this.#highest += 1;
    this.#finished.set(clientId, this.#highest);
    return this.#highest;
  }

  /** Every link given out so far is answered like this. */
  expire(form: DeadLink): void {
    this.#deadUpTo = this.#highest;
    this.#highest += 1;
    this.#finished.clear();
    this.#form = form;
  }

  /** How a link is dead, if it is. */
  deathOf(round: number, clientId: string, kept: number): DeadLink | undefined {
    if (round <= this.#deadUpTo) return this.#form;
    return this.current(clientId) - round >= kept ? 'SyncStateNotFound' : undefined;
  }
}
