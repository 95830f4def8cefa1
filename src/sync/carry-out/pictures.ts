// Pictures on their way: a plan names a card's picture by what tells it apart there, a record's by its bytes.

import type { Push } from '../decide/plan.ts';
import { photoFields } from '../mapping.ts';
import type { FieldDiff } from '../model.ts';
import { type ExecuteContext, type Photos, type Planned, photoSent, pushOf } from './send.ts';

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

/**
 * The pictures that `items` send. One that is too large for the address book, or not kept any more, is left out, and each side
 * keeps its own until somebody changes it.
 */
export async function fitPhotos({ store, capabilities }: ExecuteContext, items: Planned[]): Promise<Photos> {
  const ids = items.flatMap(({ plan }) => photoSent(pushOf(plan)) ?? []);
  const photos = ids.length > 0 ? await store.photos(ids) : new Map();
  for (const [id, { bytes }] of photos)
    if (bytes.length > (capabilities.photoBytes ?? Number.POSITIVE_INFINITY)) photos.delete(id);
  for (const item of items) {
    const id = photoSent(pushOf(item.plan));
    if (id !== null && !photos.has(id)) leaveOut(item, id);
  }
  return photos;
}

function leaveOut(item: Planned, id: string): void {
  const { plan } = item;
  const push = pushOf(plan)!;
  const left = push.diff.filter(({ after }) => after === id);
  const sent = Object.entries(push.sent).filter(([field]) => !left.some((diff) => diff.field === field));
  const rest: Push = {
    edits: push.edits.filter(({ property }) => property !== 'photo'),
    sent: Object.fromEntries(sent),
    diff: push.diff.filter((diff) => !left.includes(diff)),
  };
  if (plan.type === 'create') item.plan = { ...plan, push: rest };
  if (plan.type !== 'sync') return;
  const agreed = left.map(({ field, before, after }) => [field, { local: after, remote: before }]);
  const fields = { ...plan.base.fields, ...Object.fromEntries(agreed) };
  item.plan = { ...plan, push: rest.edits.length > 0 ? rest : null, base: { ...plan.base, fields } };
}

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
