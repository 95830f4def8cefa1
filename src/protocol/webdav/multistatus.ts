// Reads 207 answers chunk by chunk: namespace-aware, text exact to the character (carriage returns included), no DTD, no
// entities of anybody's making, bounded depth.
import { SaxesParser } from 'saxes';
import { percentBytes, shownText } from '../http/lossy-text.ts';
import { davName, type Name } from './xml.ts';

export interface XmlNode {
  name: Name;
  /** As it can be shown. */
  text: string;
  children: XmlNode[];
  /** Not all of the text that was sent could be read: the rest of it is, as far as it goes, in `text`. */
  lost: boolean;
}

/** One DAV:response. */
export interface DavResponse {
  /** As the server wrote it. */
  href: string;
  /** The status of the resource itself; null when there are only properties. */
  status: number | null;
  /** Properties with a 2xx status; those the server says it lacks are left out. */
  props: Map<Name, XmlNode>;
  /** Names of preconditions inside DAV:error. */
  errors: Name[];
  description: string;
}

export interface MultistatusEnd {
  syncToken: string | null;
}

export class XmlError extends Error {
  override name = 'XmlError';
}

/** Deepest nesting of elements that is read. */
const MAX_DEPTH = 64;
/** Attributes of one element; namespaces are declared by them. */
const MAX_ATTRIBUTES = 200;
/** Elements that hang on one response, or on a document kept whole. An honest response has some dozens. */
const MAX_ELEMENTS = 20_000;
/** Characters before the root element: a declaration, perhaps a comment. */
const MAX_PROLOG = 100_000;
/** Characters and references that XML cannot hold, in one answer: each costs the parser an error. */
const MAX_ILLEGAL = 50_000;
/** What XML cannot hold. */
const ILLEGAL = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;
const REFERENCE = /&#(x[0-9a-f]+|\d+);/gi;
/** What the parser complains about and goes on from: text that XML cannot hold, and references to nothing. */
const COMPLAINTS_ABOUT_TEXT =
  /disallowed character\.|malformed character entity|undefined entity|entity name|disallowed in char data/;

export interface MultistatusReader {
  /** Responses that are complete with this chunk. @throws XmlError */
  write(chunk: string): DavResponse[];
  /** @throws XmlError when the document is not complete */
  end(): MultistatusEnd;
}

export function createMultistatusReader(): MultistatusReader {
  const builder = createTreeBuilder();
  let prolog = 0;
  return {
    write(chunk) {
      builder.write(chunk);
      if (!builder.root()) prolog += chunk.length;
      if (prolog > MAX_PROLOG) throw new XmlError('the answer does not begin with an element');
      return builder.take();
    },
    end() {
      builder.close();
      if (builder.root() !== davName('multistatus')) throw new XmlError('the answer is no DAV:multistatus');
      return { syncToken: builder.syncToken() };
    },
  };
}

/** Responses as they arrive; the generator's return value is what stands beside them. @throws XmlError */
export async function* readMultistatus(
  chunks: AsyncIterable<string>,
): AsyncGenerator<DavResponse, MultistatusEnd> {
  const reader = createMultistatusReader();
  for await (const chunk of chunks) yield* reader.write(chunk);
  return reader.end();
}

/** A small document as a tree; null when the text is no XML. Used for DAV:error bodies. */
export function readXml(text: string): XmlNode | null {
  try {
    const builder = createTreeBuilder(true);
    builder.write(text);
    builder.close();
    return builder.tree();
  } catch {
    return null;
  }
}

function child(node: XmlNode | undefined, name: Name): XmlNode | undefined {
  return node?.children.find((each) => each.name === name);
}

/** Descendants at any depth. */
export function* descendants(node: XmlNode): Generator<XmlNode> {
  for (const each of node.children) {
    yield each;
    yield* descendants(each);
  }
}

interface TreeBuilder {
  write(text: string): void;
  close(): void;
  root(): Name | null;
  take(): DavResponse[];
  syncToken(): string | null;
  tree(): XmlNode | null;
}

