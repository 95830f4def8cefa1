import { SaxesParser } from 'saxes';

/** An element of a request. `name` is in Clark notation: `{DAV:}prop`. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

export const dav = (local: string): string => `{DAV:}${local}`;
export const card = (local: string): string => `{urn:ietf:params:xml:ns:carddav}${local}`;
export const cs = (local: string): string => `{http://calendarserver.org/ns/}${local}`;

/** Undefined when the body is empty. @throws Error when it is not well-formed. */
export function readXml(body: string): XmlElement | undefined {
  if (body.trim() === '') return undefined;
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  parser.on('opentag', (tag) => {
    const attributes: Record<string, string> = {};
    for (const attribute of Object.values(tag.attributes)) attributes[attribute.local] = attribute.value;
    const element: XmlElement = { name: `{${tag.uri}}${tag.local}`, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void open.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(body).close();
  return root;
}

export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

export function childText(element: XmlElement | undefined, name: string): string {
  return child(element, name)?.text.trim() ?? '';
}

/** The properties asked for; `all` for allprop, propname or no body at all. */
export function propertiesAsked(request: XmlElement | undefined): string[] | 'all' {
  const prop = child(request, dav('prop'));
  return prop ? prop.children.map((one) => one.name) : 'all';
}
