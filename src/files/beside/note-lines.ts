// Notes about a record in one cell of a table: each begins on a line of its own with when and by whom, the oldest first; the
// further lines of its text are indented. Pure.
import { cleanText } from '../../contact/text.ts';
import type { EntryNote } from '../entry.ts';

const INDENT = '  ';
/** `2026-03-01 14:05 anna@x.example: `; whoever types one may leave out the time, the person, or both. */
const BEGIN = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d))?(?: ([^\s:@]+@[^\s:@]+))?:(?: |$)/;

/** Times are in UTC. */
export function writeNotes(notes: EntryNote[]): string {
  return notes
    .map(
      ({ at, by, text }) =>
        `${at.slice(0, 16).replace('T', ' ')} ${by}: ${text.replaceAll('\n', `\n${INDENT}`)}`,
    )
    .join('\n');
}

/** What stands before the first date is a note of `now`. */
export function readNotes(cell: string, now: Date): EntryNote[] {
  const notes: EntryNote[] = [];
  for (const line of cleanText(cell).split('\n')) {
    const begun = begin(line);
    if (begun) notes.push(begun);
    else if (notes.length === 0) notes.push({ at: now.toISOString(), by: '', text: line });
    else {
      const last = notes.at(-1)!;
      last.text += `\n${line.startsWith(INDENT) ? line.slice(INDENT.length) : line}`;
    }
  }
  return notes.map((note) => ({ ...note, text: cleanText(note.text) })).filter(({ text }) => text !== '');
}

function begin(line: string): EntryNote | null {
  const [whole, day, time = '00:00', by = ''] = BEGIN.exec(line) ?? [];
  if (whole === undefined) return null;
  const at = new Date(`${day}T${time}:00Z`);
  // The 31st of February would be a day of March.
  const isThere = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day!);
  return isThere ? { at: at.toISOString(), by, text: line.slice(whole.length) } : null;
}
