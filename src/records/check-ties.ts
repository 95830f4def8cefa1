// The company and the owner that a record is given.
import { and, eq, isNull } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { record, user } from '../database/schema.ts';
import { AppError } from '../errors.ts';
import { companyField } from '../fields/catalogue.ts';

/**
 * Name of the company, null when none is given.
 * @throws AppError 'invalid-values' for a company or an owner that is not there
 */
export async function checkTies(
  db: Db,
  { companyId, ownerId }: { companyId?: string | null | undefined; ownerId?: string | undefined },
): Promise<{ companyName: string | null }> {
  if (ownerId) {
    const found = await db.$count(user, and(eq(user.id, ownerId), isNull(user.disabledAt)));
    if (found === 0) throw unknown('ownerId');
  }
  if (!companyId) return { companyName: null };
  const [company] = await db
    .select({ values: record.values })
    .from(record)
    .where(and(eq(record.id, companyId), eq(record.kind, 'company'), isNull(record.deletedAt)));
  if (!company) throw unknown('companyId');
  return { companyName: company.values[companyField('company')] ?? null };
}

const unknown = (field: string): AppError =>
  new AppError('invalid-values', `There is no such ${field === 'ownerId' ? 'user' : 'company'}.`, {
    fields: { [field]: 'unknown' },
  });
