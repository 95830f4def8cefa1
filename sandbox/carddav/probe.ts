import { card, child, childText, dav, readXml, type XmlElement } from './dav/xml-read.ts';
import type { Sandbox } from './sandbox.ts';

export interface ProbedMember {
  href: string;
  /** The status of the response as a whole, 0 when it has propstats instead. */
  status: number;
  /** Found properties by Clark name; text, or for properties with elements inside their hrefs or names joined by a space. */
  properties: Record<string, string>;
  missing: string[];
}

export interface ProbedMultistatus {
  status: number;
  text: string;
  members: ProbedMember[];
  token: string;
}

const namespaces =
  'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav" xmlns:cs="http://calendarserver.org/ns/"';

const xmlText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The smallest possible client of a sandbox, on fetch: for the tests that look at the protocol itself. */
export class Probe {
  readonly #sandbox: Sandbox;
  readonly #user: string;
  readonly #password: string;

  constructor(sandbox: Sandbox, user = sandbox.users[0]!.user, password?: string) {
    this.#sandbox = sandbox;
    this.#user = user;
    this.#password = password ?? sandbox.users.find((one) => one.user === user)!.password;
  }

  get collection(): string {
    return this.#sandbox.book(this.#user).collection;
  }

  /** `path` may be absolute; a header that is undefined is left out. */
  send(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Response> {
    const basic = Buffer.from(`${this.#user}:${this.#password}`).toString('base64');
    return fetch(new URL(path, this.#sandbox.url), {
      method,
      redirect: 'manual',
      headers: { Authorization: `Basic ${basic}`, 'User-Agent': 'probe', ...headers },
      ...(body === undefined ? {} : { body }),
    });
  }

  async propfind(path: string, depth: '0' | '1', properties: string): Promise<ProbedMultistatus> {
    const body = `<d:propfind ${namespaces}><d:prop>${properties}</d:prop></d:propfind>`;
    return probed(await this.send('PROPFIND', path, body, { Depth: depth }));
  }

  async sync(token: string, properties = '<d:getetag/>', more = ''): Promise<ProbedMultistatus> {
    const body = `<d:sync-collection ${namespaces}><d:sync-token>${xmlText(token)}</d:sync-token><d:sync-level>1</d:sync-level>${more}<d:prop>${properties}</d:prop></d:sync-collection>`;
    return probed(await this.send('REPORT', this.collection, body, { Depth: '0' }));
  }

  async multiget(hrefs: readonly string[]): Promise<ProbedMultistatus> {
    const wanted = hrefs.map((href) => `<d:href>${xmlText(href)}</d:href>`).join('');
    const body = `<c:addressbook-multiget ${namespaces}><d:prop><d:getetag/><c:address-data/></d:prop>${wanted}</c:addressbook-multiget>`;
    return probed(await this.send('REPORT', this.collection, body, { Depth: '1' }));
  }

  async query(filter: string): Promise<ProbedMultistatus> {
    const body = `<c:addressbook-query ${namespaces}><d:prop><d:getetag/></d:prop>${filter}</c:addressbook-query>`;
    return probed(await this.send('REPORT', this.collection, body, { Depth: '1' }));
  }

  put(name: string, vcard: string, headers: Record<string, string> = {}): Promise<Response> {
    const type = { 'Content-Type': 'text/vcard; charset=utf-8' };
    return this.send('PUT', this.collection + name, vcard, { ...type, ...headers });
  }

  delete(name: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send('DELETE', this.collection + name, undefined, headers);
  }
}

/** A small card with an address such as Apple writes it. */
export function aCard(uid: string, fn = 'Mario Rossi', more: readonly string[] = []): string {
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${fn.split(' ')[1] ?? ''};${fn.split(' ')[0]};;;`,
    `FN:${fn}`,
    'item1.ADR;type=HOME:;;Via Roma 1\\nScala B;Napoli;NA;80100;Italia',
    'item1.X-ABADR:it',
    ...more,
    `UID:${uid}`,
    'END:VCARD',
    '',
  ].join('\r\n');
}

async function probed(response: Response): Promise<ProbedMultistatus> {
  const text = await response.text();
  const root = response.status === 207 ? readXml(text) : undefined;
  const responses = root?.children.filter((one) => one.name === dav('response')) ?? [];
  return {
    status: response.status,
    text,
    members: responses.map(member),
    token: childText(root, dav('sync-token')),
  };
}

const codeOf = (element: XmlElement): number =>
  Number(/ (\d{3})/.exec(childText(element, dav('status')))?.[1] ?? 0);

function member(response: XmlElement): ProbedMember {
  const found: ProbedMember = {
    href: childText(response, dav('href')),
    status: codeOf(response),
    properties: {},
    missing: [],
  };
  for (const propstat of response.children.filter((one) => one.name === dav('propstat'))) {
    for (const property of child(propstat, dav('prop'))?.children ?? []) {
      if (codeOf(propstat) === 200) found.properties[property.name] = textOf(property);
      else found.missing.push(property.name);
    }
  }
  return found;
}

function textOf(property: XmlElement): string {
  if (property.children.length === 0) return property.text;
  return property.children.map((one) => (one.text === '' ? one.name : one.text)).join(' ');
}

export const etagProperty = dav('getetag');
export const textProperty = card('address-data');
