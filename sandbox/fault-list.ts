import { seededRandom } from './seed/seeded-random.ts';

/** What a rule can ask of a request, whatever it speaks. */
export interface Strikable {
  readonly kind: string;
  readonly user: string | undefined;
}

export interface FaultRule<Request extends Strikable, Effect> {
  effect: Effect;
  /** How many requests it strikes; 1 unless told. */
  times?: number;
  /** Only these kinds of request. */
  kind?: Request['kind'] | readonly Request['kind'][];
  /** Only requests with the credentials of this user, good or not. */
  user?: string;
  when?: (request: Request) => boolean;
  /** From 0 to 1, decided by `seed`: the same requests in the same order are struck again. */
  chance?: number;
  seed?: number;
}

export interface Fault {
  readonly struck: number;
  readonly left: number;
  cancel(): void;
}

/** What befalls a connection: cut before the request had any effect, after it had, or in the middle of the answer; slow. */
export type ConnectionEffect = { cut: 'before' | 'after' | 'middle' } | { delayMs: number };

/** Trouble on demand. Rules are tried in the order they were added; each request is struck by all that match it. */
export class FaultList<Request extends Strikable, Effect> {
  /** Added to every answer; for measurements over a pretended distance. */
  latencyMs = 0;
  #faults: ActiveFault<Request, Effect>[] = [];

  add(rule: FaultRule<Request, Effect>): Fault {
    const fault = new ActiveFault(rule);
    this.#faults.push(fault);
    return fault;
  }

  clear(): void {
    for (const fault of this.#faults) fault.cancel();
    this.#faults = [];
    this.latencyMs = 0;
  }

  /** The effects on this request, of those that are possible for it; striking counts. */
  strike(request: Request, isPossible: (effect: Effect) => boolean = () => true): Effect[] {
    const effects = this.#faults
      .filter((fault) => isPossible(fault.rule.effect) && fault.strikes(request))
      .map(({ rule }) => rule.effect);
    this.#faults = this.#faults.filter(({ left }) => left > 0);
    return effects;
  }
}

class ActiveFault<Request extends Strikable, Effect> implements Fault {
  struck = 0;
  left: number;
  readonly rule: FaultRule<Request, Effect>;
  readonly #random: () => number;

  constructor(rule: FaultRule<Request, Effect>) {
    this.rule = rule;
    this.left = rule.times ?? 1;
    this.#random = seededRandom(rule.seed ?? 1, 0);
  }

  cancel(): void {
    this.left = 0;
  }

  strikes(request: Request): boolean {
    const { kind, user, when, chance = 1 } = this.rule;
    if (this.left <= 0) return false;
    if (kind !== undefined && ![kind].flat().includes(request.kind)) return false;
    if (user !== undefined && request.user !== user) return false;
    if (when && !when(request)) return false;
    if (chance < 1 && this.#random() >= chance) return false;
    this.left -= 1;
    this.struck += 1;
    return true;
  }
}
