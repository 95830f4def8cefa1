// Builds WebDAV and CardDAV requests; sends nothing.
import type { AnswerSize } from '../http/http.ts';
import { cardName, davName, type Name, xmlDocument, xmlElement, xmlText } from './xml.ts';

export interface DavRequest {
  method: 'PROPFIND' | 'REPORT' | 'GET' | 'PUT' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: string;
  kind: string;
  size?: AnswerSize;
  withinMs?: number;
}

type Depth = '0' | '1';

export function propfind(url: string, depth: Depth, props: Name[]): DavRequest {
  return xmlRequest('PROPFIND', 'propfind', url, depth, xmlDocument(davName('propfind'), propElement(props)));
}

/** RFC 6578. An empty token asks for everything. Without DAV:limit: Nextcloud answers a wrong token to it (nextcloud/server#50086). */
export function syncCollection(url: string, token: string, props: Name[]): DavRequest {
  const content =
    xmlElement(davName('sync-token'), xmlText(token)) +
    xmlElement(davName('sync-level'), '1') +
    propElement(props);
  return xmlRequest('REPORT', 'sync-collection', url, '0', xmlDocument(davName('sync-collection'), content));
}

/** RFC 6352 8.7. `hrefs` are paths; the book's own is not allowed among them (iCloud: 400). */
export function addressbookMultiget(url: string, hrefs: string[], props: Name[]): DavRequest {
  const content =
    propElement(props) + hrefs.map((href) => xmlElement(davName('href'), xmlText(href))).join('');
  return xmlRequest('REPORT', 'multiget', url, '1', xmlDocument(cardName('addressbook-multiget'), content));
}

/** One condition on a property of a card: present at all, or equal to a text. */
export interface PropertyFilter {
  property: string;
  equals?: string;
}

/** RFC 6352 8.6: cards for which any of `filters` holds. Servers disagree on filters: what comes back must be checked. */
export function addressbookQuery(url: string, filters: PropertyFilter[], props: Name[]): DavRequest {
  const tests = filters.map(({ property, equals }) =>
    xmlElement(
      cardName('prop-filter'),
      equals === undefined
        ? ''
        : xmlElement(
            cardName('text-match'),
            xmlText(equals),
            ' collation="i;unicode-casemap" match-type="equals"',
          ),
      ` name="${xmlText(property)}"`,
    ),
  );
  const content = propElement(props) + xmlElement(cardName('filter'), tests.join(''), ' test="anyof"');
  return xmlRequest('REPORT', 'query', url, '1', xmlDocument(cardName('addressbook-query'), content));
}

/** `version` of vCard, where it is not left to the server. */
export function get(url: string, version?: '4.0'): DavRequest {
  const accept = version ? `text/vcard; version=${version}` : 'text/vcard';
  return { method: 'GET', url, headers: { accept }, kind: 'get', size: 'large' };
}

/** `etag` null creates: the request fails when the resource exists. `'any'` is unconditional, for books without etags. */
export function put(url: string, vcard: string, etag: string | null | 'any'): DavRequest {
  const condition: Record<string, string> =
    etag === null ? { 'if-none-match': '*' } : etag === 'any' ? {} : { 'if-match': etag };
  return {
    method: 'PUT',
    url,
    headers: { 'content-type': 'text/vcard; charset=utf-8', ...condition },
    body: vcard,
    kind: 'put',
  };
}

/** Without a Depth header: iCloud refuses one here. */
export function remove(url: string, etag: string | 'any'): DavRequest {
  return { method: 'DELETE', url, headers: etag === 'any' ? {} : { 'if-match': etag }, kind: 'delete' };
}

function xmlRequest(
  method: 'PROPFIND' | 'REPORT',
  kind: string,
  url: string,
  depth: Depth,
  body: string,
): DavRequest {
  return {
    method,
    url,
    headers: { 'content-type': 'application/xml; charset=utf-8', depth },
    body,
    kind,
    // A resource about itself, or about all that lies in it.
    size: method === 'PROPFIND' && depth === '0' ? 'small' : 'large',
  };
}

function propElement(props: Name[]): string {
  return xmlElement(davName('prop'), props.map((name) => xmlElement(name)).join(''));
}
