import type { IncomingMessage } from 'node:http';
import { type Account, resourceAt } from './dav/resource.ts';
import { readXml } from './dav/xml-read.ts';
import { kindOf } from './handle.ts';
import type { DavRequest } from './request.ts';

/** A body beyond this is cut short: the largest card any profile takes is far below. */
const bodyLimit = 64 * 1024 * 1024;

export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > bodyLimit) throw new Error('The request body is longer than 64 MB.');
    parts.push(part);
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

export function davRequest(message: IncomingMessage, body: Buffer, accounts: readonly Account[]): DavRequest {
  const path = URL.parse(message.url ?? '/', 'http://any.example')?.pathname ?? '/';
  const method = message.method ?? 'GET';
  const resource = resourceAt(path, accounts);
  // REPORT counts its depth from what it selects; only PROPFIND looks at it.
  const depth = message.headers.depth === '0' ? '0' : '1';
  const xml = method === 'PROPFIND' || method === 'REPORT' ? xmlOf(body) : undefined;
  const kind = kindOf(method, resource, depth, xml);
  const { headers } = message;
  return {
    method,
    kind,
    path,
    resource,
    depth,
    headers,
    body,
    xml,
    user: userOf(headers.authorization)?.[0],
    listed: 1,
  };
}

function xmlOf(body: Buffer): DavRequest['xml'] {
  try {
    return readXml(body.toString('utf8'));
  } catch {
    return 'malformed';
  }
}

/** Name and password of a Basic header; undefined without one. */
export function userOf(authorization: string | undefined): [string, string] | undefined {
  const encoded = /^basic +(\S.*)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** Request line and headers as they came, without the body. */
export function headBytes(message: IncomingMessage): number {
  const headers = message.rawHeaders.reduce((sum, text) => sum + text.length, 2 * message.rawHeaders.length);
  return `${message.method} ${message.url} HTTP/1.1`.length + headers + 4;
}
