import { STATUS_CODES } from 'node:http';
import type { Behaviour } from '../behaviour.ts';

const prefixes: Record<string, string> = {
  'DAV:': 'D',
  'urn:ietf:params:xml:ns:carddav': 'C',
  'http://calendarserver.org/ns/': 'CS',
};

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[character]};`);

const statusLine = (status: number): string => `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}`;

/** Namespace and local name of a name in Clark notation. */
function partsOf(name: string): [string, string] {
  const end = name.indexOf('}');
  return [name.slice(1, end), name.slice(end + 1)];
}

/** Writes elements named in Clark notation in one server's dialect. */
export class XmlWriter {
  readonly #behaviour: Behaviour;

  constructor(behaviour: Behaviour) {
    this.#behaviour = behaviour;
  }

  element(name: string, inner: string): string {
    const [namespace, local] = partsOf(name);
    const prefix = prefixes[namespace];
    if (this.#behaviour.namespaces === 'prefixed' && prefix) {
      return inner === '' ? `<${prefix}:${local}/>` : `<${prefix}:${local}>${inner}</${prefix}:${local}>`;
    }
    // DAV: is the default namespace of the whole answer; href stands inside foreign elements too.
    const inherited = namespace === 'DAV:' && local !== 'href' && local !== 'response';
    const open = inherited ? local : `${local} xmlns="${escapeXml(namespace)}"`;
    return inner === '' ? `<${open}/>` : `<${open}>${inner}</${local}>`;
  }

  dav(local: string, inner = ''): string {
    return this.element(`{DAV:}${local}`, inner);
  }

  /** The text of a card, in the way this server writes line ends and foreign characters. */
  cardText(text: string): string {
    if (this.#behaviour.charset === 'unescaped') return text;
    if (this.#behaviour.charset === 'latin1')
      return escapeXml(text).replace(/[^\x00-\xff]/gu, (character) => `&#${character.codePointAt(0)};`);
    switch (this.#behaviour.text) {
      case 'cdata':
        return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
      case 'raw':
        return escapeXml(text);
      case 'references':
        return escapeXml(text).replaceAll('\r', '&#13;');
      case 'numeric':
        return escapeXml(text).replace(/\r|[^\x00-\x7f]/gu, (character) => `&#${character.codePointAt(0)};`);
    }
  }

  href(href: string): string {
    return this.dav('href', escapeXml(href));
  }

  /** A response with a status of its own, such as a member that is gone. */
  statusResponse(href: string, status: number, error = ''): string {
    const inner =
      this.href(href) + this.dav('status', statusLine(status)) + (error && this.dav('error', error));
    return this.dav('response', inner);
  }

  /** `lookup` answers the inner XML of a property, undefined for one that the resource has not: that goes under 404. */
  response(href: string, asked: readonly string[], lookup: (name: string) => string | undefined): string {
    let found = '';
    let missing = '';
    for (const name of asked) {
      const inner = lookup(name);
      if (inner === undefined) missing += this.element(name, '');
      else found += this.element(name, inner);
    }
    let propstats = '';
    if (found !== '' || missing === '') propstats += this.#propstat(found, 200);
    if (missing !== '') propstats += this.#propstat(missing, 404);
    return this.dav('response', this.href(href) + propstats);
  }

  *multistatus(parts: Iterable<string>): Generator<string> {
    const prefixed = this.#behaviour.namespaces === 'prefixed';
    const declared = Object.entries(prefixes).map(([namespace, prefix]) => ` xmlns:${prefix}="${namespace}"`);
    const name = prefixed ? 'D:multistatus' : 'multistatus';
    const encoding =
      { latin1: 'ISO-8859-1', 'utf-16': 'UTF-16' }[this.#behaviour.charset as 'latin1'] ?? 'UTF-8';
    yield `<?xml version="1.0" encoding="${encoding}"?>\n<${name}${prefixed ? declared.join('') : ' xmlns="DAV:"'}>`;
    yield* parts;
    yield `</${name}>\n`;
  }

  /** The body of an answer that names the precondition that failed. */
  error(condition: string, inner = ''): string {
    const [namespace, local] = partsOf(condition);
    return `<?xml version="1.0" encoding="UTF-8"?>\n<error xmlns="DAV:"><${local} xmlns="${namespace}">${inner}</${local}></error>\n`;
  }

  #propstat(properties: string, status: number): string {
    return this.dav('propstat', this.dav('prop', properties) + this.dav('status', statusLine(status)));
  }
}
