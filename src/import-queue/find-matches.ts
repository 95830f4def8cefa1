// Records that a card may be the same as, with a score and the reasons.
import { inArray } from 'drizzle-orm';
import { matchReasons } from '../contact/match.ts';
import type { Db } from '../database/database.ts';
import { type RecordKind, type RecordValues, record } from '../database/schema.ts';
import { byKey, findCandidates } from './find-candidates.ts';

export interface Match {
  recordId: string;
  displayName: string;
  kind: RecordKind;
  /** 0 to 1. */
  score: number;
  reasons: string[];
  values: RecordValues;
}

const BEST = 3;

/** The best matches of each card, best first, by the card's id. */
export async function findMatches(
  db: Db,
  accountId: string,
  cards: { cardId: string; matchKeys: string[] }[],
): Promise<Map<string, Match[]>> {
  const candidates = byKey(
    await findCandidates(
      db,
      accountId,
      cards.flatMap(({ matchKeys }) => matchKeys),
    ),
  );
  const best = cards.map(({ cardId, matchKeys }) => {
    const sharing = new Set(matchKeys.flatMap((key) => candidates.get(key) ?? []));
    const scored = [...sharing].map(({ id, keys }) => ({ recordId: id, ...matchReasons(matchKeys, keys) }));
    // Older records first among equals: the later one is more likely the duplicate.
    scored.sort((a, b) => b.score - a.score || (a.recordId < b.recordId ? -1 : 1));
    return { cardId, matches: scored.slice(0, BEST) };
  });
  const ids = [...new Set(best.flatMap(({ matches }) => matches.map(({ recordId }) => recordId)))];
  const shown = await db
    .select({ id: record.id, displayName: record.displayName, kind: record.kind, values: record.values })
    .from(record)
    .where(inArray(record.id, ids));
  const records = new Map(shown.map(({ id, ...row }) => [id, row]));
  return new Map(
    best.map(({ cardId, matches }) => [
      cardId,
      matches.flatMap((match) => {
        const found = records.get(match.recordId);
        return found ? [{ ...match, ...found }] : [];
      }),
    ]),
  );
}
