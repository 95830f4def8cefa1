// What lists people work in have of the owner's: a view, a label, and a change of many records.
import { newId } from '../../src/database/new-id.ts';
import { change, label, listView } from '../../src/database/schema.ts';
import type { TestServer } from './open-server.ts';

export async function makeLists(db: TestServer['db'], userId: string, recordId: string) {
  const [viewId, labelId, otherId, editId] = [newId(), newId(), newId(), newId()];
  await db.insert(listView).values({ id: viewId, userId, kind: 'contact', name: 'Mine', columns: [] });
  await db.insert(label).values(
    [labelId, otherId].map((id) => ({
      id,
      name: id,
      nameKey: id,
      color: 'blue' as const,
      createdBy: userId,
    })),
  );
  await db.insert(change).values({
    id: newId(),
    recordId,
    field: 'label',
    before: labelId,
    actor: 'user',
    userId,
    runId: editId,
  });
  return { view: viewId, label: labelId, otherLabel: otherId, edit: editId };
}
