import { and, eq } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { noteAudit } from '../../access/audit.ts';
import { demandDoor } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { newId } from '../../database/new-id.ts';
import { emit } from '../../database/notify.ts';
import { field, type RecordKind } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { sectionsOf } from '../../fields/catalogue.ts';
import type { FieldType } from '../../fields/field.ts';
import { movedTo } from '../../fields/order.ts';
import { writeOrder } from './field-order.ts';
import { fieldSwitched } from './field-switched.ts';
import { getField } from './list-fields.ts';
import type { FieldRow } from './load-fields.ts';
import { lockFields } from './lock-fields.ts';
import { hasSection } from './sections.ts';
import { mayBeRequired, optionFaults, refuseField } from './update-field.ts';

export interface CreateField {
  kind: RecordKind;
  /** `custom.` and a word. */
  key: string;
  type: FieldType;
  /** In every language. */
  label: Record<string, string>;
  options?: string[] | undefined;
  /** The last of the kind when absent. */
  section?: string | undefined;
  required?: boolean | undefined;
}

const KEY = /^custom\.[a-z][a-z0-9_-]*$/;
/** One may have so many of them a kind: whoever needs more needs another program. */
const MOST = 100;

/**
 * Adds a field behind the others of its section. One that was deleted comes back with its values, where it is of the same type.
 * @throws AppError 'invalid-values', 'already-exists' naming what the key stands for
 */
export async function createField(db: Db, actor: Actor, given: CreateField) {
  await demandDoor(db, actor, 'createField');
  const { kind, key, type, label, options = null, required = false } = given;
  const section = given.section ?? sectionsOf(kind).at(-1)!;
  refuseField({
    ...(KEY.test(key) ? {} : { key: 'not-a-key' }),
    ...((await hasSection(db, kind, section)) ? {} : { section: 'unknown' }),
    ...(required && !mayBeRequired(given) ? { required: 'not-for-this-field' } : {}),
    ...optionFaults(type, given.options),
  });
  const id = await db.transaction(async (tx) => {
    const fields = await lockFields(tx);
    const former = await refuseTaken(tx, given, fields);
    const ofKind = fields.filter((one) => one.kind === kind);
    if (ofKind.filter(({ custom }) => custom).length >= MOST)
      throw new AppError('bad-request', `A kind has at most ${MOST} fields of your own.`);
    const row = { kind, key, type, section, label, options, required, custom: true, position: 0 };
    const back = { active: true, visible: true, deletedAt: null };
    const made = former?.id ?? newId();
    if (former)
      await tx
        .update(field)
        .set({ ...row, ...back })
        .where(eq(field.id, made));
    else await tx.insert(field).values({ ...row, id: made });
    await writeOrder(tx, kind, movedTo([...ofKind, row], key, section));
    if (former) await fieldSwitched(tx, { kind, key, on: true });
    await noteAudit(tx, actor.userId, former ? 'field.restored' : 'field.created', made);
    await emit(tx, { type: 'fields.changed' }, 'everybody');
    return made;
  });
  return getField(db, id);
}

/**
 * The deleted field of this key, if there is one to bring back. A key means the same for all kinds: a record that becomes one of
 * another kind keeps its values. @throws AppError 'already-exists'
 */
async function refuseTaken(
  tx: Db,
  { kind, key, type }: CreateField,
  fields: FieldRow[],
): Promise<FieldRow | undefined> {
  const taken = (detail: string): AppError =>
    new AppError('already-exists', detail, { fields: { key: 'key-taken' } });
  const other = fields.find((one) => one.key === key && (one.kind === kind || one.type !== type));
  if (other?.kind === kind) throw taken(`There is a field ${key} already.`);
  if (other)
    throw taken(`${key} is a field of type ${other.type} of another kind: a key means the same for all.`);
  const [former] = await tx
    .select()
    .from(field)
    .where(and(eq(field.kind, kind), eq(field.key, key)));
  if (former && former.type !== type)
    throw taken(
      `${key} was a field of type ${former.type}, whose values are kept: take that type, or another key.`,
    );
  return former;
}
