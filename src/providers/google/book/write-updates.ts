// Changes of contacts: those that change the same fields go in one request, because one mask holds for all of it. Each is
// conditional on the etag that its contact had.

import { groupChange } from '../../../contact/contact.ts';
import { comparedContact } from '../../../contact/extras.ts';
import { isNotKept } from '../../../contact/kept.ts';
import { refusalFor } from '../../../contact/loss.ts';
import type { Write } from '../../provider.ts';
import { type Item, inDoubt, refused, slices, type Told } from '../../rest/outcome.ts';
import type { ContactError } from '../api/api-error.ts';
import { COST } from '../api/budget.ts';
import { BATCH, type PeopleApi } from '../api/people-api.ts';
import { contactFromPerson } from '../person/contact-from-person.ts';
import { tooLarge } from '../person/limits.ts';
import { patchPerson } from '../person/patch-person.ts';
import { CONTACT_SOURCE, contactSource, type Fields, type Person, READ_MASK } from '../person/person.ts';
import { cardFrom, personOf } from './card.ts';
import { finishWrites, hasMore, photoProblem, type Written } from './finish-writes.ts';
import { attempt, errorOf, isGone, isStale } from './outcome.ts';
import { readCurrent } from './read-current.ts';

type UpdateWrite = Extract<Write, { type: 'update' }>;

interface Update extends Item<UpdateWrite> {
  name: string;
  person: Person;
  fields: Fields;
  /** The fields that change, in order. */
  mask: string;
  photo: Written['photo'];
  labels: Written['labels'];
}

type Step = Told | { written: Written };

/** Times that a contact which shows unchanged may be refused as changed before we give up on it for now. */
const MOST_DOUBTS = 3;
const DOUBT_PAUSE_MS = 2000;

export async function* writeUpdates(api: PeopleApi, items: Item<UpdateWrite>[]): AsyncGenerator<Told> {
  const updates: Update[] = [];
  for (const item of items) {
    const { card, photo } = item.write;
    if (card.loss) {
      yield refused(item, refusalFor('not-whole'));
      continue;
    }
    const update = updateOf(item);
    const reason = tooLarge(update.fields) ?? photoProblem(photo);
    if (reason) yield refused(item, reason);
    else if (update.mask || update.photo || update.labels.length > 0) updates.push(update);
    else yield { index: item.index, outcome: { outcome: 'done', card } };
  }
  for (const [mask, alike] of Map.groupBy(updates, (update) => update.mask))
    for (const batch of slices(alike, BATCH))
      yield* finish(api, mask === '' ? look(api, batch) : send(api, batch));
}

function updateOf(item: Item<UpdateWrite>): Update {
  const { card, edits, photo } = item.write;
  const person = personOf(card);
  const fields = patchPerson(person, edits);
  const photoEdit = edits.find((edit) => edit.property === 'photo');
  return {
    ...item,
    name: card.id,
    person,
    fields,
    mask: Object.keys(fields).sort().join(','),
    photo: (photoEdit && (photoEdit.value === null ? 'none' : (photo ?? null))) || null,
    labels: edits.flatMap((edit) => groupChange(edit) ?? []),
  };
}

/** When the conversation ends in the middle, what is written entirely by then is still told. */
async function* finish(api: PeopleApi, steps: AsyncIterable<Step>): AsyncGenerator<Told> {
  let written: Written[] = [];
  let failure: { error: unknown } | undefined;
  try {
    for await (const step of steps)
      if ('written' in step) written.push(step.written);
      else yield step;
  } catch (error) {
    failure = { error };
    written = written.filter((one) => !hasMore(one));
  }
  yield* finishWrites(api, written);
  if (failure) throw failure.error;
}

/** Pictures and labels are written without conditions: the contact is compared first. */
async function* look(api: PeopleApi, updates: Update[]): AsyncGenerator<Step> {
  const current = await readCurrent(
    api,
    updates.map(({ write }) => write.card),
  );
  for (const update of updates) {
    const now = current.get(update.name)!;
    if (now.state === 'same') yield { written: writtenAs(update, now.person) };
    else if (now.state === 'gone') yield { index: update.index, outcome: { outcome: 'gone' } };
    else if (now.state === 'newer') yield stale(update, now.person);
    else yield lagging(update);
  }
}

async function* send(api: PeopleApi, updates: Update[]): AsyncGenerator<Step> {
  const sent = await attempt(request(api, updates));
  if ('lost' in sent) {
    yield* inDoubt(updates, sent.lost);
    return;
  }
  const errors = new Map<Update, ContactError>();
  if ('answer' in sent) {
    for (const update of updates) {
      const { person, status } = sent.answer[update.name] ?? {};
      if (status?.code) errors.set(update, status);
      else if (person) yield answered(update, person);
      else yield lagging(update);
    }
    yield* judge(api, errors);
    return;
  }
  const { contactErrors } = sent.refusal;
  for (const update of updates) {
    const error = contactErrors.get(update.name);
    if (error) errors.set(update, error);
  }
  if (errors.size === 0 && updates.length > 1) {
    for (const half of slices(updates, Math.ceil(updates.length / 2))) yield* send(api, half);
    return;
  }
  if (errors.size === 0) errors.set(updates[0]!, errorOf(sent.refusal));
  yield* judge(api, errors);
  // A batch happens as a whole or not at all.
  const rest = updates.filter((update) => !errors.has(update));
  if (rest.length > 0) yield* send(api, rest);
}

