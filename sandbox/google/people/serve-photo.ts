import { seedPhoto } from '../../seed/seed-photo.ts';
import type { Answer } from '../../server/answer.ts';
import { frontEndPage, type Request, type World } from '../answer.ts';
import { photoPath } from './photo.ts';

/** Pictures need no sign-in: whoever has the address has the picture. */
export function servePhoto({ path }: Request, world: World): Answer {
  const [, id = '', version = ''] = photoPath.exec(path) ?? [];
  if (version === 'monogram') return picture('image/jpeg', seedPhoto(Number(id.at(-1)), 0));
  for (const account of world.accounts) {
    const photo = account.people.get(id)?.photo;
    if (photo?.version === version) return picture(photo.type, photo.bytes());
  }
  return frontEndPage(404, 'Not Found');
}

const picture = (type: string, body: Buffer): Answer => ({
  status: 200,
  headers: { 'Content-Type': type, 'Cache-Control': 'public, max-age=86400' },
  body,
});
