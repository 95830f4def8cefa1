// One change of thousands, made and taken back in parts: no request takes long, nobody waits for the records in between, and one
// sees how far it is.
import { type Answer, type Arguments, call } from '../../api.ts';

const PART = 2000;

export interface Progress {
  done: number;
  of: number;
}
type Heard = (progress: Progress) => void;
type Edited = Pick<Answer<'editRecords'>, 'id' | 'changed'>;

/** Until all are changed, `heard` says no or a part fails; what was changed until then stands under one id. */
export async function editInParts(
  body: Arguments<'editRecords'>['body'],
  heard: (edited: Edited, progress: Progress) => boolean,
): Promise<void> {
  let edited: Edited = { id: null, changed: 0 };
  for (;;) {
    const under = edited.id ? { under: edited.id } : {};
    const { id, changed, left } = await call('editRecords', { body: { ...body, ...under, limit: PART } });
    edited = { id: id ?? edited.id, changed: edited.changed + changed };
    if (!heard(edited, { done: edited.changed, of: edited.changed + left }) || left === 0) return;
  }
}

/** How many are as before, and how many keep what somebody made of them since. */
export async function undoInParts(
  { id, changed: of }: { id: string; changed: number },
  heard: Heard,
): Promise<{ changed: number; kept: number }> {
  const undone = { changed: 0, kept: 0 };
  let from: { after?: string; under?: string } = {};
  for (;;) {
    const part: Answer<'undoEdit'> = await call('undoEdit', {
      params: { id },
      body: { limit: PART, ...from },
    });
    undone.changed += part.changed;
    undone.kept += part.kept;
    if (part.next === null) return undone;
    from = { ...from, after: part.next, ...(part.id && { under: part.id }) };
    heard({ done: undone.changed, of });
  }
}
