// The least that a CardDAV server can be: one principal, one home, one book with one card. Hostile answers take the place
// of single ones of these.
import type { IncomingMessage } from 'node:http';

/** What is asked, in the order in which somebody who connects and syncs asks it. */
export type Stage = 'entry' | 'home' | 'count' | 'groups' | 'listing' | 'cards' | 'card' | 'write';

export interface Asked {
  stage: Stage;
  /** The path under which this behaviour lives: `/pi-bomb`. */
  root: string;
  path: string;
}

/** Null for anything outside of the account. */
export function stageOf({ method, headers }: IncomingMessage, path: string, body: string): Stage | null {
  const depth = headers.depth ?? 'infinity';
  if (method === 'PROPFIND' && path === '/') return 'entry';
  if (method === 'PROPFIND' && path === '/home/book/') return depth === '0' ? 'listing' : 'count';
  if (method === 'PROPFIND' && /^\/home\d*\/$/.test(path)) return 'home';
  if (method === 'REPORT' && body.includes('addressbook-query')) return 'groups';
  if (method === 'REPORT' && body.includes('sync-collection')) return 'listing';
  if (method === 'REPORT' && body.includes('addressbook-multiget')) return 'cards';
  if (method === 'GET' && path.startsWith('/home/book/')) return 'card';
  if (method === 'PUT' || method === 'DELETE') return 'write';
  return null;
}

export const BEGIN =
  '<?xml version="1.0" encoding="utf-8"?>\n<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav">';
export const END = '</d:multistatus>';

export const response = (href: string, props: string): string =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${props}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;

export const account = (root: string, homes: string[]): string =>
  response(
    `${root}/`,
    `<d:current-user-principal><d:href>${root}/</d:href></d:current-user-principal>` +
      `<c:addressbook-home-set>${homes.map((home) => `<d:href>${home}</d:href>`).join('')}</c:addressbook-home-set>`,
  );

export const book = (href: string, name: string): string =>
  response(
    href,
    `<d:resourcetype><d:collection/><c:addressbook/></d:resourcetype><d:displayname>${name}</d:displayname><d:sync-token>1</d:sync-token>`,
  );

export const member = (href: string, etag: string): string =>
  response(href, `<d:getetag>"${etag}"</d:getetag>`);

const escaped = (text: string): string =>
  text.replace(/[&<>\r]/g, (character) => `&#${character.charCodeAt(0)};`);

export const cardData = (href: string, vcard: string): string =>
  response(href, `<d:getetag>"1"</d:getetag><c:address-data>${escaped(vcard)}</c:address-data>`);

export const vcard = (lines: string[] = []): string =>
  [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'UID:only',
    'N:Ferri;Ada;;;',
    'FN:Ada Ferri',
    ...lines,
    'END:VCARD',
    '',
  ].join('\r\n');

/** The honest answer to a stage. */
export function honestly({ stage, root, path }: Asked): { status: number; body: string } {
  const card = `${root}/home/book/only.vcf`;
  const answers: Record<Stage, string> = {
    entry: account(root, [`${root}/home/`]),
    home: book(`${root}/home/book/`, 'Contacts'),
    count: member(card, '1'),
    groups: '',
    listing: `${member(card, '1')}<d:sync-token>2</d:sync-token>`,
    cards: cardData(card, vcard()),
    card: vcard(),
    write: '',
  };
  if (stage === 'card')
    return path.endsWith('/only.vcf') ? { status: 200, body: vcard() } : { status: 404, body: '' };
  if (stage === 'write') return { status: 403, body: '' };
  return { status: 207, body: BEGIN + answers[stage] + END };
}
