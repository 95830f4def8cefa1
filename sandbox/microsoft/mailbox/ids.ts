import { createHash } from 'node:crypto';

/** Base64 as ids have it: case-sensitive, with `-`, `_` and `=`. */
const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('/', '-').replaceAll('+', '_');

/** So many bytes that depend on the name alone. */
const filling = (name: string, length: number): Buffer =>
  Buffer.concat([createHash('sha512').update(name).digest(), Buffer.alloc(64)], length);

/** The id that an item has in its folder; another one in every other folder. */
export const classicId = (mailbox: string, item: number, move: number): string =>
  text(
    Buffer.concat([
      Buffer.from([0, 3, 0x24, 0]),
      Buffer.from(mailbox),
      filling(`${mailbox} ${item} ${move}`, 74),
    ]),
  );

/** The id that an item keeps wherever it is in its mailbox. */
export const immutableId = (mailbox: string, item: number): string =>
  text(Buffer.concat([Buffer.from([0, 9, 0, 0x2e]), filling(`${mailbox} ${item}`, 50)]));

export const folderId = (mailbox: string, folder: number): string =>
  text(
    Buffer.concat([
      Buffer.from([1, 3, 0x24, 0]),
      Buffer.from(mailbox),
      filling(`${mailbox} folder ${folder}`, 50),
    ]),
  );

/** What an etag holds: another one after every change. */
export function changeKey(mailbox: string, change: number): string {
  const counter = Buffer.alloc(6);
  counter.writeUIntBE(change, 0, 6);
  return text(Buffer.concat([Buffer.from([0x11, 0, 0, 0, 0x16, 0, 0, 0]), filling(mailbox, 16), counter]));
}

/** Made of the letters of an id at all. */
export const looksLikeId = (id: string): boolean => /^[A-Za-z0-9_-]{60,}={0,2}$/.test(id);
