// New contacts, up to two hundred in one request. Google does not know a request that it has had before, so nothing is
// sent again in doubt: what became of a creation is asked for by its marker.

import type { RemoteId, Write } from '../../provider.ts';
import { type Item, inDoubt, refused, slices, type Told } from '../../rest/outcome.ts';
import { BOOK_FULL, FULL_MEANS } from '../api/api-error.ts';
import { COST } from '../api/budget.ts';
import { BATCH, type PeopleApi } from '../api/people-api.ts';
import { tooLarge } from '../person/limits.ts';
import { creationBody, type NewPerson, newPerson, withoutGroups } from '../person/new-person.ts';
import { CONTACT_SOURCE, type Person, READ_MASK } from '../person/person.ts';
import { cardFrom, personOf } from './card.ts';
import { findByMarker } from './find-by-marker.ts';
import { finishWrites, photoProblem, type Written } from './finish-writes.ts';
import { attempt } from './outcome.ts';
import { readPeople } from './read-people.ts';

type Create = Extract<Write, { type: 'create' }>;

interface Creation extends Item<Create> {
  person: NewPerson;
  /** Labels to be given afterwards. */
  labels: Written['labels'];
}

export async function* writeCreations(api: PeopleApi, items: Item<Create>[]): AsyncGenerator<Told> {
  const found = await findEarlier(api, items);
  const creations: Creation[] = [];
  for (const item of items) {
    const { marker, edits, template, photo } = item.write;
    const person = newPerson(marker, edits, template);
    const reason = tooLarge(person.fields) ?? photoProblem(photo);
    if (found.has(marker)) continue;
    if (reason) yield refused(item, reason);
    else creations.push({ ...item, person, labels: [] });
  }
  const room = { isLeft: true };
  for (const batch of slices(creations, BATCH)) yield* create(api, batch, room);
  const earlier = items.flatMap((item) => {
    const person = found.get(item.write.marker);
    return person ? [{ ...written(item, person, []), found: true as const }] : [];
  });
  yield* finishWrites(api, earlier);
}

/** Contacts of creations that this process has sent before, by marker. */
async function findEarlier(api: PeopleApi, items: Item<Create>[]): Promise<Map<string, Person>> {
  const { creations } = api.memory;
  const found = new Map<string, Person>();
  const unknown: string[] = [];
  const names: string[] = [];
  for (const { write } of items) {
    const outcome = creations.outcome(write.marker);
    if (outcome === 'unknown') unknown.push(write.marker);
    else if (outcome !== undefined) names.push(outcome);
  }
  for await (const { person } of readPeople(api, names)) {
    const marker = person && cardFrom(person).marker;
    if (marker) found.set(marker, person);
  }
  for await (const card of findByMarker(api, unknown)) found.set(card.marker!, personOf(card));
  return found;
}

/** What is left of the account's limit: once a single contact does not fit, no other is asked for. */
interface Room {
  isLeft: boolean;
}

/** @throws ProviderError */
async function* create(api: PeopleApi, batch: Creation[], room: Room): AsyncGenerator<Told> {
  if (!room.isLeft) {
    for (const creation of batch) yield refused(creation, FULL_MEANS);
    return;
  }
  const sent = await attempt(send(api, batch));
  if ('lost' in sent) {
    for (const { write } of batch) api.memory.creations.note(write.marker, 'unknown');
    yield* inDoubt(batch, sent.lost);
    return;
  }
  if ('answer' in sent) {
    yield* settle(api, batch, sent.answer);
    return;
  }
  const { contactErrors, message, reason } = sent.refusal;
  if (reason === BOOK_FULL) {
    // A batch is refused as a whole: as many of it as there is room for are made.
    room.isLeft = batch.length > 1;
    if (room.isLeft)
      for (const half of slices(batch, Math.ceil(batch.length / 2))) yield* create(api, half, room);
    else yield refused(batch[0]!, message);
    return;
  }
  const named = batch.filter((_, index) => contactErrors.has(String(index)));
  if (named.length === 0 && batch.length > 1) {
    for (const half of slices(batch, Math.ceil(batch.length / 2))) yield* create(api, half, room);
    return;
  }
  const bad = named.length > 0 ? named : batch;
  const again = batch.filter((creation) => !bad.includes(creation));
  for (const creation of bad) {
    const { person } = creation;
    // A label that was deleted, or one that is not taken at creation: the contact first, its labels after it.
    if (person.groups.length > 0)
      again.push({
        ...creation,
        person: withoutGroups(person),
        labels: person.groups.map((group) => ({ group, isIn: true })),
      });
    else yield refused(creation, contactErrors.get(String(batch.indexOf(creation)))?.message ?? message);
  }
  if (again.length > 0) yield* create(api, again, room);
}

/** In the order of `batch`; a place without a person for a contact that Google does not tell of. */
async function send(api: PeopleApi, batch: Creation[]): Promise<(Person | undefined)[]> {
  const [first] = batch;
  if (batch.length === 1)
    return [
      await api.write<Person>({
        kind: 'people.createContact',
        method: 'POST',
        path: '/v1/people:createContact',
        query: { personFields: READ_MASK, sources: CONTACT_SOURCE },
        body: creationBody(first!.person),
        cost: COST.write,
      }),
    ];
  const { createdPeople = [] } = await api.write<{ createdPeople?: { person?: Person }[] }>({
    kind: 'people.batchCreateContacts',
    method: 'POST',
    path: '/v1/people:batchCreateContacts',
    size: 'large',
    body: {
      contacts: batch.map(({ person }) => ({ contactPerson: creationBody(person) })),
      readMask: READ_MASK,
      sources: [CONTACT_SOURCE],
    },
    cost: COST.batchWrite,
  });
  // Their order is documented nowhere.
  const people = createdPeople.flatMap(({ person }) => person ?? []);
  const byMarker = new Map(people.map((person) => [cardFrom(person).marker, person]));
  return batch.map(({ write }) => byMarker.get(write.marker));
}

async function* settle(
  api: PeopleApi,
  batch: Creation[],
  people: (Person | undefined)[],
): AsyncGenerator<Told> {
  const made: Written[] = [];
  for (const [index, creation] of batch.entries()) {
    const person = people[index];
    api.memory.creations.note(creation.write.marker, person ? (person.resourceName as RemoteId) : 'unknown');
    if (person) made.push(written(creation, person, creation.labels));
    else
      yield {
        index: creation.index,
        outcome: { outcome: 'unknown', reason: 'Google did not say what became of it.' },
      };
  }
  yield* finishWrites(api, made);
}

function written({ index, write }: Item<Create>, person: Person, labels: Written['labels']): Written {
  return { index, person, photo: write.photo ?? null, labels, mustJoin: false };
}
