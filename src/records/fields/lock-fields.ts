import { asc, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { field } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import type { FieldRow } from './load-fields.ts';

/** The fields there are, in order; no other administrator changes any until the transaction ends. Readers wait for nobody. */
export async function lockFields(tx: Db): Promise<FieldRow[]> {
  await tx.execute(sql`lock table field in share row exclusive mode`);
  return tx
    .select()
    .from(field)
    .where(isNull(field.deletedAt))
    .orderBy(asc(field.kind), asc(field.position), asc(field.key));
}

/** @throws AppError 'not-found' */
export function fieldIn<T extends { id: string }>(fields: T[], id: string): T {
  const found = fields.find((one) => one.id === id);
  if (!found) throw new AppError('not-found');
  return found;
}
