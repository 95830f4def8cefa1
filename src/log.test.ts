import { DrizzleQueryError } from 'drizzle-orm/errors';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createLog, type LogDetail, type LogLevel, seldom } from './log.ts';
import { scrub } from './log-error.ts';

function lines(
  level: LogLevel,
  readable: boolean,
  write: (log: ReturnType<typeof createLog>) => void,
): string[] {
  const written: string[] = [];
  const now = () => new Date('2026-01-02T03:04:05Z');
  write(createLog({ level, readable, write: (line) => written.push(line), now }));
  return written;
}

test('a line is one JSON document with time, level and event', () => {
  const [line] = lines('info', false, (log) => log.info('run finished', { accountId: 'a1', ms: 12 }));
  expect(line).toBe(
    '{"time":"2026-01-02T03:04:05.000Z","level":"info","event":"run finished","accountId":"a1","ms":12}\n',
  );
});

test('what is below the level is not written', () => {
  const written = lines('warn', false, (log) => {
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
  });
  expect(written.map((line) => JSON.parse(line).event)).toEqual(['c', 'd']);
});

test('a key that is not listed never reaches the log', () => {
  const detail = {
    accountId: 'a1',
    password: 'hidden',
    contact: { name: 'Ada' },
    url: 'https://x/?token=hidden',
  };
  const written = lines('debug', false, (log) => log.info('connected', detail as LogDetail));
  expect(JSON.parse(written[0]!)).toEqual(expect.objectContaining({ accountId: 'a1' }));
  expect(written[0]).not.toMatch(/hidden|Ada/);
});

test('no value starts a line of its own', () => {
  for (const readable of [true, false]) {
    const [line] = lines('info', readable, (log) =>
      log.info('a\nb', { reason: 'x\r\n2026 error forged\u001b[2J' }),
    );
    expect(line!.trimEnd().split(/[\r\n]/)).toHaveLength(1);
    expect(line).toContain('%0D%0A');
    expect(line).not.toContain('\u001b');
  }
});

test('an error of the database is named without the values of its statement', () => {
  const refused = new pg.DatabaseError('duplicate key value (ada@example.org)', 1, 'error');
  Object.assign(refused, { code: '23505', table: 'app_user', detail: 'Key (email)=(ada@example.org)' });
  const error = new DrizzleQueryError('insert into app_user values ($1)', ['ada@example.org'], refused);
  const [line] = lines('info', false, (log) => log.error('failed', { error }));
  expect(line).toContain('PostgreSQL refused 23505, table app_user');
  expect(line).not.toContain('ada@');
});

test('messages lose query strings, passwords, tokens and e-mail addresses', () => {
  expect(scrub('GET https://ada:hidden@dav.example.org/x?token=hidden failed')).toBe(
    'GET https://dav.example.org/x failed',
  );
  expect(scrub('sent Authorization: Bearer abc.def')).toBe('sent Authorization: Bearer [removed]');
  expect(scrub('no book for ada.l@example.org here')).toBe('no book for [e-mail] here');
});

test('the same warning again is told half a minute later, with how many there were', () => {
  const lines: string[] = [];
  let now = 0;
  const log = seldom(
    createLog({ level: 'info', readable: false, write: (line) => lines.push(line) }),
    () => now,
  );
  for (; now <= 31_000; now += 1_000) log.warn('the door is shut');
  log.warn('another thing');
  const told = lines.map((line) => JSON.parse(line) as { event: string; count?: number });
  expect(told.map(({ event, count }) => [event, count])).toEqual([
    ['the door is shut', undefined],
    ['the door is shut', 30],
    ['another thing', undefined],
  ]);
});
