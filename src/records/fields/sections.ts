// The sections that a kind's fields stand in: built-in ones, and those that administrators add.
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { demandDoor } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { emit } from '../../database/notify.ts';
import { json } from '../../database/query.ts';
import { field, fieldSection, type RecordKind } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { LANGUAGES } from '../../languages.ts';
import { fieldIn, lockFields } from './lock-fields.ts';

/** A kind has so many of one's own at most. */
const MOST = 50;

const columns = {
  id: fieldSection.id,
  kind: fieldSection.kind,
  key: fieldSection.key,
  label: fieldSection.label,
  custom: fieldSection.custom,
  position: fieldSection.position,
};

/** Of a kind, or of all, in the order of pages. */
export const listSections = (db: Db, kind?: RecordKind) =>
  db
    .select(columns)
    .from(fieldSection)
    .where(and(isNull(fieldSection.deletedAt), kind && eq(fieldSection.kind, kind)))
    .orderBy(asc(fieldSection.kind), asc(fieldSection.position), asc(fieldSection.key));

export const hasSection = async (db: Db, kind: RecordKind, key: string): Promise<boolean> =>
  (await listSections(db, kind)).some((one) => one.key === key);

export interface CreateSection {
  kind: RecordKind;
  /** In every language. */
  label: Record<string, string>;
  /** Of one that was deleted: it comes back, empty. */
  key?: string | undefined;
}

/** Adds a section behind all others. @throws AppError 'not-found' for a key that none had, 'bad-request' when there are too many */
export async function createSection(db: Db, actor: Actor, { kind, label, key }: CreateSection) {
  await demandDoor(db, actor, 'createSection');
  return changing(db, actor, 'section.created', async (tx) => {
    const here = await listSections(tx, kind);
    if (here.filter(({ custom }) => custom).length >= MOST)
      throw new AppError('bad-request', `A kind has at most ${MOST} sections of your own.`);
    const row = { label, position: here.length, deletedAt: null };
    if (key === undefined) {
      const id = newId();
      await tx.insert(fieldSection).values({ ...row, id, kind, key: `own.${id}`, custom: true });
      return id;
    }
    const [back] = await tx
      .update(fieldSection)
      .set(row)
      .where(and(eq(fieldSection.kind, kind), eq(fieldSection.key, key), eq(fieldSection.custom, true)))
      .returning({ id: fieldSection.id });
    if (!back) throw new AppError('not-found');
    return back.id;
  });
}

export interface UpdateSection {
  id: string;
  /** null: as the interface calls it. */
  label?: Record<string, string> | null | undefined;
  /** How many of the kind's sections stand before it. */
  position?: number | undefined;
}

/** @throws AppError 'not-found', 'invalid-values' for one of one's own that would lack a name */
export async function updateSection(db: Db, actor: Actor, { id, label, position }: UpdateSection) {
  await demandDoor(db, actor, 'updateSection');
  return changing(db, actor, 'section.changed', async (tx) => {
    const own = fieldIn(await listSections(tx), id);
    if (label !== undefined) {
      if (own.custom && LANGUAGES.some((language) => !label?.[language]))
        throw new AppError('invalid-values', 'Not acceptable: label.', { fields: { label: 'required' } });
      await tx.update(fieldSection).set({ label }).where(eq(fieldSection.id, id));
    }
    if (position !== undefined) {
      const others = (await listSections(tx, own.kind)).filter((one) => one.id !== id);
      await number(tx, [...others.slice(0, position), own, ...others.slice(position)]);
    }
    return id;
  });
}

/**
 * Deletes a section of one's own; its fields, deleted ones as well, stand in `into` from then on.
 * @throws AppError 'not-found', 'built-in-field', 'invalid-values'
 */
export async function deleteSection(
  db: Db,
  actor: Actor,
  { id, into }: { id: string; into: string },
): Promise<void> {
  await demandDoor(db, actor, 'deleteSection');
  await changing(db, actor, 'section.deleted', async (tx) => {
    const { kind, key, custom } = fieldIn(await listSections(tx), id);
    if (!custom) throw new AppError('built-in-field');
    if (into === key || !(await hasSection(tx, kind, into)))
      throw new AppError('invalid-values', 'Not acceptable: into.', { fields: { into: 'unknown' } });
    await tx
      .update(field)
      .set({ section: into })
      .where(and(eq(field.kind, kind), eq(field.section, key)));
    await tx.update(fieldSection).set({ deletedAt: sql`now()` }).where(eq(fieldSection.id, id));
    await number(tx, await listSections(tx, kind));
    return id;
  });
}

/** Sections as `order` has them. */
async function number(tx: Db, order: { id: string }[]): Promise<void> {
  await tx.execute(sql`
    update field_section
    set position = placed.position - 1
    from jsonb_array_elements_text(${json(order.map(({ id }) => id))}) with ordinality as placed (id, position)
    where field_section.id = placed.id::uuid`);
}

type SectionAct = 'section.created' | 'section.changed' | 'section.deleted';

/** One administrator at a time; `work` says which section it was. */
async function changing(db: Db, actor: Actor, action: SectionAct, work: (tx: Db) => Promise<string>) {
  const id = await db.transaction(async (tx) => {
    await lockFields(tx);
    const done = await work(tx);
    await noteAudit(tx, actor.userId, action, done);
    await emit(tx, { type: 'fields.changed' }, 'everybody');
    return done;
  });
  const [section] = await db.select(columns).from(fieldSection).where(eq(fieldSection.id, id));
  return section!;
}
