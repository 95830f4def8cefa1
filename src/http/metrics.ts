// Figures in Prometheus' text format (prometheus.io/docs/instrumenting/exposition_formats): counts only, nobody's names.
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import type { Db } from '../database/database.ts';
import { rows } from '../database/query.ts';

/** How many answers this process gave, by class of status: '2xx' … '5xx'. */
export type AnswerCounts = ReadonlyMap<string, number>;

/** Counts every answer of `app` from here on. */
export function countAnswers(app: FastifyInstance): AnswerCounts {
  const counts = new Map(['2xx', '3xx', '4xx', '5xx'].map((status) => [status, 0]));
  app.addHook('onResponse', async (_request, reply) => {
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    counts.set(status, (counts.get(status) ?? 0) + 1);
  });
  return counts;
}

const ACCOUNT_STATES = ['active', 'paused', 'sign-in-needed', 'failing'];
const RUN_STATES = ['queued', 'running', 'waiting', 'done', 'failed', 'cancelled'];

type ByState = { state: string; n: number };

export async function metricsText(db: Db, version: string, requests: AnswerCounts): Promise<string> {
  const [accounts, runs, queue, checks] = await Promise.all([
    rows<ByState>(db, sql`select state, count(*)::int as n from account group by state`),
    rows<ByState>(db, sql`select state, count(*)::int as n from run group by state`),
    rows<ByState>(
      db,
      sql`select state, count(*)::int as n from queue_item where state in ('pending', 'ready', 'failed') group by state`,
    ),
    rows<{ age: number | null }>(
      db,
      sql`select extract(epoch from now() - min(
          case when last_checked_at > clock_timestamp() then created_at else last_checked_at end))::float8 as age
        from account
        where state in ('active', 'failing')`,
    ),
  ]);
  const byState = (found: ByState[], states: string[]): [string, number][] =>
    states.map((state) => [`{state="${state}"}`, found.find((row) => row.state === state)?.n ?? 0]);
  const age = checks[0]?.age;
  return [
    metric('rubrica_info', 'gauge', 'Version of this process', [
      [`{version="${version.replace(/["\\\n]/g, '')}"}`, 1],
    ]),
    metric('rubrica_uptime_seconds', 'gauge', 'How long this process runs', [
      ['', Math.round(process.uptime())],
    ]),
    metric(
      'rubrica_http_requests_total',
      'counter',
      'Requests answered by this process',
      [...requests].map(([status, n]) => [`{status="${status}"}`, n]),
    ),
    metric('rubrica_accounts', 'gauge', 'External accounts by state', byState(accounts, ACCOUNT_STATES)),
    metric(
      'rubrica_queue_items',
      'gauge',
      'Cards not yet imported',
      byState(queue, ['pending', 'ready', 'failed']),
    ),
    metric('rubrica_runs', 'gauge', 'Runs kept, by state', byState(runs, RUN_STATES)),
    metric(
      'rubrica_oldest_check_age_seconds',
      'gauge',
      'Time since the account longest unchecked was checked',
      age == null ? [] : [['', age]],
    ),
  ].join('');
}

function metric(
  name: string,
  type: 'gauge' | 'counter',
  help: string,
  samples: [labels: string, value: number][],
): string {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(([labels, value]) => `${name}${labels} ${value}`),
    '',
  ].join('\n');
}
