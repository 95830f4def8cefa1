// What each condition of a list finds, and in which order, against a real database.
import { expect, test } from 'vitest';
import { databaseOfFile } from '../../../tests/database-of-file.ts';
import { refusal } from '../../../tests/refusal.ts';
import { aLink, anAccount, aUser } from '../../../tests/rows.ts';
import type { Condition } from '../../fields/filters.ts';
import { createField } from '../fields/create-field.ts';
import { listRecords } from '../list-records.ts';
import { writeFlags } from '../write-flags.ts';
import { insertRecords } from '../write-record.ts';

const ids: Record<string, string> = {};

const monthDay = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(5, 10);

const database = await databaseOfFile();
const { db } = database;
const anna = await aUser(db, 'administrator');
const ben = await aUser(db);
await database.pool.query(
  `update app_user set name = case id when $1 then 'Anna' else 'Ben' end where id in ($1, $2)`,
  [anna.userId, ben.userId],
);
for (const [slug, type, options] of [
  ['employees', 'number'],
  ['tier', 'choice', ['gold', 'silver']],
  ['newsletter', 'boolean'],
] as const)
  await createField(db, anna, {
    kind: 'contact',
    key: `custom.${slug}`,
    type,
    label: { en: slug },
    ...(options ? { options: [...options] } : {}),
  });
const people = [
  {
    lastName: 'Alba',
    'mailing.city': 'Bogotá',
    mobile: '+57 310 555 01',
    birthday: `1980-${monthDay(3)}`,
    'custom.employees': '12',
    'custom.tier': 'gold',
  },
  {
    lastName: 'Berti',
    'mailing.city': 'Torino',
    email: 'berti@example.org',
    birthday: `--${monthDay(40)}`,
    'custom.employees': '9',
    'custom.newsletter': 'true',
  },
  { lastName: 'Cohen', title: '100% owner', description: 'Likes bogota', 'custom.tier': 'silver' },
  { lastName: 'Dubois', 'mailing.city': 'bologna', birthday: '1990-01-15', 'custom.newsletter': 'false' },
];
const made = await insertRecords(
  db,
  people.map((values, at) => ({
    kind: 'contact' as const,
    values: values as unknown as Record<string, string>,
    ownerId: (at < 3 ? anna : ben).userId,
  })),
  { actor: 'system' },
);
for (const [at, { lastName }] of people.entries()) ids[lastName] = made[at]!;
await writeFlags(db, { userId: anna.userId, recordIds: [ids.Alba!], on: true, source: 'user' });

const named = async (filter: Condition[], sort = 'name', actor = anna): Promise<string> => {
  const { items, total } = await listRecords(db, actor, { kind: 'contact', filter, sort, limit: 50 });
  expect(total).toBe(items.length);
  return items.map(({ displayName }) => displayName).join(' ');
};

