// Pictures on their way into records: a plan names a card's picture by what tells it apart there, a record's by its bytes. One that
// goes with its card is kept for it.
import { photoId } from '../../contact/photo.ts';
import type { Card } from '../../providers/provider.ts';
import type { LinkPlan } from '../decide/plan.ts';
import type { Agreement } from '../link/link.ts';
import type { LinkView } from '../link/view.ts';
import { photoFields } from '../mapping.ts';
import type { FieldDiff } from '../model.ts';
import type { ExecuteContext, Planned } from './context.ts';

/** Pictures fetched at once: they lie on servers made for browsers, which ask for six at a time. */
const AT_ONCE = 6;

type Pulling = LinkPlan & { type: 'sync' | 'remove' };

/**
 * The plans, those that bring a picture into a record saying which one it is: it is fetched and kept. Where there is none to be
 * had the record keeps what it has, until the card shows another one.
 */
export async function withPictures(context: ExecuteContext, items: Planned[]): Promise<Planned[]> {
  const fetched = new Map<Planned, (card: Card | undefined) => Promise<Pulling>>();
  for (const item of items) {
    const { plan, view } = item;
    if (plan.type !== 'sync' && plan.type !== 'remove') continue;
    const fields = photoFields(context.mapping(view.record.kind));
    const diff = plan.pull.find(({ field, after }) => fields.has(field) && after !== null);
    if (diff) fetched.set(item, (card) => bring(context, plan, diff, card));
    else if (plan.type === 'remove' && isOnlyThere(context, view, plan))
      fetched.set(item, (card) => keepFor(context, plan, card));
  }
  if (fetched.size === 0) return items;
  const cards = await context.store.cards([...fetched.keys()].map(({ view }) => view.card!.id));
  const made = new Map<Planned, Planned>();
  const entries = [...fetched];
  for (let start = 0; start < entries.length; start += AT_ONCE)
    await Promise.all(
      entries.slice(start, start + AT_ONCE).map(async ([item, fetch]) => {
        made.set(item, { ...item, plan: await fetch(cards.get(item.view.card!.id)) });
      }),
    );
  return items.map((item) => made.get(item) ?? item);
}

async function bring(
  { store, photo }: ExecuteContext,
  plan: Pulling,
  diff: FieldDiff,
  card: Card | undefined,
): Promise<Pulling> {
  const found = card && (await photo(card.raw));
  const after = found ? await store.keepPhoto(found) : diff.before;
  // One that cannot be had stays on the card, and the record keeps its own.
  const agreed: Agreement = { local: after, remote: diff.after, ...(!found && { own: true }) };
  const fields = { ...plan.base.fields, [diff.field]: agreed };
  const others = plan.pull.filter((other) => other !== diff);
  const pull = after === diff.before ? others : [...others, { ...diff, after }];
  return { ...plan, pull, base: { ...plan.base, fields } };
}

/** The card shows a picture that a card made again for its record would not be given. */
function isOnlyThere({ mapping }: ExecuteContext, { card, record }: LinkView, { base }: Pulling): boolean {
  const { photo } = card!.contact;
  const written = photoFields(mapping(record.kind).filter(({ direction }) => direction !== 'in'));
  const isInRecord = (field: string) => record.values[field] && base.fields[field]?.remote === photo;
  return photo !== null && ![...written].some(isInRecord);
}

/** Where the card carries its picture, the trash has it with the card. */
async function keepFor(
  { store, photo }: ExecuteContext,
  plan: Pulling,
  card: Card | undefined,
): Promise<Pulling> {
  const found = card && (await photo(card.raw));
  if (!found || photoId(found.bytes) === card.contact.photo) return plan;
  return { ...plan, base: { ...plan.base, picture: await store.keepPhoto(found) } };
}
