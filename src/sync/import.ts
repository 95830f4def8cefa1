// From the queue into the CRM: exactly the cards that were typed when somebody pressed Import, in batches, each batch one
// transaction with its records, flags, links and queue rows. Interrupted, the next run goes on with the rest.

import { chosenBase } from './decide/first-sight.ts';
import { project } from './decide/project.ts';
import type { Base } from './link/link.ts';
import { isTie, slotsOf } from './mapping.ts';
import type { Mapping, RecordKind } from './model.ts';
import type { Creation, Imported, ReadyItem, SyncStore } from './store.ts';

const BATCH = 200;

/** Imports what is stamped with a run and still ready; returns what became of it. */
export async function importReady(
  store: SyncStore,
  mapping: (kind: RecordKind) => Mapping,
  signal: AbortSignal,
): Promise<Imported> {
  const total: Imported = { decided: 0, created: 0, merged: 0 };
  for (;;) {
    signal.throwIfAborted();
    const batch = await store.importReady(BATCH, {
      create: (item) => creationOf(item, mapping(item.kind)),
      unite: (item, values) =>
        item.choice && chosenBase(item.contact, values, mapping(item.kind), item.choice),
    });
    total.decided += batch.decided;
    total.created += batch.created;
    total.merged += batch.merged;
    if (batch.decided > 0) await store.progress(total.decided, null, 'import');
    if (batch.decided < BATCH) return total;
  }
}

/** What a card becomes: the values its fields show, and a base on which both sides agree. */
export function creationOf(item: ReadyItem, whole: Mapping): Creation {
  // Which groups list it, and so which labels it gets, says the first plan of the link.
  const mapping = whole.filter((entry) => !isTie(entry));
  const projection = project(item.contact, mapping);
  const { bound, others } = projection;
  // Its picture comes with the first plan of the link: it may have to be fetched from elsewhere.
  const pictures = mapping.filter(({ slot }) => slot.property === 'photo').map(({ field }) => field);
  const values = { ...projection.values };
  for (const field of pictures) values[field] = null;
  const fields: Base['fields'] = {};
  for (const [field, value] of Object.entries(values)) fields[field] = { local: value, remote: value };
  const due = mapping.length < whole.length || pictures.some((field) => projection.values[field]);
  return { values, base: { fields, bound, others, ...slotsOf(mapping) }, due };
}
