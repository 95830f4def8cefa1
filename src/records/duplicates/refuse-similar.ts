// Before somebody makes a record: whoever may be there already is shown first.
import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { rows } from '../../database/query.ts';
import type { RecordKind, RecordValues } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { derive } from '../derive.ts';
import { loadDefinitions } from '../fields/load-definitions.ts';
import { likeliestFirst, type Similar, similarRecords } from './similar-records.ts';

/** Whoever makes records that nobody here is like comes one after the other: two at the same moment would not see each other. */
const LOCK = 7_281_965;
const MOST = 5;
/** The same name and nothing else: it is asked about, and never merged by itself. */
const NAME_ALONE = 0.5;

/** In the transaction that makes the record. @throws AppError 'similar-record' with whom it is like */
export async function refuseSimilar(db: Db, kind: RecordKind, values: RecordValues): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
  const { displayName, sortName, matchKeys: keys } = derive(await loadDefinitions(db), kind, values);
  const similar = await similarRecords(db, { kind, displayName, keys });
  const namesakes = await rows<Pick<Similar, 'id' | 'kind' | 'displayName'>>(
    db,
    sql`select id, kind, display_name as "displayName" from record
      where sort_name = ${sortName} and deleted_at is null
        and kind = any(${sql.param(kind === 'company' ? ['company'] : ['contact', 'lead'])}::text[])
      order by id limit ${MOST}`,
  );
  const alone = namesakes
    .filter(({ id }) => sortName !== '' && similar.every((other) => other.id !== id))
    .map((namesake) => ({ ...namesake, score: NAME_ALONE, reasons: ['name' as const] }));
  const matches = [...similar, ...alone].sort(likeliestFirst).slice(0, MOST);
  if (matches.length > 0) throw new AppError('similar-record', undefined, { matches });
}
