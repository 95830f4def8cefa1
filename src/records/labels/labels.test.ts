// Labels: one of each name, in the history, united by a merge, brought back with all their records.
import { expect, test } from 'vitest';
import { databaseOfFile } from '../../../tests/database-of-file.ts';
import { refusal } from '../../../tests/refusal.ts';
import { aRecord, aUser } from '../../../tests/rows.ts';
import { undoEdit } from '../bulk/undo-edit.ts';
import { getRecord } from '../get-record.ts';
import { listChanges } from '../history/list-changes.ts';
import { undoChange } from '../history/undo-change.ts';
import { listRecords } from '../list-records.ts';
import { createView, listViews } from '../lists/views.ts';
import { mergeRecords } from '../merge/merge-records.ts';
import { restoreRecord } from '../restore-record.ts';
import { updateRecord } from '../update-record.ts';
import { createLabel, deleteLabel, updateLabel } from './change-label.ts';
import { listLabels } from './list-labels.ts';
import { mergeLabels } from './merge-labels.ts';

const { db } = await databaseOfFile();
const anna = await aUser(db);

const labelsOf = async (id: string) => (await getRecord(db, anna, id)).labels.map(({ name }) => name);
const contact = (name: string) => aRecord(db, anna, { lastName: name });

test('a label is made once, however it is written, each with a colour of its own', async () => {
  const clients = await createLabel(db, anna, { name: 'Clients' });
  expect(await createLabel(db, anna, { name: ' clìents' })).toEqual(clients);
  const partners = await createLabel(db, anna, { name: 'Partners' });
  expect(partners.color).not.toBe(clients.color);
  expect((await refusal(updateLabel(db, anna, { id: partners.id, name: 'CLIENTS' }))).code).toBe(
    'already-exists',
  );
  expect(await updateLabel(db, anna, { id: partners.id, name: 'partners', color: 'red' })).toMatchObject({
    name: 'partners',
    color: 'red',
  });
});

test('putting a label on and taking it off is history, and each is undone', async () => {
  const [id, label] = [await contact('Rossi'), await createLabel(db, anna, { name: 'Fair 2026' })];
  await updateRecord(db, anna, { id, labels: [label.id] });
  expect(await labelsOf(id)).toEqual(['Fair 2026']);
  const [put] = (await listChanges(db, anna, { id, limit: 1 })).items;
  expect(put).toMatchObject({ field: 'label', before: null, after: 'Fair 2026' });
  await undoChange(db, anna, { id, changeId: put!.id });
  expect(await labelsOf(id)).toEqual([]);
  const [off] = (await listChanges(db, anna, { id, limit: 1 })).items;
  expect(off).toMatchObject({ before: 'Fair 2026', after: null });
  await undoChange(db, anna, { id, changeId: off!.id });
  expect(await labelsOf(id)).toEqual(['Fair 2026']);
  const unknown = updateRecord(db, anna, { id, labels: [id] });
  expect((await refusal(unknown)).fields).toEqual({ labels: 'unknown' });
  expect(await labelsOf(id)).toEqual(['Fair 2026']);
});

test('a merge unites labels, and taking it back gives each its own', async () => {
  const [stays, goes] = [await contact('Bianchi'), await contact('Bianchi')];
  const [one, both, other] = await Promise.all(
    ['One', 'Both', 'Other'].map((name) => createLabel(db, anna, { name })),
  );
  await updateRecord(db, anna, { id: stays, labels: [one!.id, both!.id] });
  await updateRecord(db, anna, { id: goes, labels: [both!.id, other!.id] });
  await mergeRecords(db, anna, { id: stays, recordId: goes });
  expect(await labelsOf(stays)).toEqual(['Both', 'One', 'Other']);
  await restoreRecord(db, anna, goes);
  expect(await labelsOf(stays)).toEqual(['Both', 'One']);
  expect(await labelsOf(goes)).toEqual(['Both', 'Other']);
});

