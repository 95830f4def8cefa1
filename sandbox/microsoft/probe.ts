import type { Contact } from '@microsoft/microsoft-graph-types';
import type { MicrosoftSandbox } from './sandbox.ts';

export interface ProbeAnswer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface ErrorBody {
  error?: { code: string; message: string };
}

/** A contact on a page: as it is, or gone. */
export type Listed = Contact & { id: string; '@odata.etag': string; '@removed'?: { reason: string } };

export interface ListedPage {
  value: Listed[];
  '@odata.nextLink'?: string;
  '@odata.deltaLink'?: string;
  '@odata.count'?: number;
}

export interface ProbeOptions {
  body?: object | Buffer;
  headers?: Record<string, string>;
}

export const immutable = { Prefer: 'IdType="ImmutableId"' };

/** What tests ask Graph with: plain requests, so that nothing is done behind their backs. */
export class Probe {
  readonly #sandbox: MicrosoftSandbox;
  readonly #token: string;

  constructor(sandbox: MicrosoftSandbox, user?: string, scopes?: string) {
    this.#sandbox = sandbox;
    this.#token = sandbox.tokens(user, scopes).accessToken;
  }

  /** @param path below the version, or a link as it was given */
  async send<Body = ErrorBody>(
    verb: string,
    path: string,
    { body, headers = {} }: ProbeOptions = {},
  ): Promise<ProbeAnswer<Body & ErrorBody>> {
    const url = path.startsWith('http') ? path : `${this.#sandbox.apiUrl}${path}`;
    const isBytes = Buffer.isBuffer(body);
    const answer = await fetch(url, {
      method: verb,
      headers: {
        Authorization: `Bearer ${this.#token}`,
        ...(body && !isBytes ? { 'Content-Type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json');
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : {} };
  }

  get(id: string, query = '', headers: Record<string, string> = immutable) {
    return this.send<Listed>('GET', `/me/contacts/${encodeURIComponent(id)}${query}`, { headers });
  }

  create(contact: object, folder?: string) {
    const path = folder === undefined ? '/me/contacts' : `/me/contactFolders/${folder}/contacts`;
    return this.send<Listed>('POST', path, { body: contact, headers: immutable });
  }

  update(id: string, change: object, headers: Record<string, string> = {}) {
    const all = { ...immutable, ...headers };
    return this.send<Listed>('PATCH', `/me/contacts/${encodeURIComponent(id)}`, {
      body: change,
      headers: all,
    });
  }

  remove(id: string, headers: Record<string, string> = {}) {
    return this.send('DELETE', `/me/contacts/${encodeURIComponent(id)}`, {
      headers: { ...immutable, ...headers },
    });
  }

  list(query = '', headers: Record<string, string> = immutable) {
    return this.send<ListedPage>('GET', `/me/contacts${query}`, { headers });
  }

  /** One page of a delta query: the first, or what a link leads to. */
  delta(link = '/me/contactFolders/contacts/contacts/delta', headers: Record<string, string> = immutable) {
    return this.send<ListedPage>('GET', link, { headers });
  }

  /** A whole round, from its beginning or from a link. */
  async round(link?: string, headers?: Record<string, string>) {
    const value: Listed[] = [];
    for (let pages = 1, next = link; ; pages++) {
      const { status, body } = await this.delta(next, headers);
      if (status !== 200) throw new Error(`${status} ${body.error?.code}`);
      value.push(...body.value);
      next = body['@odata.nextLink'];
      const link = body['@odata.deltaLink'];
      if (link !== undefined) return { value, link, pages };
    }
  }

  batch(requests: readonly object[]) {
    return this.send<{
      responses: { id: string; status: number; headers: Record<string, string>; body: unknown }[];
    }>('POST', '/$batch', { body: { requests } });
  }
}
