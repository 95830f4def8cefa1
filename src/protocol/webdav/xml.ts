// Writing the few small XML documents that WebDAV asks for.

const DAV = 'DAV:';
const CARDDAV = 'urn:ietf:params:xml:ns:carddav';
export const CALENDARSERVER = 'http://calendarserver.org/ns/';

const PREFIXES = new Map([
  [DAV, 'd'],
  [CARDDAV, 'c'],
  [CALENDARSERVER, 'cs'],
]);
const NAMESPACES = [...PREFIXES].map(([namespace, prefix]) => ` xmlns:${prefix}="${namespace}"`).join('');

/** A qualified name as it is compared and looked up: `{DAV:}getetag`. */
export type Name = `{${string}}${string}`;

export const davName = (local: string): Name => `{${DAV}}${local}`;
export const cardName = (local: string): Name => `{${CARDDAV}}${local}`;

/** A whole document; `content` is XML. */
export function xmlDocument(root: Name, content: string, attributes = ''): string {
  const tag = prefixed(root);
  return `<?xml version="1.0" encoding="utf-8"?>\n<${tag}${NAMESPACES}${attributes}>${content}</${tag}>`;
}

/** An element; `content` is XML. */
export function xmlElement(name: Name, content = '', attributes = ''): string {
  const tag = prefixed(name);
  return content === '' ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${content}</${tag}>`;
}

export function xmlText(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function prefixed(name: Name): string {
  const end = name.lastIndexOf('}');
  return `${PREFIXES.get(name.slice(1, end))}:${name.slice(end + 1)}`;
}
