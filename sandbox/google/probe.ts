import type { people_v1 } from '@googleapis/people';
import type { Person } from './phone/owner.ts';
import type { GoogleSandbox } from './sandbox.ts';

export interface ProbeAnswer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

interface ErrorBody {
  error?: { code: number; message: string; status: string; details?: Record<string, unknown>[] };
}

type Query = Record<string, string | readonly string[]>;

export type Listed = people_v1.Schema$ListConnectionsResponse & ErrorBody;

/** What tests ask the API with: plain requests, so that nothing is done behind their backs. */
export class Probe {
  readonly #sandbox: GoogleSandbox;
  readonly #token: string;

  constructor(sandbox: GoogleSandbox, user?: string, scopes?: string) {
    this.#sandbox = sandbox;
    this.#token = sandbox.tokens(user, scopes).accessToken;
  }

  async send<Body = ErrorBody>(
    verb: string,
    path: string,
    {
      query = {},
      body,
      headers = {},
    }: { query?: Query; body?: object; headers?: Record<string, string> } = {},
  ): Promise<ProbeAnswer<Body & ErrorBody>> {
    const url = new URL(path, this.#sandbox.apiUrl);
    for (const [name, value] of Object.entries(query)) {
      for (const one of typeof value === 'string' ? [value] : value) url.searchParams.append(name, one);
    }
    const answer = await fetch(url, {
      method: verb,
      headers: { Authorization: `Bearer ${this.#token}`, 'Content-Type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json');
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : {} };
  }

  get(name: string, query: Query = { personFields: 'metadata,names,phoneNumbers' }) {
    return this.send<Person>('GET', `/v1/${name}`, { query });
  }

  create(person: people_v1.Schema$Person, query: Query = {}) {
    return this.send<Person>('POST', '/v1/people:createContact', { query, body: person });
  }

  update(person: people_v1.Schema$Person, updatePersonFields: string) {
    const path = `/v1/${person.resourceName}:updateContact`;
    return this.send<Person>('PATCH', path, { query: { updatePersonFields }, body: person });
  }

  /** One page of connections, with a sync token unless told. */
  list(query: Query = {}) {
    const standard = { personFields: 'metadata,names', pageSize: '1000', requestSyncToken: 'true' };
    return this.send<Listed>('GET', '/v1/people/me/connections', { query: { ...standard, ...query } });
  }

  /** The token of a full sync. */
  async syncToken(): Promise<string> {
    return (await this.list()).body.nextSyncToken!;
  }
}

/** The names, ids or whatever of the persons on a page. */
export const namesOf = (listed: Listed): string[] =>
  (listed.connections ?? []).map((one) => one.names?.[0]?.displayName ?? `- ${one.resourceName}`);
