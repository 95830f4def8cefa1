// The owner of a CardDAV book, with nothing but plain requests: none of the code under test.

import { randomUUID } from 'node:crypto';
import { decodeBody } from '../../src/protocol/http/decode-body.ts';
import type { Owner, Person } from './account.ts';

export interface DavOwner extends Owner {
  put(name: string, vcard: string): Promise<number>;
}

export function createDavOwner(bookUrl: string, username: string, password: string): DavOwner {
  /** Files of group cards by name. */
  const groups = new Map<string, string>();
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  async function send(method: string, url: string, body?: string, headers: Record<string, string> = {}) {
    const response = await fetch(url, {
      method,
      headers: { authorization, ...headers },
      ...(body ? { body } : {}),
    });
    return {
      status: response.status,
      text: decodeBody(new Uint8Array(await response.arrayBuffer()), response.headers.get('content-type')),
    };
  }
  async function put(name: string, vcard: string): Promise<number> {
    return (await send('PUT', bookUrl + name, vcard, { 'content-type': 'text/vcard; charset=utf-8' })).status;
  }
  async function replace(name: string, vcard: string): Promise<void> {
    const status = await put(name, vcard);
    if (status >= 300) throw new Error(`the owner cannot write ${name}: ${status}`);
  }
  async function raw(name: string): Promise<string> {
    const { status, text } = await send('GET', bookUrl + name);
    if (status !== 200) throw new Error(`the owner cannot read ${name}: ${status}`);
    return text;
  }
  return {
    put,
    raw,
    async create(person) {
      const name = `${randomUUID()}.vcf`;
      await replace(name, vcardOf(person));
      return name;
    },
    async setPhone(name, phone) {
      await replace(name, (await raw(name)).replace(/^TEL.*$/m, `TEL;TYPE=CELL:${phone}\r`));
    },
    async remove(name) {
      await send('DELETE', bookUrl + name);
    },
    async setPhoto(name, photo) {
      const lines = linesOf(await raw(name)).filter((line) => !/^PHOTO[;:]/i.test(line));
      const type = photo.type.replace('image/', '').toUpperCase();
      const base64 = Buffer.from(photo.bytes).toString('base64');
      await replace(name, withLine(lines, `PHOTO;ENCODING=b;TYPE=${type}:${base64}`));
    },
    async createGroup(group, members) {
      const uids = await Promise.all(members.map(async (name) => uidOf(await raw(name))));
      const name = `${randomUUID()}.vcf`;
      groups.set(group, name);
      await replace(name, groupOf(group, uids));
    },
    async renameGroup(group, to) {
      const name = groups.get(group)!;
      groups.set(to, name);
      await replace(name, (await raw(name)).replaceAll(group, to));
    },
    async removeGroup(group) {
      await send('DELETE', bookUrl + groups.get(group)!);
    },
    async count() {
      const body = '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>';
      const { text } = await send('PROPFIND', bookUrl, body, {
        depth: '1',
        'content-type': 'application/xml',
      });
      return [...text.matchAll(/<(?:\w+:)?href\b[^>]*>([^<]+)</g)].filter(([, href]) => !href!.endsWith('/'))
        .length;
    },
  };
}

/** As an iPhone writes it: the address in a group with its label and country. */
function vcardOf({ given, family, phone, address }: Person): string {
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'PRODID:-//Apple Inc.//iOS 18.1//EN',
    `UID:${randomUUID().toUpperCase()}`,
    `N:${family};${given};;;`,
    `FN:${given} ${family}`,
    `TEL;TYPE=CELL:${phone}`,
    `item1.ADR;type=HOME:;;${address.street};${address.city};NA;80100;Italia`,
    'item1.X-ABLabel:Casa al mare',
    'item1.X-ABADR:it',
    'X-OWNER-COLOUR:blue',
    'X-PHONETIC-LAST-NAME:espòsito',
    'END:VCARD',
    '',
  ].join('\r\n');
}

/** A group as Apple's programs write it. */
function groupOf(name: string, uids: string[]): string {
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `UID:${randomUUID().toUpperCase()}`,
    `N:${name}`,
    `FN:${name}`,
    'X-ADDRESSBOOKSERVER-KIND:group',
    ...uids.map((uid) => `X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:${uid}`),
    'X-OWNER-COLOUR:blue',
    'END:VCARD',
    '',
  ].join('\r\n');
}

function uidOf(raw: string): string {
  return /^UID:(.*?)\r?$/m.exec(raw)![1]!;
}

function withLine(lines: string[], line: string): string {
  const end = lines.lastIndexOf('END:VCARD');
  return lines.toSpliced(end, 0, line).join('\r\n');
}

/** Logical lines. */
function linesOf(raw: string): string[] {
  return raw.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
}

/** Logical lines but telephones and the date of the last change. */
export function linesBesidesPhones(raw: string): string[] {
  return linesOf(raw).filter((line) => !/^(\w+\.)?(TEL|REV)[;:]/i.test(line));
}
