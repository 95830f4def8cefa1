// Labels themselves: made on the fly, renamed, recoloured, deleted and brought back. A deleted one keeps its records, so that
// bringing it back brings all of it back.
import { sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { demandDoor } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { rows } from '../../database/query.ts';
import { AppError } from '../../errors.ts';
import { LABEL_COLORS, type LabelColor, labelKey } from '../../fields/labels.ts';
import { touchLinks } from '../touch-links.ts';
import type { LabelOfRecord } from './label-columns.ts';

/** The label of that name, made if there is none; without a colour it takes the next one. */
export async function createLabel(
  db: Db,
  actor: Actor,
  { name, color }: { name: string; color?: LabelColor | undefined },
): Promise<LabelOfRecord> {
  await demandDoor(db, actor, 'createLabel');
  return db.transaction(async (tx) => {
    const { isNew: _, ...label } = await labelNamed(tx, actor.userId, name, color);
    return label;
  });
}

/** @see createLabel */
export async function labelNamed(
  db: Db,
  userId: string,
  name: string,
  color?: LabelColor,
): Promise<LabelOfRecord & { isNew: boolean }> {
  const [label] = await rows<LabelOfRecord & { isNew: boolean }>(
    db,
    sql`
    insert into label (id, name, name_key, color, created_by)
    select ${newId()}, ${name}, ${labelKey(name)}, coalesce(${color ?? null}, colors[1 + (select count(*) from label) % cardinality(colors)]),
      ${userId}
    from (select ${sql.param([...LABEL_COLORS])}::text[] as colors)
    on conflict (name_key) where deleted_at is null do update set name = label.name
    returning id, name, color, xmax = 0 as "isNew"`,
  );
  return label!;
}

/** @throws AppError 'not-found', 'already-exists' for the name of another label */
export async function updateLabel(
  db: Db,
  actor: Actor,
  input: {
    id: string;
    name?: string | undefined;
    color?: LabelColor | undefined;
    deleted?: false | undefined;
  },
): Promise<LabelOfRecord> {
  await demandDoor(db, actor, 'updateLabel');
  const { id, name = null, color = null, deleted } = input;
  return db.transaction(async (tx) => {
    const [current] = await rows<{ nameKey: string }>(
      tx,
      sql`select name_key as "nameKey" from label where id = ${id} and (deleted_at is null or ${deleted === false}) for update`,
    );
    if (!current) throw new AppError('not-found');
    const nameKey = name === null ? current.nameKey : labelKey(name);
    const taken = await rows(
      tx,
      sql`select 1 from label where name_key = ${nameKey} and deleted_at is null and id <> ${id}`,
    );
    if (taken.length > 0)
      throw new AppError('already-exists', 'There is a label of that name.', { fields: { name: 'taken' } });
    const [label] = await rows<LabelOfRecord>(
      tx,
      sql`
      update label
      set name = coalesce(${name}, name), name_key = ${nameKey}, color = coalesce(${color}, color), deleted_at = null,
        merged_into = null
      where id = ${id}
      returning id, name, color`,
    );
    if (deleted === false) await touchLabelled(tx, id);
    return label!;
  });
}

/** A label that is back says again who is in the groups it is tied to. */
async function touchLabelled(tx: Db, labelId: string): Promise<void> {
  const labelled = await rows<{ id: string }>(
    tx,
    sql`select record_id as id from record_label where label_id = ${labelId}`,
  );
  await touchLinks(tx, { recordIds: labelled.map(({ id }) => id), tiedTo: [labelId] });
}

/** Takes the label off every record; brought back (`updateLabel`), it is on all of them again. @throws AppError 'not-found' */
export async function deleteLabel(db: Db, actor: Actor, id: string): Promise<void> {
  await demandDoor(db, actor, 'deleteLabel');
  await db.transaction(async (tx) => {
    const gone = await rows(
      tx,
      sql`update label set deleted_at = now() where id = ${id} and deleted_at is null returning id`,
    );
    if (gone.length === 0) throw new AppError('not-found');
    await noteAudit(tx, actor.userId, 'label.deleted', id);
  });
}
