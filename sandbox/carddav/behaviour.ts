import type { CardFacts } from './card-text.ts';
import type { Rewrite } from './rewrites.ts';
import { type TokenForm, tokenForms } from './tokens.ts';

export interface Refusal {
  status: number;
  /** The body: plain text, or the local name of a CardDAV precondition element when `precondition` is set. */
  text: string;
  precondition?: boolean;
}

/** Every way in which CardDAV servers differ here, one flag each; a profile is a set of them and any flag can be overridden. */
export interface Behaviour {
  /** The WWW-Authenticate header of a 401. */
  challenge: string;
  /** `digest`: RFC 7616 with MD5, as Baïkal is set up; a nonce is good for so many requests and then stale. */
  signIn: 'basic' | { digest: number };
  needsUserAgent: boolean;
  /** The number of x-apple-user-partition on every answer to a known user; undefined leaves the header out. */
  partition: string | undefined;
  wellKnown: 'redirect' | 'multistatus' | 'missing';
  /** Whether OPTIONS answers on a book; iCloud has been seen answering 404. */
  optionsOnBook: boolean;
  homeHref: 'absolute' | 'path';
  /** `declared`: each element carries its own xmlns, no prefix. `prefixed`: D:, C:, CS:. */
  namespaces: 'declared' | 'prefixed';
  /** How card text stands in XML: CR as `&#13;`, raw, in CDATA, or with every non-ASCII character as a number. */
  text: 'references' | 'raw' | 'cdata' | 'numeric';
  /**
   * In what cards travel. `bytes`: as they were stored, whatever that is, and called UTF-8. `latin1` and `utf-16` are declared.
   * `unescaped`: UTF-8, with markup in a card left as it is.
   */
  charset: 'utf-8' | 'bytes' | 'latin1' | 'utf-16' | 'unescaped';
  /** How hrefs of cards are written; `relative`: the name alone, as Xandikos has been seen to do. `lower-case`: names are kept so. */
  hrefs: 'encoded' | 'lower-hex' | 'minimal' | 'relative' | 'lower-case';
  /** What listings call a card. */
  contentType: string;
  /** SOGo writes hrefs in sync-collection answers without any encoding. */
  rawSyncHrefs: boolean;
  /** URLs that are answered 400 (DAViCal: parentheses). */
  refusesHref: RegExp | undefined;

  syncCollection: boolean;
  syncTokenProperty: boolean;
  ctag: boolean;
  token: TokenForm;
  bogusToken: 'error-412' | '403' | '500' | 'full-list';
  /** What a token from the future gives; sabre 4 says "no change". */
  futureToken: 'bogus' | 'no-change';
  /** How a sync answer tells of what is gone: by the status of the member, or by that of its properties. */
  gone: 'status' | 'propstat';
  /** Radicale lists members long gone as 404 even on a first sync. */
  goneOnFirstSync: boolean;
  /** The book itself as a member of the sync answer, with an etag, without slash or resourcetype (iCloud). */
  collectionInSync: boolean;
  /** getcontentlength in the answers of reports; SOGo gives it to PROPFIND alone. */
  sizeInReports: boolean;
  /** address-data inside sync-collection; refused with a 404 propstat by Xandikos and DAViCal. */
  dataInSync: boolean;
  /** Members per sync answer before a 507 says there is more; 0 for no limit. */
  pageLimit: number;
  /** Whether DAV:limit of the request is honoured (Cyrus only). */
  honoursLimit: boolean;

  missingInMultiget: '404' | 'omit' | 'fail';
  /** iCloud answers 400 when one href is an absolute URL or the book itself. */
  strictMultiget: boolean;
  /** More hrefs than this are refused with 413; 0 for no limit. */
  multigetMax: number;
  multigetOrder: 'asked' | 'reversed' | 'duplicated';
  query: 'filters' | 'empty' | '500';

  /** `restarting`: a counter per card that begins again when it is deleted and made anew (SOGo). */
  etags: 'opaque' | 'restarting';
  quotedEtags: boolean;
  /** What a proxy makes of etags: of those in listings and answers, or of those that come with a body alone. Conditions are judged behind it. */
  proxy: { listed: (etag: string) => string; got: (etag: string) => string };
  /** Says that it was done and keeps the card as it was. */
  ignores: readonly ('PUT' | 'DELETE')[];
  etagOnPut: 'always' | 'never' | 'unless-rewritten';
  /** Which preconditions are obeyed; the others are ignored. `ifMatchStar` false: `If-Match: *` is always 412. */
  conditional: {
    putIfNoneMatch: boolean;
    putIfMatch: boolean;
    deleteIfMatch: boolean;
    ifMatchStar: boolean;
    /** `If-Match` of a card that is not there; ignored by SOGo, which makes the card. */
    ofMissing: boolean;
  };

  rewrite: Rewrite | undefined;
  requireUid: 'refuse' | 'add' | 'accept';
  duplicateUid: 'accept' | '409' | '403';
  /** `show-as-3`: kept, and shown as version 3 to whoever does not ask for 4 (Cyrus). */
  vcard4: 'keep' | 'refuse' | 'relabel' | 'show-as-3';
  /** The answer to a body that is no vCard; undefined stores it like any other. */
  refuseGarbage: Refusal | undefined;
  /** This server's own rules for a body that is a vCard. */
  refuse: ((vcard: string, facts: CardFacts) => Refusal | undefined) | undefined;
  /** Xandikos answers a refused PUT with 207 and the failure inside. */
  refusalInside207: boolean;
  maxResourceSize: number;
  readOnly: boolean;
}

/** A strict server that keeps the standards and the bytes: the ground every profile stands on. */
export const standardBehaviour: Behaviour = {
  challenge: 'Basic realm="address books"',
  signIn: 'basic',
  needsUserAgent: false,
  partition: undefined,
  wellKnown: 'redirect',
  optionsOnBook: true,
  homeHref: 'path',
  namespaces: 'prefixed',
  text: 'raw',
  charset: 'utf-8',
  hrefs: 'encoded',
  contentType: 'text/vcard; charset=utf-8',
  rawSyncHrefs: false,
  refusesHref: undefined,
  syncCollection: true,
  syncTokenProperty: true,
  ctag: true,
  token: tokenForms.url,
  bogusToken: '403',
  futureToken: 'bogus',
  gone: 'status',
  goneOnFirstSync: false,
  collectionInSync: false,
  sizeInReports: true,
  dataInSync: true,
  pageLimit: 0,
  honoursLimit: false,
  missingInMultiget: '404',
  strictMultiget: false,
  multigetMax: 0,
  multigetOrder: 'asked',
  query: 'filters',
  etags: 'opaque',
  quotedEtags: true,
  proxy: { listed: (etag) => etag, got: (etag) => etag },
  ignores: [],
  etagOnPut: 'always',
  conditional: {
    putIfNoneMatch: true,
    putIfMatch: true,
    deleteIfMatch: true,
    ifMatchStar: true,
    ofMissing: true,
  },
  rewrite: undefined,
  requireUid: 'refuse',
  duplicateUid: 'accept',
  vcard4: 'keep',
  refuseGarbage: { status: 403, text: 'valid-address-data', precondition: true },
  refuse: undefined,
  refusalInside207: false,
  maxResourceSize: 10_485_760,
  readOnly: false,
};
