// What becomes of a link by each of its moves, for the pure table and for the one that writes it down.
import { type Base, type Intent, type LinkRow, NOTHING_AGREED, newLink } from '../../src/sync/link/link.ts';
import type { LinkMove } from '../../src/sync/link/move.ts';

const BASE: Base = { fields: { phone: { local: '02 1', remote: '02 1' } }, bound: {}, others: [] };
const CREATE: Intent = { type: 'create', sent: { phone: '02 1' }, at: 1 };
const UPDATE: Intent = { type: 'update', sent: { phone: '02 2' }, diff: [], at: 2 };
const PHONE = { field: 'phone', before: '02 1', after: '02 2' };
const TITLE = { field: 'title', before: null, after: 'Dr' };
const REMOVE: Intent = { type: 'remove', sent: {}, at: 3 };
const REFUSED = { code: 'refused', detail: 'no' } as const;

export const aLink = (columns: Partial<LinkRow> = {}): LinkRow =>
  newLink({
    id: 'l',
    accountId: 'a',
    recordId: 'r',
    marker: 'M',
    state: 'active',
    cardId: 'c',
    base: BASE,
    touched: 5,
    settled: 3,
    ...columns,
  });

/** A row a move: what the link was besides `aLink()`, and the columns that are other ones after it. */
export const MOVE_ROWS: [string, Partial<LinkRow>, LinkMove, Partial<LinkRow>][] = [
  ['whatever changes makes it due', {}, { type: 'touched' }, { touched: 6 }],
  [
    'planned, with nothing to do, it is settled up to what the plan saw',
    { hold: REFUSED, retryAt: 9, failures: 2, outbox: [{ phone: '02 2' }], intent: UPDATE },
    { type: 'settled', seen: 4, base: null, certain: false },
    { settled: 4, base: null, hold: null, retryAt: null, failures: 0 },
  ],
  [
    'once nothing of ours can be on its way, what was sent is forgotten',
    { outbox: [{ phone: '02 2' }], intent: UPDATE },
    { type: 'settled', seen: 5, base: BASE, certain: true },
    { settled: 5, outbox: [], intent: null },
  ],
  ['an agreement alone leaves it due', { base: null }, { type: 'agreed', base: BASE }, { base: BASE }],
  [
    'a creation is stored before it is sent',
    { state: 'new', cardId: null },
    { type: 'sent', intent: CREATE },
    { state: 'creating', intent: CREATE },
  ],
  [
    'an update puts what it sends into the outbox, behind what has no answer yet',
    { outbox: [{ phone: '02 9' }] },
    { type: 'sent', intent: UPDATE },
    { intent: UPDATE, outbox: [{ phone: '02 9' }, { phone: '02 2' }] },
  ],
  [
    'a deletion is stored before it is sent',
    {},
    { type: 'sent', intent: REMOVE },
    { state: 'deleting', intent: REMOVE },
  ],
  [
    'what was refused says nothing of what goes out now, and is tried at its time if that gets lost',
    { hold: REFUSED, retryAt: 9, failures: 3 },
    { type: 'sent', intent: UPDATE },
    { intent: UPDATE, outbox: [UPDATE.sent], hold: null },
  ],
  [
    'an answer ends every wait',
    { state: 'creating', cardId: null, intent: CREATE, hold: REFUSED, retryAt: 9, failures: 3 },
    { type: 'answered', cardId: 'c', base: BASE, seen: 5 },
    { state: 'active', cardId: 'c', intent: null, hold: null, retryAt: null, failures: 0, settled: 5 },
  ],
  [
    'an answer that shows more than was sent leaves it due',
    { intent: UPDATE, outbox: [{ phone: '02 2' }] },
    { type: 'answered', cardId: 'c', base: BASE, seen: null },
    { intent: null, outbox: [] },
  ],
  [
    'an update found again is journalled once, field by field',
    { intent: { ...UPDATE, diff: [PHONE, TITLE] } },
    { type: 'journalled', diff: [PHONE] },
    { intent: { ...UPDATE, diff: [TITLE] } },
  ],
  [
    'of two updates without an answer neither is forgotten',
    { intent: { ...UPDATE, diff: [TITLE] }, outbox: [{ title: 'Dr' }] },
    { type: 'sent', intent: { ...UPDATE, diff: [PHONE] } },
    { intent: { ...UPDATE, diff: [TITLE, PHONE] }, outbox: [{ title: 'Dr' }, UPDATE.sent] },
  ],
  [
    'a race lost takes back what was sent last alone',
    { intent: { ...UPDATE, diff: [TITLE, PHONE] }, outbox: [{ title: 'Dr' }, UPDATE.sent] },
    { type: 'raced' },
    { intent: { ...UPDATE, diff: [TITLE] }, outbox: [{ title: 'Dr' }], touched: 6 },
  ],
  [
    'whoever lost a race sent nothing',
    { intent: UPDATE, outbox: [{ phone: '02 2' }] },
    { type: 'raced' },
    { intent: null, outbox: [], touched: 6 },
  ],
  [
    'what was sent before stays in doubt',
    { intent: UPDATE, outbox: [{ phone: '02 9' }, { phone: '02 2' }] },
    { type: 'raced' },
    { intent: UPDATE, outbox: [{ phone: '02 9' }], touched: 6 },
  ],
  [
    'a deletion that lost a race is none',
    { state: 'deleting', intent: REMOVE },
    { type: 'raced' },
    { state: 'active', intent: null, touched: 6 },
  ],
  [
    'a card that is not there is looked for',
    { intent: UPDATE, outbox: [{ phone: '02 2' }] },
    { type: 'not-there' },
    { intent: null, outbox: [], touched: 6 },
  ],
  [
    'a creation that did not happen begins again',
    { state: 'creating', cardId: null, intent: CREATE, retryAt: 9 },
    { type: 'never-happened' },
    { state: 'new', intent: null, retryAt: null, touched: 6 },
  ],
  [
    'a lost answer is asked for later',
    { intent: UPDATE },
    { type: 'in-doubt', since: 7, retryAt: 70, seen: 5 },
    { intent: { ...UPDATE, doubtedAt: 7 }, retryAt: 70, settled: 5 },
  ],
  [
    'the first doubt counts',
    { intent: { ...UPDATE, doubtedAt: 1 } },
    { type: 'in-doubt', since: 7, retryAt: 70, seen: 5 },
    { retryAt: 70, settled: 5 },
  ],
  [
    'a refusal is an answer',
    { state: 'creating', cardId: null, intent: CREATE, failures: 1 },
    { type: 'held', hold: REFUSED, retryAt: 70, seen: 5 },
    { state: 'new', intent: null, hold: REFUSED, retryAt: 70, settled: 5, failures: 2 },
  ],
  [
    'any other hold leaves in doubt what is in doubt',
    { state: 'creating', cardId: null, intent: CREATE },
    { type: 'held', hold: { code: 'read-only-book', detail: '' }, retryAt: null, seen: 5 },
    { hold: { code: 'read-only-book', detail: '' }, settled: 5 },
  ],
  [
    'what both sides have come to agree on is remembered while all else waits',
    { base: null },
    {
      type: 'held',
      hold: { code: 'read-only-book', detail: '' },
      retryAt: null,
      seen: 5,
      base: NOTHING_AGREED,
    },
    { hold: { code: 'read-only-book', detail: '' }, settled: 5, base: NOTHING_AGREED },
  ],
  [
    'of what somebody has touched since nothing is said',
    { base: null },
    {
      type: 'held',
      hold: { code: 'read-only-book', detail: '' },
      retryAt: null,
      seen: 4,
      base: NOTHING_AGREED,
    },
    { hold: { code: 'read-only-book', detail: '' }, settled: 4 },
  ],
  [
    'a yes is of the class that waited',
    { hold: { code: 'approval', detail: 'record-blanking' } },
    { type: 'approved' },
    { hold: { code: 'approved', detail: 'record-blanking' }, touched: 6 },
  ],
  [
    'or of the class that was shown',
    {},
    { type: 'approved', of: 'card-creations' },
    { hold: { code: 'approved', detail: 'card-creations' }, touched: 6 },
  ],
  [
    'a yes makes it due',
    { hold: REFUSED },
    { type: 'approved' },
    { hold: { code: 'approved', detail: '' }, touched: 6 },
  ],
  [
    'a no makes it due',
    { hold: REFUSED, retryAt: 9 },
    { type: 'released' },
    { hold: null, retryAt: null, touched: 6 },
  ],
  [
    'a yes that was said in the original of a copy is asked for again there',
    { hold: { code: 'approved', detail: 'card-updates' } },
    { type: 'asked-again' },
    { hold: { code: 'approval', detail: 'card-updates' }, touched: 6 },
  ],
  ['where nobody said yes, nothing is asked again', { hold: REFUSED }, { type: 'asked-again' }, {}],
  [
    'nobody is asked any more',
    { hold: { code: 'approval', detail: '' } },
    { type: 'unasked' },
    { hold: null },
  ],
  ['what waits for something else goes on waiting', { hold: REFUSED }, { type: 'unasked' }, {}],
  ['its card is to stay', {}, { type: 'kept', keep: true }, { keepCard: true }],
  [
    'a card that came back under another address',
    {},
    { type: 'taken-up', cardId: 'd', from: null },
    { cardId: 'd', touched: 6 },
  ],
  [
    'a card goes on where its former link was',
    { state: 'new', cardId: null, base: null, hold: REFUSED },
    {
      type: 'taken-up',
      cardId: 'd',
      from: { base: BASE, outbox: [{ phone: '1' }], intent: null, createdByUs: false },
    },
    {
      state: 'active',
      cardId: 'd',
      base: BASE,
      outbox: [{ phone: '1' }],
      createdByUs: false,
      hold: null,
      touched: 6,
    },
  ],
  [
    'what somebody is asked about is asked until it is planned again',
    { state: 'new', cardId: null, base: null, hold: { code: 'approval', detail: 'card-creations' } },
    { type: 'taken-up', cardId: 'd', from: { base: BASE, outbox: [], intent: null, createdByUs: true } },
    { state: 'active', cardId: 'd', base: BASE, touched: 6 },
  ],
  [
    'a card that was being deleted goes on being deleted',
    { state: 'new', cardId: null, base: null },
    { type: 'taken-up', cardId: 'd', from: { base: BASE, outbox: [], intent: REMOVE, createdByUs: true } },
    { state: 'deleting', cardId: 'd', base: BASE, intent: REMOVE, touched: 6 },
  ],
  [
    'another record takes its place',
    {},
    { type: 'taken-over', recordId: 's', last: 0 },
    { recordId: 's', touched: 6 },
  ],
  [
    'what was agreed on with a record that goes into another comes after all that was agreed on with that one',
    { base: { ...BASE, serial: 2 }, intent: { ...UPDATE, serial: 3 } },
    { type: 'taken-over', recordId: 's', last: 7 },
    { recordId: 's', touched: 6, base: { ...BASE, serial: 9 }, intent: { ...UPDATE, serial: 10 } },
  ],
  [
    'closed, nothing waits',
    { hold: REFUSED, retryAt: 9, intent: UPDATE },
    { type: 'closed', reason: 'kept', seen: 5 },
    { state: 'closed', closedReason: 'kept', hold: null, retryAt: null, intent: null, settled: 5 },
  ],
  [
    'of another kind, it goes on with what was agreed and sent by the fields of that',
    { base: BASE, outbox: [{ phone: '02 2' }], intent: UPDATE },
    {
      type: 'converted',
      base: { ...BASE, fields: {} },
      outbox: [{ fax: '02 2' }],
      intent: { ...UPDATE, sent: {} },
    },
    { base: { ...BASE, fields: {} }, outbox: [{ fax: '02 2' }], intent: { ...UPDATE, sent: {} } },
  ],
  [
    'its record is of another kind since it ended, and it may be gone on from',
    { state: 'closed', closedReason: 'kept', base: BASE },
    { type: 'converted', base: { ...BASE, fields: {} }, outbox: [], intent: null },
    { base: { ...BASE, fields: {} } },
  ],
  ['touched since it was looked at, it does not end', {}, { type: 'closed', reason: 'kept', seen: 4 }, {}],
  [
    'of an account that is left, the names of the card stay, and a deletion without an answer',
    { state: 'deleting', intent: REMOVE },
    { type: 'closed', reason: 'disconnected', card: { uid: 'U', remoteId: '/c' } },
    {
      state: 'closed',
      closedReason: 'disconnected',
      settled: 5,
      cardId: null,
      formerUid: 'U',
      formerRemoteId: '/c',
    },
  ],
  [
    'of an account that is left, an update without an answer is known yet',
    { intent: { ...UPDATE, diff: [TITLE] }, outbox: [UPDATE.sent] },
    { type: 'closed', reason: 'disconnected' },
    { state: 'closed', closedReason: 'disconnected', settled: 5 },
  ],
  [
    'of an account that is left in the middle of a creation, the marker is the name, and what was sent is known',
    { state: 'creating', cardId: null, base: null, intent: CREATE },
    { type: 'closed', reason: 'disconnected' },
    {
      state: 'closed',
      closedReason: 'disconnected',
      settled: 5,
      intent: null,
      base: { ...BASE, agreedAt: CREATE.at },
      outbox: [CREATE.sent],
      formerUid: 'M',
    },
  ],
  [
    'a card that is being made then is to be put into its group yet',
    { state: 'creating', cardId: null, base: null, intent: { ...CREATE, join: 'friends' } },
    { type: 'closed', reason: 'disconnected' },
    {
      state: 'closed',
      closedReason: 'disconnected',
      settled: 5,
      intent: null,
      base: { ...BASE, agreedAt: CREATE.at, join: 'friends' },
      outbox: [CREATE.sent],
      formerUid: 'M',
    },
  ],
  [
    'one that ended before keeps the names of its card',
    { state: 'closed', closedReason: 'kept' },
    { type: 'named', uid: 'U', remoteId: '/c' },
    { cardId: null, formerUid: 'U', formerRemoteId: '/c' },
  ],
  [
    'its card asked for by its own address, a deletion without an answer says nothing of that any more',
    { state: 'closed', closedReason: 'disconnected', intent: REMOVE, formerUid: 'U' },
    { type: 'asked-for' },
    { intent: { ...REMOVE, isAskedFor: true } },
  ],
  [
    'one whose card was deleted since is known by no card, and its deletion counts yet',
    { state: 'closed', closedReason: 'disconnected', intent: REMOVE, formerUid: 'U', formerRemoteId: '/c' },
    { type: 'forgotten' },
    { formerUid: null, formerRemoteId: null },
  ],
  [
    'what was sent is known to the link that goes on with it alone',
    { state: 'closed', closedReason: 'disconnected', intent: REMOVE, formerUid: 'U' },
    { type: 'passed-on' },
    { intent: null },
  ],
];
