// A database in which many others have much, as it is analysed at night, and what the planner makes of statements in it.
import type pg from 'pg';
import { isRepeated } from '../../src/database/prepared.ts';
import { testDatabase } from '../test-database.ts';

/** Others' accounts, with so many cards each: linked, waiting in the queue, or in doubt. */
const ACCOUNTS = 2000;
const CARDS = 10;

/** Tables that grow with the installation: nobody's page or run reads one of them from end to end. */
const LARGE = [
  'account',
  'book',
  'card',
  'card_group',
  'likeness',
  'link',
  'queue_item',
  'record',
  'flag',
  'change',
  'run',
  'run_action',
  'conflict',
  'trash',
];

interface Statement {
  text: string;
  values: unknown[];
  isRepeated: boolean;
}

/** What a statement reads from end to end, of what is large. */
interface Reading {
  statement: string;
  tables: string[];
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

/** A migrated database with `ACCOUNTS` × `CARDS` of others, analysed; statements are recorded from `record` on. */
export async function largeDatabase() {
  const database = await testDatabase();
  const statements = new Map<string, Statement>();
  let recording = false;
  database.pool.on('connect', (client) =>
    recordInto(client, (one) => {
      const known = statements.get(one.text);
      if (recording)
        statements.set(one.text, { ...one, isRepeated: one.isRepeated || known?.isRepeated === true });
    }),
  );
  await database.pool.query(OTHERS);
  await database.pool.query('analyze');
  return {
    ...database,
    /** From now on; what was recorded before is forgotten. */
    record(): void {
      statements.clear();
      recording = true;
    },
    /** The statements recorded since, each once. */
    recorded(): string[] {
      recording = false;
      return [...statements.keys()].map((text) => text.replace(/\s+/g, ' ').trim());
    },
    /** The statements recorded since, each with its last parameters, that read something large from end to end. */
    async readings(): Promise<Reading[]> {
      recording = false;
      const found: Reading[] = [];
      const client = await database.pool.connect();
      try {
        for (const { text, ...how } of statements.values()) {
          const tables = await readWhole(client, text, how);
          if (tables.length > 0) found.push({ statement: text.replace(/\s+/g, ' '), tables });
        }
      } finally {
        client.release();
      }
      return found;
    },
  };
}

function recordInto(client: pg.PoolClient, heard: (statement: Statement) => void): void {
  const query = client.query.bind(client) as (...words: unknown[]) => unknown;
  client.query = ((...words: unknown[]) => {
    const [first, second] = words;
    const text = typeof first === 'string' ? first : (first as { text?: string } | null)?.text;
    const values = Array.isArray(second) ? second : ((first as { values?: unknown[] } | null)?.values ?? []);
    if (text !== undefined && /^\s*(select|with|update|insert|delete)\b/i.test(text))
      heard({ text, values, isRepeated: isRepeated() });
    return query(...words);
  }) as typeof client.query;
}

/** As it is planned for these parameters, and as it is once for all runs (src/database/prepared.ts). */
async function readWhole(
  client: pg.PoolClient,
  text: string,
  { values, isRepeated }: Omit<Statement, 'text'>,
): Promise<string[]> {
  const tables = new Set<string>();
  const walk = (node: PlanNode): void => {
    const table = node['Relation Name'];
    if (node['Node Type'] === 'Seq Scan' && table && LARGE.includes(table)) tables.add(table);
    node.Plans?.forEach(walk);
  };
  const plans = [await client.query(`explain (format json) ${text}`, values)];
  if (isRepeated) plans.push(await client.query(`explain (generic_plan, format json) ${text}`));
  for (const { rows } of plans)
    walk((rows[0] as { 'QUERY PLAN': [{ Plan: PlanNode }] })['QUERY PLAN'][0].Plan);
  return [...tables].sort();
}

const OTHERS = `
  insert into app_user (id, email, name)
    select md5('user ' || i)::uuid, 'user' || i || '@example.org', 'User ' || i from generate_series(1, ${ACCOUNTS / 2}) i;
  insert into account (id, user_id, provider, name, username, identity, discovery, settings, state, next_run_at, last_checked_at)
    select md5('account ' || i)::uuid, md5('user ' || (i % ${ACCOUNTS / 2} + 1))::uuid, 'carddav', 'Book', 'user', 'identity ' || i,
      '{}', '{"scope": {"mode": "all", "include": [], "exclude": []}}', 'active', now() + (i - 5) * interval '1 second', now()
    from generate_series(1, ${ACCOUNTS}) i;
  insert into book (id, account_id, remote_id, name, read_only)
    select md5('book ' || i)::uuid, md5('account ' || i)::uuid, '/book/', 'Book', false from generate_series(1, ${ACCOUNTS}) i;
  insert into card_group (account_id, book_id, remote_id, name, members)
    select md5('account ' || i)::uuid, md5('book ' || i)::uuid, 'group ' || g, 'Group ' || g, array['uid-' || (i * ${CARDS})]
    from generate_series(1, ${ACCOUNTS}) i, generate_series(1, 5) g;
  insert into card (id, account_id, book_id, remote_id, version, uid, marker, raw, contact, content_hash, display_name, search_text, match_keys, compared)
    select md5('card ' || n)::uuid, md5('account ' || i)::uuid, md5('book ' || i)::uuid, '/book/' || n, '1', 'uid-' || n, 'MARKER-' || n,
      'BEGIN:VCARD', '{"name": {"given": "Person"}}', md5(n::text), 'Person ' || n, 'person ' || n, array['e:person' || n || '@example.org', 'n:person ' || n], true
    from generate_series(1, ${ACCOUNTS}) i, generate_series(1, ${CARDS}) c, lateral (select (i - 1) * ${CARDS} + c as n) as at;
  insert into record (id, kind, values, owner_id, display_name, sort_name, search_text, match_keys, compared)
    select md5('record ' || n)::uuid, 'contact', jsonb_build_object('lastName', 'Person ' || n), md5('user 1')::uuid,
      'Person ' || n, 'person ' || n, 'person ' || n, array['e:person' || n || '@example.org', 'n:person ' || n], true
    from generate_series(1, ${ACCOUNTS * CARDS}) n;
  insert into likeness (account_id, card_id, other_id, is_record, score)
    select md5('account ' || ((n - 1) / ${CARDS} + 1))::uuid, md5('card ' || n)::uuid, md5('record ' || n)::uuid, true, 0.94
    from generate_series(1, ${ACCOUNTS * CARDS}) n;
  insert into flag (record_id, user_id, "on", source)
    select md5('record ' || n)::uuid, md5('user ' || (n % ${ACCOUNTS / 2} + 1))::uuid, true, 'user' from generate_series(1, ${ACCOUNTS * CARDS}) n;
  insert into link (id, account_id, record_id, card_id, state, marker, touched, settled, created_by_us, former_uid)
    select md5('link ' || n)::uuid, md5('account ' || ((n - 1) / ${CARDS} + 1))::uuid, md5('record ' || n)::uuid, md5('card ' || n)::uuid,
      'active', 'MARKER-' || n, 1, 1, false, case when n % 10 = 0 then 'uid-' || n end
    from generate_series(1, ${ACCOUNTS * CARDS}) n where n % 2 = 0;
  insert into queue_item (id, account_id, card_id, suggested_kind, reason, state)
    select md5('item ' || n)::uuid, md5('account ' || ((n - 1) / ${CARDS} + 1))::uuid, md5('card ' || n)::uuid, 'contact', 'name-only', 'pending'
    from generate_series(1, ${ACCOUNTS * CARDS}) n where n % 2 = 1;
  insert into run (id, account_id, state, trigger, counts, requests)
    select md5('run ' || n)::uuid, md5('account ' || (n % ${ACCOUNTS} + 1))::uuid, 'done', 'schedule', '{}', '{}' from generate_series(1, ${ACCOUNTS * 4}) n;
  insert into change (id, record_id, field, after, actor)
    select md5('change ' || n)::uuid, md5('record ' || n)::uuid, 'lastName', 'Person', 'user' from generate_series(1, ${ACCOUNTS * CARDS}) n;
  insert into run_action (id, run_id, type, link_id, record_id, diff, outcome)
    select md5('action ' || n)::uuid, md5('run ' || (n % ${ACCOUNTS * 4} + 1))::uuid, 'update-record', md5('link ' || n)::uuid,
      md5('record ' || n)::uuid, '[]', 'done'
    from generate_series(1, ${ACCOUNTS * CARDS}) n;
  insert into conflict (id, link_id, account_id, record_id, field, resolution)
    select md5('conflict ' || n)::uuid, md5('link ' || n * 4)::uuid, md5('account ' || ((n * 4 - 1) / ${CARDS} + 1))::uuid,
      md5('record ' || n * 4)::uuid, 'lastName', case when n % 2 = 0 then 'crm' end
    from generate_series(1, ${(ACCOUNTS * CARDS) / 4}) n;
  insert into trash (id, account_id, link_id, record_id, raw, contact, reason)
    select md5('trash ' || n)::uuid, md5('account ' || ((n - 1) / ${CARDS} + 1))::uuid, md5('link ' || n)::uuid, md5('record ' || n)::uuid,
      'BEGIN:VCARD', '{}', 'unflagged'
    from generate_series(1, ${ACCOUNTS * CARDS}, 4) n;
`;
