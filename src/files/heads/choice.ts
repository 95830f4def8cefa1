// What a person says of a column whose head is not known, or known for something else.
import { AppError } from '../../errors.ts';
import { type FieldHeads, ownTarget } from './find-targets.ts';
import { readTarget, type Target } from './target.ts';

/**
 * `field:KEY`, a field of the record; `emails`, `phones` or `urls`, one value more of these; `groups`, labels of the record;
 * `aside`, kept in the history of the record; `nothing`, left out. Null: as its head says.
 */
export type ColumnChoice = string | null;

/** What may be chosen beside a field. */
const CHOICES = ['emails', 'phones', 'urls', 'groups', 'aside', 'nothing'] as const;
const FIELD = 'field:';

/** @throws AppError 'bad-request' for a field that is not there */
export function chosenTarget(
  choice: ColumnChoice,
  known: Target | null,
  { keys }: FieldHeads,
): Target | null {
  if (choice === null) return known;
  if (choice === 'aside') return null;
  const key = choice.startsWith(FIELD) ? choice.slice(FIELD.length) : null;
  if (key === null && CHOICES.some((one) => one === choice)) return readTarget(choice);
  if (key !== null && keys.has(key)) return ownTarget(key);
  const detail = `There is no field ${choice}.`;
  throw new AppError('bad-request', detail, { fields: { mapping: detail } });
}
