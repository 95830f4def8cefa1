import { createHash } from 'node:crypto';
import type { MaskPath } from './fields.ts';

/** Twelve characters that stand for one version of one thing. */
export function versionMark(id: string, sequence: number, salt = ''): string {
  return createHash('sha1').update(`${salt}${id}:${sequence}`).digest().subarray(0, 8).toString('base64');
}

export const sourceEtag = (mark: string): string => `#${mark}`;

/** Numbers seen in real etags; the others are invented beyond them. */
const seen: Partial<Record<MaskPath, number[]>> = {
  names: [2, 61],
  birthdays: [7],
  emailAddresses: [9, 62],
  phoneNumbers: [11, 63],
  metadata: [],
};
const always = [1, 46, 55];

function numbersOf(path: MaskPath): number[] {
  // Letters of the name give a stable number above those seen.
  return seen[path] ?? [64 + ((path.charCodeAt(0) * 7 + path.charCodeAt(2) * 3 + path.length) % 60)];
}

/**
 * The etag of a person as a protocol buffer: which fields were asked for, which sources, and the version. So it differs
 * between masks for one and the same version.
 */
export function personEtag(
  mask: Iterable<MaskPath>,
  sourceTypes: readonly number[],
  mark: string | undefined,
): string {
  const numbers = [...new Set([...always, ...[...mask].flatMap(numbersOf)])].sort((a, b) => a - b);
  const parts = [0x12, numbers.length, ...numbers, 0x1a, sourceTypes.length, ...sourceTypes];
  const head = Buffer.from(parts);
  const whole =
    mark === undefined ? head : Buffer.concat([head, Buffer.from([0x22, mark.length]), Buffer.from(mark)]);
  return `%${whole.toString('base64')}`;
}

/** The version inside a person's etag; undefined when it has none, as in a tombstone, or is no such etag. */
export function markOf(etag: string): string | undefined {
  if (!etag.startsWith('%')) return undefined;
  const bytes = Buffer.from(etag.slice(1), 'base64');
  const tail = bytes.subarray(-14);
  return tail[0] === 0x22 && tail[1] === 12 ? tail.subarray(2).toString() : undefined;
}
