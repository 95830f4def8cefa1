// What a contact cannot be written with: its picture, and labels it is to get or lose beside those it has.

import type { GroupChange } from '../../../contact/contact.ts';
import { refusalFor } from '../../../contact/loss.ts';
import type { Photo } from '../../provider.ts';
import { inDoubt, refused, slices, type Told } from '../../rest/outcome.ts';
import { COST } from '../api/budget.ts';
import type { PeopleApi } from '../api/people-api.ts';
import {
  CONTACT_SOURCE,
  groupOf,
  MY_CONTACTS,
  ownEntries,
  type Person,
  READ_MASK,
} from '../person/person.ts';
import { cardFrom } from './card.ts';
import { changeMembers } from './groups.ts';
import { attempt } from './outcome.ts';
import { readPeopleMap } from './read-people.ts';

/** A contact whose fields are as they should be. */
export interface Written {
  index: number;
  person: Person;
  /** The name it was written under, where Google gave it another one. */
  former?: string;
  /** 'none' takes the picture away; null leaves it. */
  photo: Photo | 'none' | null;
  /** Labels it is to be in, or out of. */
  labels: GroupChange[];
  /** False for labels that a contact from the trash had, and that may be gone meanwhile. */
  mustJoin: boolean;
  /** An earlier creation made it. */
  found?: true;
}

const MOST_MEMBERS = 1000;
const PHOTO_TYPES = new Set(['image/jpeg', 'image/png']);

/** Why this picture is not taken; null when nothing is known against it. */
export function photoProblem(photo: Photo | undefined): string | null {
  return !photo || PHOTO_TYPES.has(photo.type) ? null : refusalFor('picture-type', photo.type);
}

/** Whether anything is left to be written. */
export function hasMore(one: Written): boolean {
  return one.photo !== null || openChanges(one).length > 0;
}

/** @throws ProviderError */
export async function* finishWrites(api: PeopleApi, written: Written[]): AsyncGenerator<Told> {
  const joining: Written[] = [];
  for (const one of written) {
    const photographed = one.photo === null ? one : await setPhoto(api, one);
    if ('told' in photographed) yield* photographed.told;
    else if (openChanges(photographed).length > 0) joining.push(photographed);
    else yield done(photographed);
  }
  yield* changeGroups(api, joining);
}

async function setPhoto(api: PeopleApi, one: Written): Promise<Written | { told: Iterable<Told> }> {
  const name = one.person.resourceName!;
  const read = { personFields: READ_MASK, sources: [CONTACT_SOURCE] };
  const sent = await attempt(
    one.photo === 'none'
      ? api.write<{ person?: Person }>({
          kind: 'people.deleteContactPhoto',
          method: 'DELETE',
          path: `/v1/${name}:deleteContactPhoto`,
          query: read,
          cost: COST.write,
        })
      : api.write<{ person?: Person }>({
          kind: 'people.updateContactPhoto',
          method: 'PATCH',
          path: `/v1/${name}:updateContactPhoto`,
          body: { photoBytes: Buffer.from(one.photo!.bytes).toString('base64'), ...read },
          cost: COST.write,
        }),
  );
  if ('lost' in sent) return { told: inDoubt([one], sent.lost) };
  if ('refusal' in sent) return { told: [refused(one, refusalFor('picture', sent.refusal.message))] };
  return { ...one, person: sent.answer.person ?? one.person };
}

/** What is to change yet, those it is to be in first: nobody is ever in none, and the last label becomes "My contacts". */
function openChanges({ person, labels }: Written): GroupChange[] {
  const present = new Set(ownEntries(person, 'memberships').map(groupOf));
  const changes = labels.filter(({ group, isIn }) => present.has(group) !== isIn);
  const [come, go] = [changes.filter(({ isIn }) => isIn), changes.filter(({ isIn }) => !isIn)];
  const isAlone = go.length > 0 && go.length === present.size && come.length === 0;
  return [...(isAlone ? [{ group: MY_CONTACTS, isIn: true }] : come), ...go];
}

async function* changeGroups(api: PeopleApi, joining: Written[]): AsyncGenerator<Told> {
  const told = new Set<Written>();
  const each = joining.flatMap((one) => openChanges(one).map((change) => ({ ...change, one })));
  const byGroup = Map.groupBy(
    [...each.filter(({ isIn }) => isIn), ...each.filter(({ isIn }) => !isIn)],
    ({ group, isIn }) => `${isIn} ${group}`,
  );
  for (const members of byGroup.values())
    for (const slice of slices(
      members.map(({ one }) => one).filter((one) => !told.has(one)),
      MOST_MEMBERS,
    )) {
      const names = slice.map(({ person }) => person.resourceName!);
      const { group, isIn } = members[0]!;
      const sent = await attempt(changeMembers(api, { group, isIn, names }));
      if ('lost' in sent) {
        for (const one of slice) told.add(one);
        yield* inDoubt(slice, sent.lost);
      } else if ('refusal' in sent)
        for (const one of slice.filter(({ mustJoin }) => mustJoin)) {
          told.add(one);
          yield refused(one, refusalFor('group', sent.refusal.message));
        }
    }
  // A label given or taken changes the contact's version.
  const open = joining.filter((one) => !told.has(one));
  const now = await readPeopleMap(
    api,
    open.map(({ person }) => person.resourceName!),
  );
  for (const one of open) {
    const person = now.get(one.person.resourceName!);
    if (person) yield done({ ...one, person });
    else if (person === null) yield { index: one.index, outcome: { outcome: 'gone' } };
    else
      yield {
        index: one.index,
        outcome: { outcome: 'unknown', reason: 'Google does not show the contact as it is now.' },
      };
  }
}

function done({ index, person, former, found }: Written): Told {
  return { index, outcome: { outcome: 'done', card: cardFrom(person, former), ...(found ? { found } : {}) } };
}
