// Rules of how contacts are written to Microsoft and listed, each broken once in a copy of the connector.
import type { Change } from '../../simulation/mutants/load-mutant.ts';
import type { MicrosoftPromise } from './microsoft-promises.ts';
import type { MutantOfWriters } from './mutants-of-writers.ts';

const microsoft = (file: string, from: string, to: string): Change => ({
  file: `src/providers/microsoft/${file}`,
  from,
  to,
});

export const MUTANTS_OF_MICROSOFT: MutantOfWriters<MicrosoftPromise>[] = [
  {
    name: 'an update names no version',
    promise: 'who is faster is not written over',
    change: microsoft(
      'book/write-updates.ts',
      "headers: { 'If-Match': graph['@odata.etag'] ?? '' },",
      'headers: {},',
    ),
  },
  {
    name: 'a photo is put on whatever the contact has become',
    promise: 'a contact that changed gets no photo',
    change: microsoft(
      'book/write-updates.ts',
      "else if (now.graph['@odata.etag'] !== update.graph['@odata.etag']) changed.push(update);",
      '',
    ),
  },
  {
    name: 'a contact is deleted whatever it has become',
    promise: 'what nobody has seen is not deleted',
    change: microsoft(
      'book/write-removals.ts',
      "else if (now.graph['@odata.etag'] === stampOf(version).etag) doomed.push(item);",
      'else if (stampOf(version)) doomed.push(item);',
    ),
  },
  {
    name: 'a contact that is not whole is deleted',
    promise: 'a contact that is not whole stays',
    change: microsoft(
      'book/write-removals.ts',
      'const whole = items.filter(({ write }) => !write.card.loss);',
      'const whole = items.filter(({ write }) => write.card);',
    ),
  },
  {
    name: 'a creation without an answer is sent again',
    promise: 'a creation sent again is one contact',
    change: microsoft('book/write-creations.ts', "creations.note(marker, 'unknown');", ''),
  },
  {
    name: 'our own update, its answer lost, is somebody else’s',
    promise: 'an update sent again is done',
    change: microsoft(
      'book/write-updates.ts',
      'else if (isOurs(update, now.graph)) yield* answered(book, update, now.graph);',
      '',
    ),
  },
  {
    name: 'whoever was faster has written what we meant to',
    promise: 'who is faster is not written over',
    change: microsoft(
      'book/write-updates.ts',
      'else if (isOurs(update, now.graph)) yield*',
      'else if (now.graph) yield*',
    ),
  },
  {
    name: 'a change says nothing of the display name',
    promise: 'the display name stays as somebody wrote it',
    change: microsoft(
      'person/patch-contact.ts',
      "if (Object.keys(fields).length > 0) fields.displayName ??= textOf(graph, 'displayName');",
      '',
    ),
  },
  {
    name: 'a slot takes more than it has room for',
    promise: 'what has no place spoils no write',
    change: microsoft('person/slots.ts', 'used(slot) < slot.room', 'used(slot) < 9'),
  },
  {
    name: 'an edit that changes nothing is sent',
    promise: 'an edit that changes nothing is not sent',
    change: microsoft(
      'person/patch-contact.ts',
      'if (before === cleanText(text)) return;',
      'if (before && before === cleanText(text)) return;',
    ),
  },
  {
    name: 'what is said to be gone is',
    promise: 'what came back is not gone',
    change: microsoft('book/changes.ts', 'if (card) take(card);\n', 'if (card && look.full) take(card);\n'),
  },
  {
    name: 'what a listing shows is news, however old',
    promise: 'what is late is no news',
    change: microsoft(
      'book/changes.ts',
      'held.etag === stamp.etag || isLater(stamp, held)',
      'isLater(stamp, stamp) || held',
    ),
  },
  {
    name: 'what was asked for before keeps what is asked for now from being told',
    promise: 'a wish that nobody wrote down is asked for anew',
    change: microsoft('watch.ts', 'for (const { id } of left) await remove(id!);', ''),
  },
  {
    name: 'what is granted is taken for what was asked for',
    promise: 'what is granted for a shorter time is renewed in time',
    change: microsoft(
      'watch.ts',
      'const expiresAt = Date.parse(expirationDateTime);',
      'const expiresAt = Date.parse(expirationDateTime) + LIFE_MS;',
    ),
  },
];
