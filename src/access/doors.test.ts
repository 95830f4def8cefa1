// The table of doors is whole: nothing can be asked of Rubrica, over HTTP, by a verb or by the engine, without a row that says
// what it needs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { api } from '../http/contract/contract.ts';
import { IMPORTS } from '../plans/undoable.ts';
import { ACTION_CLASSES } from '../sync/decide/guard.ts';
import { DISCARDING, DOORS, ENGINE, UNDOING } from './doors.ts';

const SRC = join(import.meta.dirname, '..');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
  .map((name) => ({ name, text: readFileSync(join(SRC, name), 'utf8') }));
const matches = (pattern: RegExp): string[] =>
  files.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name]) => name!));

/** Doors that are no endpoints of the contract, by the address or the command that leads to them. */
const BESIDE: Record<string, keyof typeof DOORS> = {
  'GET /oauth/callback/:provider': 'finishSignIn',
  'GET /api/v1/events': 'events',
  'GET /api/v1/cards/:id/photo': 'cardPhoto',
  'npm run rubrica -- import': 'importFile',
  'GET /api/v1/records/:id/photo': 'getPhoto',
  'GET /api/v1/records/:id/photos/:photoId': 'getPhotoOfHistory',
  'PUT /api/v1/records/:id/photo': 'setPhoto',
  'POST /api/v1/imports': 'startImport',
  'GET /api/v1/exports': 'exportRecords',
  'POST /api/v1/exports': 'exportRecords',
  'GET /api/v1/imports/:id/account': 'accountOfImport',
};

test('every endpoint of the contract has a row', () => {
  const beside = Object.values(BESIDE);
  const rows = Object.keys(DOORS).filter((name) => !beside.includes(name as keyof typeof DOORS));
  expect(rows.sort()).toEqual(Object.keys(api).sort());
});

test('every row that needs something is asked for in a verb, and no verb asks past the table', () => {
  const asked = new Set(matches(/demandDoor\([^)]*'(\w+)'\)/g));
  // One verb for two endpoints.
  const sameVerb = {
    removePhoto: 'setPhoto',
    deleteRecord: 'deleteRecords',
    signInAgain: 'createAccount',
    removeUser: 'updateUser',
  };
  const needing = Object.entries(DOORS).filter(([, needs]) => Array.isArray(needs) && needs.length > 0);
  const unasked = needing
    .map(([name]) => (name in sameVerb ? sameVerb[name as keyof typeof sameVerb] : name))
    .filter((name) => !asked.has(name));
  expect(unasked).toEqual([]);
  expect(asked.size).toBeGreaterThan(15);
  const past = files.filter(({ name, text }) => !name.startsWith('access/') && /demandPermission/.test(text));
  expect(past.map(({ name }) => name)).toEqual([]);
});

test('what an administrator alone may call needs what an administrator alone may do', () => {
  for (const [name, { audience }] of Object.entries(api)) {
    const needs = DOORS[name as keyof typeof DOORS];
    const ofAdministrators = Array.isArray(needs) && needs.some((need) => need.endsWith('.manage'));
    expect(ofAdministrators, name).toBe(audience === 'administrator');
  }
});

test('whatever writes records, or puts them into the trash, is a verb that asks or the port of the engine', () => {
  const writers = files.filter(({ text }) =>
    /\b(updateRecordValues|updateRecords|insertRecords|trashRecords?)\(/.test(text),
  );
  const asks = (text: string): boolean => /demand(Door|All)\(/.test(text);
  const silent = writers.filter(({ text }) => !asks(text)).map(({ name }) => name);
  expect(silent.sort()).toEqual([
    'accounts/runs/record-port.ts', // the engine's: sync/decide/plan.ts withholds what the owner may not
    'plans/undo-import.ts', // in the transactions of undoRun
    'records/companies/create-missing.ts', // by the port of the engine, in the same transaction
    'records/merge/undo-merge.ts', // in the transaction of restoreRecord
    'records/trash-record.ts',
    'records/write-record.ts',
  ]);
});

test('every class of actions of the engine says what it needs, done and discarded, and every kind of action what undoing does', () => {
  for (const name of ACTION_CLASSES) {
    expect(ENGINE, name).toHaveProperty([name]);
    expect(DISCARDING, name).toHaveProperty([name]);
  }
  // Those undo-run.ts takes back; of these, flags alone move for the rest.
  const undo = files.find(({ name }) => name === 'plans/undo-run.ts')!.text;
  const kinds = [...undo.matchAll(/case '([\w-]+)':/g)].map(([, kind]) => kind!);
  expect([...kinds, ...IMPORTS].sort()).toEqual([...UNDOING.keys(), 'create', 'remove', 'close'].sort());
});