type Answers = Record<string, { person?: Person; status?: ContactError }>;

async function request(api: PeopleApi, updates: Update[]): Promise<Answers> {
  const [first] = updates;
  if (updates.length === 1) {
    const person = await api.write<Person>({
      kind: 'people.updateContact',
      method: 'PATCH',
      path: `/v1/${first!.name}:updateContact`,
      query: { updatePersonFields: first!.mask, personFields: READ_MASK, sources: CONTACT_SOURCE },
      body: bodyOf(first!),
      cost: COST.write,
    });
    return { [first!.name]: { person } };
  }
  const { updateResult = {} } = await api.write<{ updateResult?: Answers }>({
    kind: 'people.batchUpdateContacts',
    method: 'POST',
    path: '/v1/people:batchUpdateContacts',
    size: 'large',
    body: {
      contacts: Object.fromEntries(updates.map((update) => [update.name, bodyOf(update)])),
      updateMask: first!.mask,
      readMask: READ_MASK,
      sources: [CONTACT_SOURCE],
    },
    cost: COST.batchWrite,
  });
  return updateResult;
}

/** A field of the mask that is not in the body is emptied. */
function bodyOf({ person, fields }: Update): object {
  const { type, id, etag } = contactSource(person)!;
  const filled = Object.entries(fields).filter(([, entries]) => entries.length > 0);
  return { metadata: { sources: [{ type, id, etag }] }, ...Object.fromEntries(filled) };
}

async function* judge(api: PeopleApi, errors: Map<Update, ContactError>): AsyncGenerator<Step> {
  const raced: Update[] = [];
  for (const [update, error] of errors)
    if (isGone(error)) yield { index: update.index, outcome: { outcome: 'gone' } };
    else if (isStale(error)) raced.push(update);
    else yield refused(update, error.message ?? refusalFor('without-words'));
  yield* judgeRaced(api, raced);
}

/**
 * Somebody wrote first: perhaps ourselves, in an attempt whose answer was lost. A contact that shows just as we knew it was
 * refused in error, as happens (googleapis/google-api-go-client#1904): it is tried again after a while.
 */
async function* judgeRaced(api: PeopleApi, raced: Update[], doubts = 1): AsyncGenerator<Step> {
  if (raced.length === 0) return;
  const current = await readCurrent(
    api,
    raced.map(({ write }) => write.card),
  );
  const again: Update[] = [];
  for (const update of raced) {
    const now = current.get(update.name)!;
    if (now.state === 'gone') yield { index: update.index, outcome: { outcome: 'gone' } };
    else if (now.state === 'older') yield lagging(update);
    else if (now.state === 'same') again.push(update);
    else if (isOurs(update, now.person)) yield { written: writtenAs(update, now.person) };
    else yield stale(update, now.person);
  }
  for (const update of again) {
    if (doubts >= MOST_DOUBTS) {
      yield refused(update, refusalFor('outdated'));
      continue;
    }
    await api.io.sleep(DOUBT_PAUSE_MS);
    const sent = await attempt(request(api, [update]));
    if ('lost' in sent) yield* inDoubt([update], sent.lost);
    else if ('answer' in sent) yield answered(update, sent.answer[update.name]!.person!);
    else if (isStale(errorOf(sent.refusal))) yield* judgeRaced(api, [update], doubts + 1);
    else yield* judge(api, new Map([[update, errorOf(sent.refusal)]]));
  }
}

/** Whether the contact shows what we meant it to. */
function isOurs({ person, fields }: Update, now: Person): boolean {
  const shown = (one: Person): string => {
    const { name, photo: _, groups: _groups, ...contact } = comparedContact(contactFromPerson(one));
    return JSON.stringify([{ ...name, display: '' }, contact]);
  };
  return shown({ ...person, ...fields }) === shown(now);
}

function writtenAs({ index, name, photo, labels }: Update, person: Person): Written {
  const former = person.resourceName === name ? {} : { former: name };
  return { index, person, ...former, photo, labels, mustJoin: true };
}

/** What Google shows after it took a change; a contact that is as it was before has been edited by nobody. */
function answered(update: Update, person: Person): Step {
  const { card, edits } = update.write;
  return isNotKept(card.contact, contactFromPerson(person), edits)
    ? refused(update, refusalFor('not-kept'))
    : { written: writtenAs(update, person) };
}

function stale({ index, name }: Update, person: Person): Told {
  return { index, outcome: { outcome: 'stale', card: cardFrom(person, name) } };
}

function lagging({ index }: Update): Told {
  return { index, outcome: { outcome: 'unknown', reason: 'Google does not show the contact as it is now.' } };
}
