export interface Change<Item> {
  readonly key: string;
  readonly at: number;
  readonly before: Item | undefined;
  /** Undefined: it is gone. */
  readonly after: Item | undefined;
}

/** Between two positions: the last change, and what was there before the first. */
export interface Difference<Item> extends Change<Item> {
  readonly first: Item | undefined;
}

/**
 * Things by key, with everything that ever happened to them in order of time, so that a reader can be shown the state
 * of some minutes ago. A position is the number of changes that a reader has seen.
 */
export class History<Item> {
  #items = new Map<string, Item>();
  #log: Change<Item>[] = [];
  #lastView: { position: number; items: Item[] } | undefined;

  get size(): number {
    return this.#items.size;
  }

  get position(): number {
    return this.#log.length;
  }

  get(key: string): Item | undefined {
    return this.#items.get(key);
  }

  values(): IterableIterator<Item> {
    return this.#items.values();
  }

  /** Time must not run backwards: a change is never dated before the one that precedes it. */
  set(key: string, item: Item, at: number): void {
    this.#record(key, item, at);
    this.#items.set(key, item);
  }

  delete(key: string, at: number): void {
    this.#record(key, undefined, at);
    this.#items.delete(key);
  }

  positionAt(time: number): number {
    let low = 0;
    let high = this.#log.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#log[middle]!.at > time) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** All that was there at a position, in no particular order. */
  view(position: number): readonly Item[] {
    if (this.#lastView?.position === position) return this.#lastView.items;
    const earlier = new Map<string, Item | undefined>();
    for (const { key, before } of this.#log.slice(position)) if (!earlier.has(key)) earlier.set(key, before);
    const items: Item[] = [];
    for (const [key, item] of this.#items) if (!earlier.has(key)) items.push(item);
    for (const item of earlier.values()) if (item) items.push(item);
    this.#lastView = { position, items };
    return items;
  }

  /** What changed between two positions: the last change of each key, oldest first; `first` is what was before all of them. */
  changes(since: number, until: number, { unheardOf = false } = {}): Difference<Item>[] {
    const last = new Map<string, Change<Item>>();
    const firstBefore = new Map<string, Item | undefined>();
    for (const change of this.#log.slice(since, until)) {
      if (!firstBefore.has(change.key)) firstBefore.set(change.key, change.before);
      last.delete(change.key);
      last.set(change.key, change);
    }
    // Made and gone again between the two: whoever asks has never heard of it.
    return [...last.values()]
      .map((change) => ({ ...change, first: firstBefore.get(change.key) }))
      .filter(({ after, first }) => after || first || unheardOf);
  }

  /** The thing as it was at a time. */
  at(key: string, time: number): Item | undefined {
    const next = this.#log.slice(this.positionAt(time)).find((change) => change.key === key);
    return next ? next.before : this.#items.get(key);
  }

  /** The thing as it was before its last change; itself when it never changed. */
  before(key: string): Item | undefined {
    return this.#log.findLast((change) => change.key === key)?.before ?? this.#items.get(key);
  }

  #record(key: string, after: Item | undefined, at: number): void {
    const time = Math.max(at, this.#log.at(-1)?.at ?? at);
    this.#log.push({ key, at: time, before: this.#items.get(key), after });
    this.#lastView = undefined;
  }
}
