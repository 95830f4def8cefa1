import { type Behaviour, type Refusal, standardBehaviour } from './behaviour.ts';
import type { CardFacts } from './card-text.ts';
import { rewriteLikeCyrus, rewriteLikeDavical, rewriteLikeRadicale, rewriteLikeSogo } from './rewrites.ts';
import { tokenForms } from './tokens.ts';

function needsNameLines(refusal: Refusal): Behaviour['refuse'] {
  return (_vcard: string, facts: CardFacts): Refusal | undefined =>
    facts.fn === undefined || (!facts.hasN && facts.version !== '4.0') ? refusal : undefined;
}

/** Apple's limit for a card with its photo (support.apple.com 103188). */
const appleCardLimit = 256 * 1024;

const icloud: Behaviour = {
  ...standardBehaviour,
  challenge: 'X-MobileMe-AuthToken realm="MMCalDav", Basic realm="MMCalDav"',
  needsUserAgent: true,
  partition: '42',
  optionsOnBook: false,
  homeHref: 'absolute',
  namespaces: 'declared',
  text: 'references',
  token: tokenForms.base64,
  bogusToken: 'error-412',
  collectionInSync: true,
  strictMultiget: true,
  conditional: { ...standardBehaviour.conditional, ifMatchStar: false },
  vcard4: 'refuse',
  refuseGarbage: { status: 403, text: 'The request body is not a vCard.' },
  refuse: needsNameLines({ status: 403, text: 'The vCard has no N or FN property.' }),
  maxResourceSize: appleCardLimit,
};

const radicale: Behaviour = {
  ...standardBehaviour,
  goneOnFirstSync: true,
  duplicateUid: '409',
  hrefs: 'minimal',
  rewrite: rewriteLikeRadicale,
  refuseGarbage: { status: 400, text: 'Bad Request' },
  refuse: (_vcard, facts) =>
    facts.fn === undefined || facts.cards > 1 ? { status: 400, text: 'Bad Request' } : undefined,
};

const xandikos: Behaviour = {
  ...standardBehaviour,
  bogusToken: '500',
  dataInSync: false,
  query: '500',
  requireUid: 'accept',
  refusalInside207: true,
};

const sabre18: Behaviour = {
  ...standardBehaviour,
  syncCollection: false,
  syncTokenProperty: false,
  text: 'numeric',
  missingInMultiget: 'fail',
  refuseGarbage: { status: 415, text: 'This resource only supports valid vCard data.' },
  requireUid: 'add',
};

const sabre4: Behaviour = {
  ...standardBehaviour,
  text: 'numeric',
  hrefs: 'lower-hex',
  futureToken: 'no-change',
  refuseGarbage: { status: 415, text: 'This resource only supports valid vCard data.' },
  missingInMultiget: 'omit',
  etagOnPut: 'unless-rewritten',
  requireUid: 'add',
};

const davical: Behaviour = {
  ...standardBehaviour,
  token: tokenForms.data,
  bogusToken: 'full-list',
  dataInSync: false,
  missingInMultiget: 'omit',
  query: '500',
  refusesHref: /[()]/,
  etagOnPut: 'never',
  requireUid: 'add',
  rewrite: rewriteLikeDavical,
  refuseGarbage: undefined,
};

const cyrus: Behaviour = {
  ...standardBehaviour,
  token: tokenForms.data,
  text: 'cdata',
  pageLimit: 100,
  honoursLimit: true,
  vcard4: 'show-as-3',
  rewrite: rewriteLikeCyrus,
  refuse: needsNameLines({ status: 403, text: 'valid-address-data', precondition: true }),
};

const sogo: Behaviour = {
  ...standardBehaviour,
  challenge: 'basic realm="SOGo"',
  wellKnown: 'missing',
  token: tokenForms.digits,
  text: 'numeric',
  bogusToken: 'full-list',
  rawSyncHrefs: true,
  etags: 'restarting',
  conditional: {
    putIfNoneMatch: false,
    putIfMatch: true,
    deleteIfMatch: false,
    ifMatchStar: true,
    ofMissing: false,
  },
  sizeInReports: false,
  requireUid: 'add',
  vcard4: 'relabel',
  rewrite: rewriteLikeSogo,
  refuseGarbage: { status: 404, text: '<html><body>Resource not found</body></html>' },
};

/** Servers as measured (docs/providers/carddav.md); `standard` is none of them and all that the RFCs ask. */
export const profiles = {
  standard: standardBehaviour,
  icloud,
  radicale,
  xandikos,
  sabre18,
  sabre4,
  davical,
  cyrus,
  sogo,
  /** Old servers that say in which charset they write their answers about many cards. */
  latin1: { ...standardBehaviour, charset: 'latin1' },
  utf16: { ...standardBehaviour, charset: 'utf-16' },
  /** One that gives out what it was given, in whatever charset that was. */
  bytes: { ...standardBehaviour, charset: 'bytes' },
  /** One that puts cards into XML without escaping them. */
  unescaped: { ...standardBehaviour, charset: 'unescaped' },
} satisfies Record<string, Behaviour>;

export type Profile = keyof typeof profiles;
