// The owner of a CardDAV book, with nothing but plain requests: none of the code under test.
import { randomUUID } from 'node:crypto';
import type { Owner, Person } from './account.ts';

export interface DavOwner extends Owner {
  put(name: string, vcard: string): Promise<number>;
}

export function createDavOwner(bookUrl: string, username: string, password: string): DavOwner {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  async function send(method: string, url: string, body?: string, headers: Record<string, string> = {}) {
    const response = await fetch(url, {
      method,
      headers: { authorization, ...headers },
      ...(body ? { body } : {}),
    });
    return { status: response.status, text: await response.text() };
  }
  async function put(name: string, vcard: string): Promise<number> {
    return (await send('PUT', bookUrl + name, vcard, { 'content-type': 'text/vcard; charset=utf-8' })).status;
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
      const status = await put(name, vcardOf(person));
      if (status >= 300) throw new Error(`the owner cannot create a card: ${status}`);
      return name;
    },
    async setPhone(name, phone) {
      const status = await put(name, (await raw(name)).replace(/^TEL.*$/m, `TEL;TYPE=CELL:${phone}\r`));
      if (status >= 300) throw new Error(`the owner cannot edit a card: ${status}`);
    },
    async remove(name) {
      await send('DELETE', bookUrl + name);
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
export function vcardOf({ given, family, phone, address }: Person): string {
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

/** Logical lines but telephones and the date of the last change. */
export function linesBesidesPhones(raw: string): string[] {
  const lines = raw.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  return lines.filter((line) => !/^(\w+\.)?(TEL|REV)[;:]/i.test(line));
}
