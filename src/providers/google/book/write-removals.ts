// Removals. Google deletes whatever the contact has become, so it is compared first; it then lies in Google's trash for
// thirty days.

import { refusalFor } from '../../../contact/loss.ts';
import type { Write } from '../../provider.ts';
import { type Item, inDoubt, refused, slices, type Told } from '../../rest/outcome.ts';
import { COST } from '../api/budget.ts';
import { BATCH, type PeopleApi } from '../api/people-api.ts';
import { cardFrom } from './card.ts';
import { attempt, errorOf, isGone } from './outcome.ts';
import { readCurrent } from './read-current.ts';

type Remove = Item<Extract<Write, { type: 'remove' }>>;

export async function* writeRemovals(api: PeopleApi, items: Remove[]): AsyncGenerator<Told> {
  for (const item of items) if (item.write.card.loss) yield refused(item, refusalFor('not-whole'));
  const whole = items.filter(({ write }) => !write.card.loss);
  for (const batch of slices(whole, BATCH)) {
    const current = await readCurrent(
      api,
      batch.map(({ write }) => write.card),
    );
    const doomed: Remove[] = [];
    for (const item of batch) {
      const { index, write } = item;
      const now = current.get(write.card.id)!;
      if (now.state === 'same') doomed.push(item);
      else if (now.state === 'gone') yield removed(item);
      else if (now.state === 'newer')
        yield { index, outcome: { outcome: 'stale', card: cardFrom(now.person, write.card.id) } };
      else
        yield {
          index,
          outcome: { outcome: 'unknown', reason: 'Google does not show the contact as it is now.' },
        };
    }
    if (doomed.length === 1) yield* removeOne(api, doomed[0]!);
    else if (doomed.length > 1) yield* removeMany(api, doomed);
  }
}

async function* removeMany(api: PeopleApi, items: Remove[]): AsyncGenerator<Told> {
  const sent = await attempt(
    api.write({
      kind: 'people.batchDeleteContacts',
      method: 'POST',
      path: '/v1/people:batchDeleteContacts',
      body: { resourceNames: items.map(({ write }) => write.card.id) },
      cost: COST.batchRemove,
    }),
  );
  if ('lost' in sent) yield* inDoubt(items, sent.lost);
  else if ('answer' in sent) for (const item of items) yield removed(item);
  // One that went meanwhile spoils the batch.
  else for (const item of items) yield* removeOne(api, item);
}

async function* removeOne(api: PeopleApi, item: Remove): AsyncGenerator<Told> {
  const sent = await attempt(
    api.write({
      kind: 'people.deleteContact',
      method: 'DELETE',
      path: `/v1/${item.write.card.id}:deleteContact`,
      cost: COST.remove,
    }),
  );
  if ('lost' in sent) yield* inDoubt([item], sent.lost);
  else if ('answer' in sent || isGone(errorOf(sent.refusal))) yield removed(item);
  else yield refused(item, sent.refusal.message);
}

function removed({ index }: Remove): Told {
  return { index, outcome: { outcome: 'done', card: null } };
}
