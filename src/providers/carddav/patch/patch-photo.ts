// The picture of a card, written into it in the syntax of the card's own version. An address in PHOTO gives way to bytes.
import { photoId } from '../../../contact/photo.ts';
import { makeLine } from '../../../protocol/vcard/make-line.ts';
import { makeParam, type Param } from '../../../protocol/vcard/params.ts';
import type { VCard } from '../../../protocol/vcard/parse-vcard.ts';
import { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import type { Photo } from '../../provider.ts';
import { isPhotoAddress, photoOfLine } from '../photo-from-vcard.ts';
import { appendLines, insertAfter, removeLines, removeWithCompanions } from './patch-lines.ts';

/** What Apple says about one picture: where it was cut, and its fingerprint. Wrong for any other. */
const ABOUT_THE_PICTURE = new Set(['X-ABCROP-RECTANGLE', 'X-IMAGEHASH']);
/** How the old value was written. */
const SYNTAX = new Set(['ENCODING', 'VALUE', 'TYPE', 'MEDIATYPE', 'CHARSET']);

/** Takes every picture away: one that is left would stand in for the first. */
export function removePhoto(card: VCard): void {
  for (const line of photoLines(card)) removeWithCompanions(card, line);
  removeAbout(card);
}

/** Makes `photo` the card's picture; the line that has been its picture is rewritten, others stay. */
export function putPhoto(card: VCard, photo: Photo): void {
  const line = pictureOf(card) ?? photoLines(card)[0];
  if (line && photoOfLine(line) === photoId(photo.bytes)) return;
  const { params, value } = written(card, photo);
  if (line) {
    const kept = line.params.filter(({ name }) => !SYNTAX.has(name) && !ABOUT_THE_PICTURE.has(name));
    line.rewrite({ params: [...params, ...kept], value }, card.lineEnd);
  } else appendLines(card, makeLine({ name: 'PHOTO', params, value }, card.lineEnd));
  removeAbout(card);
  if (card.version === '2.1') endWithBlankLine(card, pictureOf(card)!);
}

/** Whether the card's picture lies at an address. */
export function hasPhotoElsewhere(card: VCard): boolean {
  const line = pictureOf(card);
  return line !== undefined && isPhotoAddress(line);
}

function photoLines(card: VCard): VCardLine[] {
  return card.lines.filter(({ name }) => name === 'PHOTO');
}

/** The line that the contact's photo is read from. */
function pictureOf(card: VCard): VCardLine | undefined {
  return photoLines(card).find((line) => photoOfLine(line) !== null);
}

/** RFC 6350 6.2.4, RFC 2426 3.1.4; vCard 2.1 knows a bare BASE64, and Radicale 3.1.8 refuses `ENCODING=BASE64`. */
function written(card: VCard, { type, bytes }: Photo): { params: Param[]; value: string } {
  const base64 = Buffer.from(bytes).toString('base64');
  if (card.version === '4.0') return { params: [], value: `data:${type};base64,${base64}` };
  const encoding =
    card.version === '2.1'
      ? { name: 'ENCODING', values: ['BASE64'], raw: 'BASE64' }
      : makeParam('ENCODING', ['b']);
  const format = type.replace(/^image\//, '').toUpperCase();
  return { params: [encoding, makeParam('TYPE', [format])], value: base64 };
}

function removeAbout(card: VCard): void {
  removeLines(
    card,
    card.lines.filter(({ name }) => ABOUT_THE_PICTURE.has(name)),
  );
}

/** vCard 2.1 ends base64 with an empty line. */
function endWithBlankLine(card: VCard, line: VCardLine): void {
  const next = card.lines[card.lines.indexOf(line) + 1];
  if (next?.raw.trim() !== '') insertAfter(card, line, new VCardLine(card.lineEnd));
}
