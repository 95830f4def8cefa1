// What kind of picture bytes are, judged by the bytes alone: a name or a header may say anything.

const SIGNATURES: [type: string, offset: number, text: string][] = [
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
  ['image/webp', 8, 'WEBP'],
];

/** The media type; null for anything else than JPEG, PNG, GIF and WebP. */
export function pictureType(bytes: Buffer): string | null {
  const found = SIGNATURES.find(
    ([, offset, text]) => bytes.toString('latin1', offset, offset + text.length) === text,
  );
  if (found?.[0] === 'image/webp' && bytes.toString('latin1', 0, 4) !== 'RIFF') return null;
  return found?.[0] ?? null;
}
