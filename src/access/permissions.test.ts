import { expect, test } from 'vitest';
import { databaseOfFile } from '../../tests/database-of-file.ts';
import { refusal } from '../../tests/refusal.ts';
import { anAccount, aRecord, aUser } from '../../tests/rows.ts';
import { syncNow } from '../accounts/sync-now.ts';
import { resolveConflict } from '../conflicts/resolve-conflict.ts';
import { importQueue } from '../import-queue/import-queue.ts';
import { createRecord } from '../records/create-record.ts';
import { deleteRecords } from '../records/delete-records.ts';
import { convertRecord } from '../records/kinds/convert-record.ts';
import { mergeRecords } from '../records/merge/merge-records.ts';
import { setPhoto } from '../records/photo/set-photo.ts';
import { restoreRecord } from '../records/restore-record.ts';
import { updateRecord } from '../records/update-record.ts';
import type { Role } from './actor.ts';
import { DEFAULTS, demandPermission, PERMISSIONS, permissionsOf } from './permissions.ts';
import { decideRequest } from './requests/decide-request.ts';
import { listRequests } from './requests/list-requests.ts';
import { requestAccess } from './requests/request-access.ts';
import { listRoles } from './roles/list-roles.ts';
import { updateRoles } from './roles/update-roles.ts';

const TABLE: Record<string, Role[]> = {
  'records.edit': ['administrator', 'user'],
  'records.delete': ['administrator', 'user'],
  'accounts.connect': ['administrator', 'user'],
  'sync.run': ['administrator', 'user'],
  'users.manage': ['administrator'],
  'fields.manage': ['administrator'],
  'providers.manage': ['administrator'],
  'health.see': ['administrator'],
};

const database = await databaseOfFile();
const { db } = database;
const anna = await aUser(db);
const boss = await aUser(db, 'administrator');

const setUsers = (permissions: Parameters<typeof updateRoles>[2]['permissions']) =>
  updateRoles(db, boss, { role: 'user', permissions });

test.each<Role>(['administrator', 'user'])(
  '%s may do what the table says, and nothing else',
  async (role) => {
    const expected = Object.keys(TABLE).filter((name) => TABLE[name]!.includes(role));
    expect((await permissionsOf(db, await aUser(db, role))).sort()).toEqual(expected.sort());
  },
);

test('what users are refused is refused in the verb, by its name, and administrators can do it still', async () => {
  await setUsers({ 'records.edit': false, 'records.delete': false, 'sync.run': false });
  const [id, other] = [await aRecord(db, anna), await aRecord(db, anna)];
  const { accountId } = await anAccount(db, anna);
  const refused: [string, () => Promise<unknown>][] = [
    ['records.edit', () => createRecord(db, anna, { kind: 'contact', values: { lastName: 'X' } })],
    ['records.edit', () => updateRecord(db, anna, { id, values: { lastName: 'X' } })],
    ['records.edit', () => convertRecord(db, anna, { id, kind: 'lead' })],
    ['records.edit', () => mergeRecords(db, anna, { id, recordId: other })],
    ['records.edit', () => setPhoto(db, anna, { id, bytes: null })],
    ['records.edit', () => restoreRecord(db, anna, id)],
    ['records.delete', () => deleteRecords(db, anna, [id])],
    ['records.edit', () => resolveConflict(db, anna, { id, values: {} })],
    ['records.edit', () => importQueue(db, anna, accountId)],
    ['sync.run', () => syncNow(db, anna, { id: accountId, full: false })],
  ];
  for (const [permission, verb] of refused)
    expect(await refusal(verb())).toMatchObject({ code: 'not-allowed', fields: { permission } });
  expect((await permissionsOf(db, anna)).sort()).toEqual(['accounts.connect']);
  await updateRecord(db, boss, { id, values: { lastName: 'X' } });
  await setUsers({ 'records.edit': true, 'records.delete': true, 'sync.run': true });
  expect(await permissionsOf(db, anna)).toEqual([...PERMISSIONS]);
});

test('setting a role back to its default leaves nothing behind', async () => {
  await setUsers({ 'sync.run': false });
  const back = await setUsers({ 'sync.run': true });
  expect(back.items.find(({ role }) => role === 'user')!.permissions).toEqual(
    PERMISSIONS.map((permission) => ({
      permission,
      allowed: true,
      byDefault: DEFAULTS[permission].includes('user'),
    })),
  );
  const { rows } = await database.pool.query('select * from role_permission');
  expect(rows).toEqual([]);
});

test('whoever asks gets what an administrator approves, alone, and it can be taken back', async () => {
  await setUsers({ 'sync.run': false });
  const [asking, other] = [await aUser(db), await aUser(db)];
  const request = await requestAccess(db, asking, 'sync.run');
  expect(await requestAccess(db, asking, 'sync.run')).toEqual(request);
  expect((await listRequests(db, boss, { state: 'open', limit: 10 })).items).toEqual([request]);
  expect((await listRequests(db, other, { limit: 10 })).total).toBe(0);
  await expect(
    refusal(decideRequest(db, other, { id: request.id, state: 'approved' })),
  ).resolves.toMatchObject({
    code: 'not-allowed',
  });

  expect(await decideRequest(db, boss, { id: request.id, state: 'approved' })).toMatchObject({
    state: 'approved',
  });
  await demandPermission(db, asking, 'sync.run');
  await expect(refusal(demandPermission(db, other, 'sync.run'))).resolves.toMatchObject({
    code: 'not-allowed',
  });
  const again = decideRequest(db, boss, { id: request.id, state: 'declined' });
  await expect(refusal(again)).resolves.toMatchObject({ code: 'nothing-waits' });
  await expect(refusal(requestAccess(db, asking, 'sync.run'))).resolves.toMatchObject({
    code: 'already-exists',
  });

  expect((await listRoles(db, boss)).grants).toMatchObject([
    { userId: asking.userId, permission: 'sync.run' },
  ]);
  await updateRoles(db, boss, { userId: asking.userId, permissions: { 'sync.run': false } });
  await expect(refusal(demandPermission(db, asking, 'sync.run'))).resolves.toMatchObject({
    code: 'not-allowed',
  });
  await setUsers({ 'sync.run': true });
});

test('a declined request gives nothing, and one may ask again', async () => {
  await setUsers({ 'accounts.connect': false });
  const asking = await aUser(db);
  const { id } = await requestAccess(db, asking, 'accounts.connect');
  await decideRequest(db, boss, { id, state: 'declined' });
  expect(await permissionsOf(db, asking)).not.toContain('accounts.connect');
  expect((await requestAccess(db, asking, 'accounts.connect')).id).not.toBe(id);
  await setUsers({ 'accounts.connect': true });
});
