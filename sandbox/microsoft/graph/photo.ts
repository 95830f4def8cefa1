import { createHash } from 'node:crypto';
import type { Answer } from '../../server/answer.ts';
import { accessDenied, GraphError } from '../graph-error.ts';
import type { Photo } from '../mailbox/contact.ts';
import type { Call } from '../world.ts';
import { checkOwn, contactAt } from './find.ts';
import { graphJson } from './render.ts';

const mostBytes = 4 * 1024 * 1024;

/** JPEG, PNG or GIF by its first bytes, whatever its header says; undefined when it is none. */
export function photoOf(bytes: Buffer): Photo | undefined {
  const signs = { 'image/jpeg': 'ffd8ff', 'image/png': '89504e47', 'image/gif': '474946' };
  const type = Object.entries(signs).find(([, sign]) =>
    bytes.subarray(0, 4).toString('hex').startsWith(sign),
  )?.[0];
  return type === undefined ? undefined : { type, bytes: () => bytes };
}

export function getPhoto(call: Call): Answer {
  const { photo } = contactAt(call);
  if (!photo) throw noPhoto();
  const body = photo.bytes();
  return { status: 200, headers: { 'Content-Type': photo.type, ETag: etag(body) }, body };
}

/** What is known of a photo; of none, an image of one point is told. */
export function photoInfo(call: Call): Answer {
  const { mailbox } = call;
  if (mailbox.tenant.personal) throw noPhoto();
  const { photo } = contactAt(call);
  const body = photo?.bytes() ?? Buffer.alloc(0);
  const side = photo ? 240 : 1;
  return graphJson(200, call, `users('${mailbox.graphId}')/contacts/photo/$entity`, {
    '@odata.mediaContentType': photo?.type ?? 'image/gif',
    '@odata.mediaEtag': etag(body),
    id: `${side}x${side}`,
    width: side,
    height: side,
  });
}

export function putPhoto(call: Call): Answer {
  checkWritable(call);
  const { bytes, mailbox, headers } = call;
  if (bytes.length > mostBytes)
    throw new GraphError(413, 'ErrorMessageSizeExceeded', 'The photo is larger than 4 MB.');
  const photo = /^image\//i.test(headers['content-type'] ?? '') ? photoOf(bytes) : undefined;
  if (!photo) throw new GraphError(400, 'ErrorInvalidImage', 'The image is not valid.');
  mailbox.setPhoto(contactAt(call), photo);
  return { status: 200 };
}

export function deletePhoto(call: Call): Answer {
  checkWritable(call);
  const contact = contactAt(call);
  if (!contact.photo) throw noPhoto();
  call.mailbox.setPhoto(contact, undefined);
  return { status: 204 };
}

function checkWritable(call: Call): void {
  checkOwn(call);
  if (call.mailbox.tenant.personal && !call.world.behaviour.personalPhotos) throw accessDenied();
}

const noPhoto = (): GraphError => new GraphError(404, 'ErrorItemNotFound', 'The photo was not found.');
const etag = (bytes: Buffer): string =>
  `"${createHash('sha1').update(bytes).digest('hex').slice(0, 8).toUpperCase()}"`;
