// What a simulated provider makes of the parts of a write that are more than values: groups and pictures.
import { type Edit, type GroupChange, groupChange } from '../../../src/contact/contact.ts';
import { withGroup } from '../../../src/contact/edit.ts';
import { photoId } from '../../../src/contact/photo.ts';
import type { Photo, Write } from '../../../src/providers/provider.ts';
import type { Shape } from './provider-shapes.ts';
import type { Server } from './server.ts';

/** Edits of the card itself: a group that lists its members is no part of it, and one that is gone takes nobody in. */
export function ownEdits(
  { groups }: Shape,
  server: Server,
  { edits }: Exclude<Write, { type: 'remove' }>,
): Edit[] {
  return edits.filter(
    (edit) =>
      edit.property !== 'groups' ||
      groups === 'categories' ||
      (groups === 'named' && server.groups().some(({ id }) => id === groupChange(edit)!.group)),
  );
}

/** The engine's hand on a group that lists its members: one more, or one less. */
export function joined(server: Server, { group: groupId, isIn }: GroupChange, uid: string): void {
  const group = server.groups().find(({ id }) => id === groupId);
  if (group?.members && group.members.includes(uid) !== isIn)
    server.setGroup('engine', { ...group, members: withGroup(group.members, { group: uid, isIn }) });
}

/** The edits with the picture they bring under the name this provider gives it. */
export function keepPhoto(
  server: Server,
  { photos }: Shape,
  edits: Edit[],
  photo: Photo | undefined,
): Edit[] {
  return edits.flatMap((edit): Edit[] => {
    if (edit.property !== 'photo') return [edit];
    if (photos === null) throw new Error('A picture was sent to a provider that cannot hold one.');
    if (edit.value === null) return [edit];
    if (!photo) throw new Error(`The picture ${edit.value} was named and did not come along.`);
    const text = new TextDecoder().decode(photo.bytes);
    return [{ property: 'photo', value: putUp(server, photos, photos === 'copied' ? smaller(text) : text) }];
  });
}

/** A picture in the book, by the name that cards give it. */
export function putUp(server: Server, photos: 'inline' | 'copied', text: string): string {
  const name =
    photos === 'inline'
      ? photoId(new TextEncoder().encode(text))
      : `https://photos.example.test/${server.photos.size + 1}`;
  server.photos.set(name, text);
  return name;
}

export function photoOf(server: Server, name: string): Photo | null {
  const text = server.photos.get(name);
  return text === undefined ? null : { type: 'image/gif', bytes: new TextEncoder().encode(text) };
}

/** The provider's own copy: other bytes, the same picture. */
const smaller = (text: string): string => (text.endsWith(' small') ? text : `${text} small`);