test.each([
  ['mailing.city', 'contains', 'BOG', 'Alba'],
  ['mailing.city', 'lacks', 'bo', 'Berti Cohen'],
  ['mailing.city', 'starts', 'bo', 'Alba Dubois'],
  ['mailing.city', 'is', 'bogotá', 'Alba'],
  ['mailing.city', 'filled', undefined, 'Alba Berti Dubois'],
  ['mailing.city', 'empty', undefined, 'Cohen'],
  ['title', 'contains', '0%', 'Cohen'],
  ['title', 'contains', '0_', ''],
  ['mailing.city', 'contains', 'gotá', 'Alba'],
  ['mailing.city', 'starts', 'gotá', ''],
  ['lastName', 'contains', 'lba', 'Alba'],
  ['title', 'contains', 'owner', 'Cohen'],
  ['description', 'contains', 'Bogotá', 'Cohen'],
  ['mobile', 'contains', '310-555', 'Alba'],
  ['custom.employees', 'is', '9', 'Berti'],
  ['custom.employees', 'atLeast', '10', 'Alba'],
  ['custom.employees', 'atMost', '9.5', 'Berti'],
  ['custom.employees', 'between', ['9', '12'], 'Alba Berti'],
  ['custom.tier', 'anyOf', ['gold', 'silver'], 'Alba Cohen'],
  ['custom.tier', 'noneOf', ['gold'], 'Berti Cohen Dubois'],
  ['custom.newsletter', 'yes', undefined, 'Berti'],
  ['custom.newsletter', 'no', undefined, 'Alba Cohen Dubois'],
  ['birthday', 'comesWithin', '7', 'Alba'],
  ['birthday', 'comesWithin', '40', 'Alba Berti'],
  ['birthday', 'atLeast', '1985-01-01', 'Dubois'],
  ['birthday', 'atMost', '1985-01-01', 'Alba'],
  ['birthday', 'between', ['1980-01-01', '1999-12-31'], 'Alba Dubois'],
  ['birthday', 'is', '1990-01-15', 'Dubois'],
  ['owner', 'anyOf', ['me'], 'Alba Berti Cohen'],
  ['owner', 'noneOf', ['me'], 'Dubois'],
  ['company', 'empty', undefined, 'Alba Berti Cohen Dubois'],
  ['company', 'filled', undefined, ''],
  ['syncMobile', 'yes', undefined, 'Alba'],
  ['syncMobile', 'no', undefined, 'Berti Cohen Dubois'],
  ['sync', 'anyOf', ['none'], 'Alba Berti Cohen Dubois'],
  ['sync', 'noneOf', ['none', 'pending'], ''],
  ['hasEmail', 'yes', undefined, 'Berti'],
  ['hasPhone', 'no', undefined, 'Berti Cohen Dubois'],
  ['hasAddress', 'yes', undefined, 'Alba Berti Dubois'],
  ['photo', 'filled', undefined, ''],
  ['createdAt', 'lastDays', '1', 'Alba Berti Cohen Dubois'],
  ['createdAt', 'atMost', '2020-01-01', ''],
  ['updatedAt', 'atLeast', '2020-01-01', 'Alba Berti Cohen Dubois'],
  ['updatedAt', 'between', ['2020-01-01', '2020-12-31'], ''],
] as const)('%s %s %s finds %s', async (field, op, value, found) => {
  expect(await named([{ field, op, value: value as string | string[] | undefined }])).toBe(found);
});

test('conditions all hold, and the flag is the own one', async () => {
  const inBo: Condition = { field: 'mailing.city', op: 'starts', value: 'bo' };
  expect(await named([inBo, { field: 'hasPhone', op: 'yes' }])).toBe('Alba');
  expect(await named([{ field: 'syncMobile', op: 'yes' }], 'name', ben)).toBe('');
});

test('a record with a link is not without one', async () => {
  const account = await anAccount(db, anna);
  await aLink(db, account, ids.Berti!);
  expect(await named([{ field: 'sync', op: 'anyOf', value: ['pending'] }])).toBe('Berti');
  expect(await named([{ field: 'sync', op: 'anyOf', value: ['none'] }])).toBe('Alba Cohen Dubois');
  expect(await named([{ field: 'sync', op: 'noneOf', value: ['none'] }])).toBe('Berti');
  expect(await named([{ field: 'sync', op: 'anyOf', value: ['pending'] }], 'name', ben)).toBe('');
});

test.each([
  ['mailing.city', 'Alba Dubois Berti Cohen'],
  ['-mailing.city', 'Berti Dubois Alba Cohen'],
  ['custom.employees', 'Berti Alba Cohen Dubois'],
  ['-custom.newsletter,name', 'Berti Dubois Alba Cohen'],
  ['owner,-name', 'Cohen Berti Alba Dubois'],
  ['-owner', 'Dubois Alba Berti Cohen'],
  ['description', 'Cohen Alba Berti Dubois'],
])('sorted by %s they are %s, what has no value last, on every page', async (sort, found) => {
  expect(await named([], sort)).toBe(found);
  const walked: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listRecords(db, anna, { kind: 'contact', sort, limit: 1, cursor });
    walked.push(...page.items.map(({ displayName }) => displayName));
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(walked.join(' ')).toBe(found);
});

test('what there is not is refused by its name, and so is a cursor of another order', async () => {
  const query = { kind: 'contact' as const, sort: 'name', limit: 1 };
  const filter: Condition[] = [{ field: 'custom.gone', op: 'is', value: 'x' }];
  expect(await refusal(listRecords(db, anna, { ...query, filter }))).toMatchObject({
    code: 'bad-request',
    fields: { filter: 'custom.gone: unknown-field' },
  });
  expect(await refusal(listRecords(db, anna, { ...query, sort: 'constructor' }))).toMatchObject({
    code: 'bad-request',
    fields: { sort: 'constructor' },
  });
  const { next } = await listRecords(db, anna, { ...query, sort: 'mailing.city' });
  expect(await refusal(listRecords(db, anna, { ...query, cursor: next! }))).toMatchObject({
    fields: { cursor: 'unknown' },
  });
});
