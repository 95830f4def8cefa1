// The built-in fields in the database. Keys never change; what administrators set on a field is never overwritten, and fields
// keep the order they have.
import { eq, sql } from 'drizzle-orm';
import { CATALOGUE, SYNC_MOBILE, sectionsOf } from '../fields/catalogue.ts';
import { KINDS, type RecordKind } from '../fields/field.ts';
import type { Db } from './database.ts';
import { newId } from './new-id.ts';
import { json } from './query.ts';
import { field, fieldSection } from './schema.ts';

/** Adds the built-in fields that are missing; called after every migration. */
export async function seedFields(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    const found = await tx
      .select({ kind: field.kind, key: field.key })
      .from(field)
      .orderBy(field.position, field.key);
    for (const kind of KINDS) {
      await addMissingSections(tx, kind);
      await addMissing(
        tx,
        kind,
        found.filter((one) => one.kind === kind).map(({ key }) => key),
      );
    }
  });
}

/** Behind those there are. */
async function addMissingSections(tx: Db, kind: RecordKind): Promise<void> {
  const here = await tx
    .select({ key: fieldSection.key })
    .from(fieldSection)
    .where(eq(fieldSection.kind, kind));
  const missing = sectionsOf(kind).filter((key) => !here.some((one) => one.key === key));
  if (missing.length === 0) return;
  await tx
    .insert(fieldSection)
    .values(missing.map((key, at) => ({ id: newId(), kind, key, position: here.length + at })));
}

const builtInFields = (kind: RecordKind) => [...CATALOGUE[kind], SYNC_MOBILE];

async function addMissing(tx: Db, kind: RecordKind, keys: string[]): Promise<void> {
  const missing = builtInFields(kind).filter(({ key }) => !keys.includes(key));
  if (missing.length === 0) return;
  const order = withMissing(keys, kind);
  await tx.insert(field).values(
    missing.map(({ key, type, section, inactive }) => {
      const position = order.indexOf(key);
      return { id: newId(), kind, key, type, section, active: !inactive, position };
    }),
  );
  await tx.execute(sql`
    update field
    set position = placed.position - 1
    from jsonb_array_elements_text(${json(order)}) with ordinality as placed (key, position)
    where field.kind = ${kind} and field.key = placed.key`);
}

/** `keys` in their order, each missing one behind the field that it follows in the catalogue. */
function withMissing(keys: string[], kind: RecordKind): string[] {
  const order = [...keys];
  let before = 0;
  for (const { key } of builtInFields(kind)) {
    if (!order.includes(key)) order.splice(before, 0, key);
    before = order.indexOf(key) + 1;
  }
  return order;
}
