// Pictures on their way into records: a plan names a card's picture by what tells it apart there, a record by its bytes.
import type { FieldDiff, Mapping } from './store.ts';
import type { ExecuteContext, Planned } from './write-out.ts';

/** Pictures fetched at once: they lie on servers made for browsers, which ask for six at a time. */
const AT_ONCE = 6;

/**
 * Fetches and keeps the pictures that `items` bring into records, and has their plans say which they are. Where there is
 * none to be had the record keeps what it has, until the card shows another one.
 */
export async function bringPhotos(context: ExecuteContext, items: Planned[]): Promise<void> {
  const pulls = items.flatMap((item) => {
    const { plan, view } = item;
    if (plan.type !== 'sync' && plan.type !== 'remove') return [];
    const fields = photoFields(context.mapping(view.record.kind));
    const diff = plan.pull.find(({ field, after }) => fields.has(field) && after !== null);
    return diff ? [{ item, diff }] : [];
  });
  for (let start = 0; start < pulls.length; start += AT_ONCE)
    await Promise.all(
      pulls.slice(start, start + AT_ONCE).map(({ item, diff }) => bring(context, item, diff)),
    );
}

const photoFields = (mapping: Mapping): Set<string> =>
  new Set(mapping.filter(({ slot }) => slot.property === 'photo').map(({ field }) => field));

async function bring({ store, photo }: ExecuteContext, item: Planned, diff: FieldDiff): Promise<void> {
  const { plan, view } = item;
  if (plan.type !== 'sync' && plan.type !== 'remove') return;
  const card = (await store.cards([view.card!.id])).get(view.card!.id);
  const found = card && (await photo(card.raw));
  const after = found ? await store.keepPhoto(found) : diff.before;
  const fields = { ...plan.base.fields, [diff.field]: { local: after, remote: diff.after } };
  const others = plan.pull.filter((other) => other !== diff);
  const pull = after === diff.before ? others : [...others, { ...diff, after }];
  item.plan = { ...plan, pull, base: { ...plan.base, fields } };
}
