import { sql } from 'drizzle-orm';
import type { Db } from '../../database/database.ts';
import { json } from '../../database/query.ts';
import type { RecordKind } from '../../database/schema.ts';
import type { FieldKey } from '../../fields/field.ts';

/** Numbers the fields of a kind as `order` has them. */
export async function writeOrder(tx: Db, kind: RecordKind, order: FieldKey[]): Promise<void> {
  await tx.execute(sql`
    update field
    set position = placed.position - 1
    from jsonb_array_elements_text(${json(order)}) with ordinality as placed (key, position)
    where field.kind = ${kind} and field.key = placed.key`);
}
