// Rules of how cards are written to CardDAV servers and to Google, each broken once in a copy of the connector: what it would be
// without it, and the promise that tells.
import type { Change } from '../../simulation/mutants/load-mutant.ts';
import type { CardDavPromise, GooglePromise } from './promises.ts';

export interface MutantOfWriters<Promised> {
  /** The connector without the rule, in a few words. */
  name: string;
  change: Change;
  /** What does not hold then. */
  promise: Promised;
}

const carddav = (file: string, from: string, to: string): Change => ({
  file: `src/providers/carddav/${file}`,
  from,
  to,
});

export const MUTANTS_OF_CARDDAV: MutantOfWriters<CardDavPromise>[] = [
  {
    name: 'an update names no version',
    promise: 'who is faster is not written over',
    change: carddav(
      'book/write-request.ts',
      "type === 'create' ? null : (etag ?? 'any')",
      "type === 'create' ? null : etag && 'any'",
    ),
  },
  {
    name: 'a card is deleted whatever is on it',
    promise: 'what nobody has seen is not deleted',
    change: carddav(
      'book/write.ts',
      "return { said: 'no', id, sent: '', reason: '', now };\n  if (isUnchanged(prepared))",
      "if (write.type === 'update') return { said: 'no', id, sent: '', reason: '', now };\n  if (isUnchanged(prepared))",
    ),
  },
  {
    name: 'an error of the server means that nothing was done',
    promise: 'an error after the work is no refusal',
    change: carddav(
      'book/write-request.ts',
      "if (status >= 500 && status !== 507 && status !== 501) return { said: 'unknown', reason };",
      '',
    ),
  },
  {
    name: 'a web page is an answer',
    promise: 'a web page is no success',
    change: carddav(
      'book/write-request.ts',
      "if (status < 300 && isPage) return { said: 'unknown', reason: 'A web page came in place of an answer.' };",
      '',
    ),
  },
  {
    name: 'what a server accepts it has kept',
    promise: 'what is not kept is refused',
    change: carddav(
      'book/write.ts',
      "if (write.type === 'update' && isNotKept(write.card.contact, card.contact, write.edits))\n      return { outcome: 'refused', reason: NOT_KEPT };",
      '',
    ),
  },
  {
    name: 'a deletion that a server accepts has happened',
    promise: 'what is not deleted is refused',
    change: carddav(
      'book/write.ts',
      "isLeft ? { outcome: 'refused', reason: NOT_KEPT } : { outcome: 'done', card: null };",
      "isLeft && null ? { outcome: 'refused', reason: NOT_KEPT } : { outcome: 'done', card: null };",
    ),
  },
  {
    name: 'our own write, its answer lost, is somebody else’s',
    promise: 'an update sent again is done',
    change: carddav(
      'book/write.ts',
      "if (write.type === 'update' && 'sent' in answer && card.raw === answer.sent)\n    return { outcome: 'done', card };",
      '',
    ),
  },
  {
    name: 'a card that was made already is refused',
    promise: 'a creation sent again is one card',
    change: carddav(
      'book/write.ts',
      "if (card?.marker === write.marker) return { outcome: 'done', card, found: true };",
      '',
    ),
  },
  {
    name: 'a card is made again under another address each time',
    promise: 'a creation sent again is one card',
    change: carddav(
      'book/prepare-write.ts',
      "write.type === 'create' ? markerId(book, write.marker) : write.card.id",
      "write.type === 'create' ? markerId(book, crypto.randomUUID()) : write.card.id",
    ),
  },
  {
    name: 'a card that is not whole is written by whoever asks',
    promise: 'a card that is not whole stays',
    change: carddav(
      'book/prepare-write.ts',
      "if (write.type === 'create' || !write.card.loss) return null;",
      "if (write.type === 'create' || write.card) return null;",
    ),
  },
  {
    name: 'with one part of a name all others are written',
    promise: 'an edit leaves every other byte',
    change: carddav(
      'properties/texts.ts',
      'const pieces = writableComponents(line, Math.max(count, index + 1));',
      'const pieces = writableComponents(undefined, Math.max(count, index + 1));',
    ),
  },
  {
    name: 'a card from the trash is made of what is mapped',
    promise: 'a card from the trash is whole',
    change: carddav(
      'book/prepare-write.ts',
      'return template === null ? newVCard',
      'return template !== undefined ? newVCard',
    ),
  },
];

const google = (file: string, from: string, to: string): Change => ({
  file: `src/providers/google/book/${file}`,
  from,
  to,
});

export const MUTANTS_OF_GOOGLE: MutantOfWriters<GooglePromise>[] = [
  {
    name: 'a contact is deleted whatever it has become',
    promise: 'what nobody has seen is not deleted',
    change: google(
      'write-removals.ts',
      "if (now.state === 'same') doomed.push(item);",
      "if (now.state !== 'gone') doomed.push(item);",
    ),
  },
  {
    name: 'a contact that is not whole is deleted',
    promise: 'a contact that is not whole stays',
    change: google(
      'write-removals.ts',
      'const whole = items.filter(({ write }) => !write.card.loss);',
      'const whole = items.filter(({ write }) => write.card);',
    ),
  },
  {
    name: 'a contact that is not whole is written',
    promise: 'a contact that is not whole is not written',
    change: google('write-updates.ts', 'if (card.loss) {', 'if (card.loss && !card.raw) {'),
  },
  {
    name: 'a creation without an answer is sent again',
    promise: 'a creation sent again is one contact',
    change: google(
      'write-creations.ts',
      "if (outcome === 'unknown') unknown.push(write.marker);",
      "if (outcome === 'unknown') continue;",
    ),
  },
  {
    name: 'our own update, its answer lost, is somebody else’s',
    promise: 'an update sent again is done',
    change: google(
      'write-updates.ts',
      'else if (isOurs(update, now.person)) yield { written: writtenAs(update, now.person) };',
      '',
    ),
  },
  {
    name: 'whoever was faster has written what we meant to',
    promise: 'who is faster is not written over',
    change: google(
      'write-updates.ts',
      'else if (isOurs(update, now.person)) yield',
      'else if (now.person) yield',
    ),
  },
  {
    name: 'a group is joined whatever the contact has become',
    promise: 'a contact that changed joins nothing',
    change: google(
      'write-updates.ts',
      "if (now.state === 'same') yield { written: writtenAs(update, now.person) };",
      "if (now.state === 'same' || now.state === 'newer') yield { written: writtenAs(update, now.person) };",
    ),
  },
  {
    name: 'an edit that changes nothing is sent',
    promise: 'an edit that changes nothing is not sent',
    change: google(
      'write-updates.ts',
      'else if (update.mask || update.photo || update.labels.length > 0) updates.push(update);',
      'else if (update) updates.push(update);',
    ),
  },
];