test('a deleted label is on no record and finds none; brought back, it is on all of them again', async () => {
  const [id, label] = [await contact('Verdi'), await createLabel(db, anna, { name: 'Old' })];
  await updateRecord(db, anna, { id, labels: [label.id] });
  const found = async (op: 'anyOf' | 'allOf' | 'noneOf' | 'filled' | 'empty') => {
    const value = op === 'filled' || op === 'empty' ? undefined : [label.id];
    const { items } = await listRecords(db, anna, { filter: [{ field: 'label', op, value }], limit: 50 });
    return items.some((item) => item.id === id);
  };
  const all = async () => [
    await found('anyOf'),
    await found('allOf'),
    await found('noneOf'),
    await found('filled'),
    await found('empty'),
  ];
  expect(await all()).toEqual([true, true, false, true, false]);
  await deleteLabel(db, anna, label.id);
  expect(await labelsOf(id)).toEqual([]);
  expect(await all()).toEqual([false, false, true, false, true]);
  expect((await listLabels(db)).items.some((one) => one.id === label.id)).toBe(false);
  const again = await createLabel(db, anna, { name: 'Old' });
  expect(again.id).not.toBe(label.id);
  expect((await refusal(updateLabel(db, anna, { id: label.id, deleted: false }))).code).toBe(
    'already-exists',
  );
  await deleteLabel(db, anna, again.id);
  await updateLabel(db, anna, { id: label.id, deleted: false });
  expect(await labelsOf(id)).toEqual(['Old']);
  expect((await listLabels(db)).items.find((one) => one.id === label.id)?.records).toBe(1);
});

test('a label merged into another is on no record, and the other on all of them, views follow; undone, each record has what it had', async () => {
  const [one, both, none] = [await contact('Uno'), await contact('Ambo'), await contact('Nessuno')];
  const [goes, stays] = [
    await createLabel(db, anna, { name: 'Customers' }),
    await createLabel(db, anna, { name: 'Buyers' }),
  ];
  await updateRecord(db, anna, { id: one, labels: [goes.id] });
  await updateRecord(db, anna, { id: both, labels: [goes.id, stays.id] });
  const all = () => Promise.all([one, both, none].map(labelsOf));

  const merged = await mergeLabels(db, anna, { id: goes.id, into: stays.id });
  expect(merged.records).toBe(1);
  expect(await all()).toEqual([['Buyers'], ['Buyers'], []]);
  const listed = (await listLabels(db)).items;
  expect(listed.some(({ id }) => id === goes.id)).toBe(false);
  expect(listed.find(({ id }) => id === stays.id)).toMatchObject({
    records: 2,
    kinds: { company: 0, contact: 2, lead: 0 },
  });

  const last = await createLabel(db, anna, { name: 'Everybody who buys' });
  const filter = [{ field: 'label', op: 'anyOf' as const, value: [goes.id, stays.id] }];
  const content = { kind: 'contact' as const, name: 'Buying', shared: false, sort: 'name', columns: [] };
  const view = await createView(db, anna, { ...content, filter: [{ ...filter[0]!, value: [goes.id] }] });
  const shown = async () => {
    const [mine] = (await listViews(db, anna)).items;
    const { items } = await listRecords(db, anna, { view: view.id, limit: 9 });
    return [mine!.filter[0]!.value, items.map(({ id }) => id).toSorted()];
  };
  expect(await shown()).toEqual([[stays.id], [one, both].toSorted()]);
  const on = await mergeLabels(db, anna, { id: stays.id, into: last.id });
  expect(await shown()).toEqual([[last.id], [one, both].toSorted()]);
  expect((await listRecords(db, anna, { filter, limit: 9 })).total).toBe(2);
  await updateLabel(db, anna, { id: stays.id, deleted: false });
  await undoEdit(db, anna, on.edit!);

  await updateLabel(db, anna, { id: goes.id, deleted: false });
  await undoEdit(db, anna, merged.edit!);
  expect(await shown()).toEqual([[goes.id], [one, both].toSorted()]);
  expect(await all()).toEqual([['Customers'], ['Buyers', 'Customers'], []]);
  for (const into of [goes.id, one])
    expect((await refusal(mergeLabels(db, anna, { id: goes.id, into }))).code).toBe('invalid-values');
  expect((await refusal(mergeLabels(db, anna, { id: one, into: stays.id }))).code).toBe('not-found');
  expect(await all()).toEqual([['Customers'], ['Buyers', 'Customers'], []]);
});
