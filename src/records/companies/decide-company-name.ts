// What a person says of a name that no company, or more than one, goes by. Texts stay as they are.
import { eq, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { demandDoor } from '../../access/doors.ts';
import { companyKey, companySpelling } from '../../contact/company.ts';
import { indexKey } from '../../contact/text.ts';
import type { Db } from '../../database/database.ts';
import { lockRecords } from '../../database/locks.ts';
import { rows } from '../../database/query.ts';
import { companyNameLeft, record } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { companyField, OTHER_NAMES } from '../../fields/catalogue.ts';
import { checkTies } from '../check-ties.ts';
import { insertRecords, updateRecordValues } from '../write-record.ts';
import { isWaiting } from './associate.ts';
import { otherNamesOf } from './find-company.ts';

export interface DecideCompanyName {
  /** As people write it; whatever is equal to it is decided with it. */
  name: string;
  /** 'create': it becomes a company. 'same': it is `companyId`, which goes by it from now on. 'leave': it is text, and not asked about; 'ask': it is again. */
  decision: 'create' | 'same' | 'leave' | 'ask';
  companyId?: string | undefined;
}

interface Waiting {
  id: string;
  name: string;
}

/** How many people got a company by it, and which. @throws AppError 'not-found' when nobody who waits carries the name, 'invalid-values' */
export async function decideCompanyName(
  db: Db,
  actor: Actor,
  { name, decision, companyId }: DecideCompanyName,
): Promise<{ changed: number; companyId: string | null }> {
  await demandDoor(db, actor, 'decideCompanyName');
  const key = indexKey(companyKey(name));
  return db.transaction(async (tx) => {
    const waiting = await rows<Waiting>(
      tx,
      sql`select id, "values" ->> ${companyField('contact')} as name from record
        where company_key = ${key} and ${isWaiting} order by id`,
    );
    const makes = decision === 'create' || decision === 'same';
    if (makes && waiting.length === 0) throw new AppError('not-found');
    if (decision === 'leave')
      await tx
        .insert(companyNameLeft)
        .values({ companyKey: key, userId: actor.userId })
        .onConflictDoNothing();
    else await tx.delete(companyNameLeft).where(eq(companyNameLeft.companyKey, key));
    if (!makes) return { changed: 0, companyId: null };
    const by = { actor: 'user' as const, userId: actor.userId };
    const chosen = decision === 'same' ? await takeName(companyId) : await makeCompany();
    const left = await rows<Waiting>(
      tx,
      sql`select id, company_key as name from record where company_key = ${key} and ${isWaiting} order by id`,
    );
    // Another company is called the same, letter by letter: it was said of these people which they mean.
    await lockRecords(
      tx,
      left.map(({ id }) => id),
    );
    for (const { id } of left)
      await updateRecordValues(tx, { recordId: id, values: {}, companyId: chosen, by });
    await noteAudit(tx, actor.userId, 'company-name.decided', chosen);
    return { changed: waiting.length, companyId: chosen };

    async function makeCompany(): Promise<string> {
      const values = { [companyField('company')]: name.trim() };
      const [id] = await insertRecords(tx, [{ kind: 'company', values, ownerId: actor.userId }], by);
      return id!;
    }

    /** The company goes by every way of writing it that people have, as far as it does not yet. */
    async function takeName(id: string | undefined): Promise<string> {
      if (id === undefined)
        throw new AppError('invalid-values', 'Say which company it is.', {
          fields: { companyId: 'required' },
        });
      await lockRecords(tx, [id]);
      await checkTies(tx, { companyId: id });
      const [company] = await tx.select({ values: record.values }).from(record).where(eq(record.id, id));
      const names = otherNamesOf(company!.values);
      const known = new Set([company!.values[companyField('company')] ?? '', ...names].map(companySpelling));
      for (const written of waiting.map((one) => one.name.trim())) {
        if (known.has(companySpelling(written))) continue;
        known.add(companySpelling(written));
        names.push(written);
      }
      await updateRecordValues(tx, { recordId: id, values: { [OTHER_NAMES]: names.join('\n') }, by });
      return id;
    }
  });
}
