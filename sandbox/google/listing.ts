import { createHash } from 'node:crypto';
import type { History } from '../server/history.ts';
import { invalidArgument } from './api-error.ts';
import type { Call } from './call.ts';
import { readToken, type TokenContent, writeToken } from './page-tokens.ts';

export interface ListingRules<Item> {
  name: string;
  history: Pick<History<Item>, 'positionAt' | 'view' | 'changes'>;
  defaultPageSize: number;
  /** Parameters that every call of one listing must repeat, pageSize aside. */
  params: readonly string[];
  /** Next sync tokens are given: always, or when asked for. */
  givesToken: boolean;
  compare: (a: Item, b: Item) => number;
}

export interface Listed<Item> {
  items: readonly { key: string; item: Item | undefined }[];
  /** Set in a full listing. */
  total: number | undefined;
  /** The answer is to a sync token. */
  incremental: boolean;
  tokens: { nextPageToken?: string; nextSyncToken?: string };
}

const largestPage = 1000;

/** One page of a listing with page and sync tokens, as connections, other contacts and groups have it. @throws ApiError */
export function listPage<Item extends { id: string }>(call: Call, rules: ListingRules<Item>): Listed<Item> {
  const { query } = call;
  const pageSize = pageSizeOf(query, rules.defaultPageSize);
  const params = paramsOf(call, rules, pageSize);
  const start = startOf(call, rules, params);
  const { since, position, offset } = start;
  const all =
    since === null
      ? [...rules.history.view(position)].sort(rules.compare).map((item) => ({ key: item.id, item }))
      : rules.history.changes(since, position).map(({ key, after }) => ({ key, item: after }));
  const end = offset + pageSize;
  const last = end >= all.length;
  const next = { ...start, offset: last ? 0 : end };
  return {
    items: all.slice(offset, end),
    total: since === null ? all.length : undefined,
    incremental: since !== null,
    tokens: {
      ...(last ? {} : { nextPageToken: writeToken({ ...next, is: 'page' }) }),
      ...(last && rules.givesToken ? { nextSyncToken: writeToken({ ...next, is: 'sync' }) } : {}),
    },
  };
}

function pageSizeOf(query: URLSearchParams, standard: number): number {
  const size = Number(query.get('pageSize') ?? 0);
  if (!Number.isInteger(size) || size < 0 || size > largestPage) throw invalidArgument();
  return size || standard;
}

function paramsOf<Item>(call: Call, rules: ListingRules<Item>, pageSize: number): string {
  const { account, clientId, query, behaviour } = call;
  const told = rules.params.map((name) => query.getAll(name));
  const size = behaviour.pageSizeMustMatch ? pageSize : 0;
  const text = JSON.stringify([rules.name, account.sub, clientId, told, size]);
  return createHash('sha1').update(text).digest('base64url');
}

function startOf<Item>(call: Call, rules: ListingRules<Item>, params: string): TokenContent {
  const { query, clock, behaviour, account } = call;
  const pageToken = query.get('pageToken');
  if (pageToken) {
    const page = readToken(pageToken, 'page', params, call);
    // A page of changes is asked for with the sync token that began them.
    if ((page.since === null) !== !query.get('syncToken')) throw invalidArgument();
    return page;
  }
  const now = clock.now();
  const syncToken = query.get('syncToken');
  const isSync = rules.givesToken || syncToken !== null;
  const visible = rules.history.positionAt(now - (isSync ? behaviour.propagationDelayMs : 0));
  const standard = { is: 'page' as const, params, offset: 0, generation: account.tokenGeneration };
  if (!syncToken) return { ...standard, since: null, position: visible, begunAt: now };
  const { position, begunAt } = readToken(syncToken, 'sync', params, call);
  return {
    ...standard,
    since: position,
    position: Math.max(visible, position),
    begunAt: behaviour.syncTokenLife === 'renewed' ? now : begunAt,
  };
}
