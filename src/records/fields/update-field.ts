import { inArray } from 'drizzle-orm';
import type { Actor } from '../../access/actor.ts';
import { type AuditAction, noteAudit } from '../../access/audit.ts';
import { demandDoor } from '../../access/doors.ts';
import type { Db } from '../../database/database.ts';
import { emit } from '../../database/notify.ts';
import { field } from '../../database/schema.ts';
import { AppError } from '../../errors.ts';
import { addressOf, isMainName, wholeOf } from '../../fields/catalogue.ts';
import { movedTo } from '../../fields/order.ts';
import { TYPES } from '../../fields/types.ts';
import { LANGUAGES } from '../../languages.ts';
import { writeOrder } from './field-order.ts';
import { fieldSwitched } from './field-switched.ts';
import { getField } from './list-fields.ts';
import type { FieldRow } from './load-fields.ts';
import { fieldIn, lockFields } from './lock-fields.ts';
import { hasSection } from './sections.ts';

export interface UpdateField {
  id: string;
  /** Switched off it sets its values aside; switched on again it has them back, and takes what the cards hold meanwhile. */
  active?: boolean | undefined;
  visible?: boolean | undefined;
  required?: boolean | undefined;
  /** null: as the interface calls it. */
  label?: Record<string, string> | null | undefined;
  /** How many fields of the kind stand before it. */
  position?: number | undefined;
  section?: string | undefined;
  options?: string[] | undefined;
}

export type FieldFault =
  | 'always-there'
  | 'not-for-this-field'
  | 'required'
  | 'twice'
  | 'unknown'
  | 'not-a-key'
  | 'key-taken';

/**
 * Changes what is named; an address is switched, named and placed as a whole, whichever of its parts is named.
 * @throws AppError 'not-found', 'invalid-values' by what is not acceptable
 */
export async function updateField(db: Db, actor: Actor, { id, position, ...change }: UpdateField) {
  await demandDoor(db, actor, 'updateField');
  await db.transaction(async (tx) => {
    const fields = await lockFields(tx);
    const own = fieldIn(fields, id);
    refuseField(faultsOf(own, change));
    if (change.section !== undefined && !(await hasSection(tx, own.kind, change.section)))
      refuseField({ section: 'unknown' });
    const { kind, key, active, section } = own;
    const ofKind = fields.filter((one) => one.kind === kind);
    const whole = ofKind.filter((one) => wholeOf(one.key) === wholeOf(key));
    if (Object.values(change).some((value) => value !== undefined))
      await tx
        .update(field)
        .set(change)
        .where(
          inArray(
            field.id,
            whole.map((one) => one.id),
          ),
        );
    const moves = change.section !== undefined && change.section !== section;
    if (moves || position !== undefined)
      await writeOrder(tx, kind, movedTo(ofKind, key, change.section ?? section, position));
    const isSwitched = change.active !== undefined && change.active !== active;
    if (isSwitched) await fieldSwitched(tx, { kind, key, on: !active });
    const action: AuditAction = !isSwitched
      ? 'field.changed'
      : active
        ? 'field.switched-off'
        : 'field.switched-on';
    await noteAudit(tx, actor.userId, action, id);
    await emit(tx, { type: 'fields.changed' }, 'everybody');
  });
  return getField(db, id);
}

type Change = Omit<UpdateField, 'id' | 'position'>;
type Faults = Partial<Record<keyof UpdateField | 'key', FieldFault>>;

function faultsOf(own: FieldRow, change: Change): Faults {
  const { active, visible, required, label, options } = change;
  const faults: Faults = {};
  // A record is found by its name, and Sync mobile is nobody's to switch off for all.
  const isFixed = isMainName(own) || own.type === 'flag';
  if (active === false && isFixed) faults.active = 'always-there';
  if (visible === false && isMainName(own)) faults.visible = 'always-there';
  if (required && !mayBeRequired(own)) faults.required = 'not-for-this-field';
  if (options !== undefined) Object.assign(faults, optionFaults(own.type, options));
  // A field of one's own has no other name to fall back to.
  if (label !== undefined && own.custom && LANGUAGES.some((language) => !label?.[language]))
    faults.label = 'required';
  return faults;
}

/** An address has no part that is there whenever the address is; a picture and Sync mobile are no values one types. */
export const mayBeRequired = ({ key, type }: Pick<FieldRow, 'key' | 'type'>): boolean =>
  TYPES[type].addable && addressOf(key) === null;

export function optionFaults(type: FieldRow['type'], options: string[] | undefined): Faults {
  if (type !== 'choice') return options === undefined ? {} : { options: 'not-for-this-field' };
  if (options === undefined) return { options: 'required' };
  return new Set(options).size < options.length ? { options: 'twice' } : {};
}

/** @throws AppError 'invalid-values' */
export function refuseField(faults: Faults): void {
  const names = Object.keys(faults);
  if (names.length === 0) return;
  throw new AppError('invalid-values', `Not acceptable: ${names.join(', ')}.`, { fields: { ...faults } });
}
