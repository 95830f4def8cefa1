// What administrators do to fields, by their keys.
import type { Actor } from '../../src/access/actor.ts';
import type { RecordKind } from '../../src/fields/field.ts';
import { createField } from '../../src/records/fields/create-field.ts';
import { listFields } from '../../src/records/fields/list-fields.ts';
import { previewField } from '../../src/records/fields/preview-field.ts';
import { type UpdateField, updateField } from '../../src/records/fields/update-field.ts';
import type { Scenario } from './open-scenario.ts';

type Opened = Pick<Scenario, 'db' | 'deps'>;

async function fieldNamed({ db }: Opened, key: string, kind: RecordKind = 'contact') {
  const found = (await listFields(db, { kind })).find((one) => one.key === key);
  if (!found) throw new Error(`There is no field ${key} of a ${kind}`);
  return found;
}

export async function change(
  opened: Opened,
  actor: Actor,
  key: string,
  what: Omit<UpdateField, 'id'>,
  kind: RecordKind = 'contact',
) {
  const { id } = await fieldNamed(opened, key, kind);
  return updateField(opened.db, actor, { id, ...what });
}

export async function preview(opened: Opened, actor: Actor, key: string, kind: RecordKind = 'contact') {
  const { id } = await fieldNamed(opened, key, kind);
  return previewField(opened.deps, actor, id);
}

/** A field of contacts, called the same in every language. */
export const add = (
  { db }: Opened,
  actor: Actor,
  key: string,
  more: Partial<Parameters<typeof createField>[2]> & { name: string },
) => {
  const { name, ...rest } = more;
  return createField(db, actor, {
    kind: 'contact',
    key,
    type: 'text',
    label: { en: name, it: name, es: name },
    ...rest,
  });
};