function createTreeBuilder(keepWhole = false): TreeBuilder {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: XmlNode[] = [];
  let responses: DavResponse[] = [];
  let syncToken: string | null = null;
  let root: XmlNode | null = null;
  let illegal = 0;
  let attributes = 0;
  let elements = 0;
  const lose = (): void => {
    const node = open.at(-1);
    if (node) node.lost = true;
  };

  parser.on('error', (error) => {
    // Old address books are full of what XML cannot hold: the element that has it is not whole, the others are.
    if (open.length === 0 || !COMPLAINTS_ABOUT_TEXT.test(error.message)) throw new XmlError(error.message);
    lose();
    illegal += 1;
    if (illegal > MAX_ILLEGAL) throw new XmlError('the answer is full of characters that XML cannot hold');
  });
  // Where text is expected, these are text that somebody forgot to escape.
  parser.on('comment', lose);
  parser.on('processinginstruction', lose);
  parser.on('doctype', () => {
    throw new XmlError('the answer has a document type declaration');
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > MAX_ATTRIBUTES) throw new XmlError('an element of the answer has too many attributes');
  });
  parser.on('opentag', ({ uri, local }) => {
    attributes = 0;
    if (open.length >= MAX_DEPTH) throw new XmlError('the answer is nested too deeply');
    elements = open.length > 1 || keepWhole ? elements + 1 : 0;
    if (elements > MAX_ELEMENTS) throw new XmlError('one part of the answer has too many elements');
    const node: XmlNode = { name: `{${uri}}${local}`, text: '', children: [], lost: false };
    const parent = open.at(-1);
    // Responses do not hang on the root: a long listing must not stay in memory.
    if (!parent) root = node;
    else if (keepWhole || open.length > 1) parent.children.push(node);
    open.push(node);
  });
  const addText = (text: string) => {
    const node = open.at(-1);
    if (node) node.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const node = open.pop()!;
    if (node.children.length > 0 && node.text.trim() !== '') node.lost = true;
    finishText(node);
    if (open.length !== 1) return;
    if (node.name === davName('response')) responses.push(responseFrom(node));
    else if (node.name === davName('sync-token')) syncToken = node.text.trim();
  });

  return {
    write: (text) => void parser.write(text),
    close: () => void parser.close(),
    root: () => root?.name ?? null,
    take() {
      const taken = responses;
      responses = [];
      return taken;
    },
    syncToken: () => syncToken,
    tree: () => root,
  };
}

function finishText(node: XmlNode): void {
  if (!node.text.isWellFormed()) node.lost = true;
  if (!node.lost) return;
  const text = withoutIllegal(node.text);
  node.text = node.name === davName('href') ? percentBytes(text) : shownText(text);
}

function responseFrom(node: XmlNode): DavResponse {
  const response: DavResponse = { href: '', status: null, props: new Map(), errors: [], description: '' };
  for (const part of node.children) {
    if (part.name === davName('href') && response.href === '') response.href = part.text.trim();
    else if (part.name === davName('status')) response.status = statusFrom(part.text);
    else if (part.name === davName('error')) response.errors.push(...part.children.map((each) => each.name));
    else if (part.name === davName('responsedescription')) response.description = part.text.trim();
    else if (part.name === davName('propstat')) addProps(part, response);
  }
  return response;
}

function addProps(propstat: XmlNode, response: DavResponse): void {
  const status = statusFrom(child(propstat, davName('status'))?.text ?? 'HTTP/1.1 200');
  if (status === null || status < 200 || status > 299) return;
  for (const prop of child(propstat, davName('prop'))?.children ?? []) response.props.set(prop.name, prop);
}

function statusFrom(line: string): number | null {
  const match = /^\s*HTTP\/\S+\s+(\d{3})/i.exec(line);
  return match ? Number(match[1]) : null;
}

/** The parser leaves a reference to an impossible character as it stands in the text. */
function withoutIllegal(text: string): string {
  return text.replace(ILLEGAL, '').replace(REFERENCE, (reference, digits: string) => {
    const code = Number(digits.replace(/^x/i, '0x'));
    const isIllegal =
      (code < 0x20 && ![9, 10, 13].includes(code)) || code > 0x10ffff || (code >= 0xd800 && code < 0xe000);
    return isIllegal ? '' : reference;
  });
}
