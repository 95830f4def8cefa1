import type { IncomingHttpHeaders } from 'node:http';
import type { Resource } from './dav/resource.ts';
import type { XmlElement } from './dav/xml-read.ts';

/** What a request is for, as counters and faults name it. */
export type RequestKind =
  | 'well-known'
  | 'root'
  | 'principal'
  | 'home'
  | 'book'
  | 'listing'
  | 'sync'
  | 'multiget'
  | 'query'
  | 'get'
  | 'put'
  | 'delete'
  | 'options'
  | 'photo'
  | 'other';

export interface DavRequest {
  readonly method: string;
  readonly kind: RequestKind;
  readonly path: string;
  readonly resource: Resource;
  readonly depth: '0' | '1';
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The root element; undefined for an empty body, `malformed` when it cannot be read. */
  readonly xml: XmlElement | undefined | 'malformed';
  /** The name in the Authorization header, whether or not the password is right. */
  readonly user: string | undefined;
  /** Share of the members that a listing shows, below 1 only under a fault. */
  readonly listed: number;
}
