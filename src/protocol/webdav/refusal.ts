// What a server says when it refuses: preconditions (RFC 4918 16) and, where there are none, its own words.

import { type DavResponse, descendants, readXml } from './multistatus.ts';
import type { Name } from './xml.ts';
import { davName } from './xml.ts';

export interface Refusal {
  /** Names inside DAV:error. */
  preconditions: Name[];
  /** Paths named inside the preconditions (no-uid-conflict says where the other card is). */
  hrefs: string[];
  /** One line for logs and administrators; may be empty. */
  text: string;
}

const MAX_TEXT = 300;

export function readRefusal(body: string): Refusal {
  const refusal: Refusal = { preconditions: [], hrefs: [], text: '' };
  const root = /^\s*</.test(body) ? readXml(body) : null;
  if (!root || /html$/i.test(root.name))
    return {
      ...refusal,
      text: oneLine(body.replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ')),
    };
  const nodes = [...descendants(root)];
  if (root.name === davName('error')) refusal.preconditions = root.children.map((each) => each.name);
  for (const node of nodes) {
    if (node.name === davName('href')) refusal.hrefs.push(node.text.trim());
    else if (node.children.length === 0) refusal.text += ` ${node.text}`;
  }
  return { ...refusal, text: oneLine(refusal.text) || refusal.preconditions.map(localName).join(', ') };
}

export function refusalFrom(response: DavResponse): Refusal {
  return {
    preconditions: response.errors,
    hrefs: [],
    text: oneLine(response.description) || response.errors.map(localName).join(', '),
  };
}

export function hasPrecondition(refusal: Refusal, local: string): boolean {
  return refusal.preconditions.some((name) => localName(name) === local);
}

function localName(name: Name): string {
  return name.slice(name.indexOf('}') + 1);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_TEXT);
}
