// Every code that the server says of a link, a run, a card or a match has a text in three languages, where it is shown.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOSSES, REFUSALS } from '../../src/contact/loss.ts';
import { OUTCOMES as FILE_OUTCOMES, ON_MATCH, REST_REASONS } from '../../src/files/codes.ts';
import { REMARKS } from '../../src/files/remark.ts';
import { LANGUAGES } from '../../src/languages.ts';
import { SKIP_REASONS } from '../../src/plans/undoable.ts';
import {
  ACTION_TYPES,
  CLOSE_REASONS,
  ENDED_OTHERWISE,
  HOLD_CODES,
  IMPORT_FAILURES,
  OUTCOMES,
  TRASH_REASONS,
  WAIT_REASONS,
} from '../../src/sync/codes.ts';
import { ACTION_CLASSES } from '../../src/sync/decide/guard.ts';

const CLASSES = [...ACTION_CLASSES, 'cards-removed', 'cards-kept'];
/** What is approved is on its way, and what is held or done needs no word. */
const shown = <T extends string>(codes: readonly T[], ...silent: T[]): string[] =>
  codes.filter((code) => !silent.includes(code));
const HOLDS = shown(HOLD_CODES, 'approved');

/** Where a screen asks for `t(`${place}.${code}`)`, and what the server may say there. */
const PLACES: [place: string, codes: readonly string[]][] = [
  ['plans.why.code', HOLDS],
  [
    'plans.why.code',
    [
      ...['flag-on', 'flag-off', 'deleted-on-phone', 'record-there', 'record-in-trash'],
      ...['active', 'paused', 'sign-in-needed', 'failing'],
      ...['direction-both', 'direction-in', 'direction-out', 'in-scope', 'out-of-scope', 'group-gone'],
      ...['on-its-way', 'card-there', 'card-not-yet', 'never-there', 'left-apart', 'book-failing'],
      ...CLOSE_REASONS,
      ...ENDED_OTHERWISE,
    ],
  ],
  ['plans.why.card', ['pending', 'ready', 'ignored', 'imported', 'failed', 'out-of-scope']],
  ['plans.loss', LOSSES],
  ['plans.refusal', REFUSALS],
  ['plans.chip', [...CLASSES, ...ACTION_TYPES]],
  ['plans.would', CLASSES],
  ['plans.act.approve', ACTION_CLASSES],
  ['plans.act.discard', ACTION_CLASSES],
  ['plans.reason', WAIT_REASONS],
  ['plans.did', ACTION_TYPES],
  ['plans.will', shown(ACTION_TYPES, 'import', 'import-company', 'merge', 'take-up')],
  ['plans.outcome', shown(OUTCOMES, 'held', 'done')],
  ['plans.undo.reason', SKIP_REASONS],
  ['plans.cards.reasons', TRASH_REASONS],
  ['records.reason', [...HOLDS, 'account-paused', 'sign-in-needed']],
  ['queue.failure', IMPORT_FAILURES],
  ['files.outcome', FILE_OUTCOMES],
  ['files.did', FILE_OUTCOMES],
  ['files.outcomeOne', FILE_OUTCOMES],
  ['files.didOne', FILE_OUTCOMES],
  ['files.way', ON_MATCH],
  ['files.wayWords', ON_MATCH],
  ['files.rest', shown(REST_REASONS, 'no-field')],
  ['files.remark', REMARKS],
  ['files.kept', SKIP_REASONS],
  [
    'queue.reason',
    [
      ...['marked-as-company', 'organization-without-name', 'name-with-organization', 'name-only', 'no-name'],
      'duplicate',
    ],
  ],
  ['queue.match.reason', ['email', 'phone', 'name', 'company']],
];

describe.each(LANGUAGES)('%s', (language) => {
  it.each(PLACES)('%s has a text for every code', async (place, codes) => {
    const [namespace, ...path] = place.split('.');
    const texts = Object.values(await import(join(import.meta.dirname, language, `${namespace}.ts`)))[0];
    const here = path.reduce((all, part) => (all as Record<string, unknown>)[part], texts) as object;
    const known = new Set(Object.keys(here).map((key) => key.replace(/_(one|many|other)$/, '')));
    expect(codes.filter((code) => !known.has(code))).toEqual([]);
  });
});
