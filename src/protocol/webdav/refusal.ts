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
  const root = body.trimStart().startsWith('<') ? readXml(body) : null;
  if (!root || /html$/i.test(root.name)) return { ...refusal, text: oneLine(textOfPage(body)) };
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

/** What a person would read on a page: without tags, styles and scripts. Goes over the page once. */
function textOfPage(page: string): string {
  const parts: string[] = [];
  for (let at = 0; at < page.length; ) {
    const tag = page.indexOf('<', at);
    if (tag < 0) {
      parts.push(page.slice(at));
      break;
    }
    parts.push(page.slice(at, tag));
    const hidden = HIDDEN.find((name) => page.slice(tag + 1, tag + 1 + name.length).toLowerCase() === name);
    const end = hidden === undefined ? page.indexOf('>', tag) : endOf(page, hidden, tag);
    if (end < 0) break;
    at = end + 1;
  }
  return parts.join(' ');
}

const HIDDEN = ['script', 'style'];

/** Where the end tag of `name` ends; -1 without one. */
function endOf(page: string, name: string, from: number): number {
  for (let at = page.indexOf('</', from); at >= 0; at = page.indexOf('</', at + 2))
    if (page.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return page.indexOf('>', at);
  return -1;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_TEXT);
}
