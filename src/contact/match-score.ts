// How sure it is that two contacts are one: a table of what their names say and what they share. The queue, its suggestions,
// the import and the hold before a creation all ask here, so that nothing is suggested in one place and doubled in another.
import { type NameLikeness, nameLikeness } from './same-name.ts';

export type MatchReason = 'email' | 'phone' | 'name' | 'company';

/** What is compared of a record or a card: its match keys, and every name it goes by. */
export interface Comparable {
  keys: readonly string[];
  names: readonly string[];
}

/** From here on a match is the suggestion, and holds a creation until somebody has decided. */
const SURE = 0.8;
export const isSure = ({ score }: { score: number }): boolean => score >= SURE;

/**
 * The strongest of what is shared. 'mailbox': only an address that belongs to an office, not to a person. 'birthday': the
 * same name born on the same day of the same year. 'about': the same name with a company or a day, or the same company.
 */
type Shared = 'both' | 'email' | 'number' | 'mailbox' | 'birthday' | 'about';
type Row = Partial<Record<Shared, number>>;

/** A switchboard or an info@ is shared by people who have nothing else in common: with another name it never suffices. */
const PEOPLE: Record<NameLikeness, Row> = {
  same: { both: 0.97, email: 0.94, number: 0.9, mailbox: 0.88, birthday: 0.9, about: 0.8 },
  close: { both: 0.95, email: 0.9, number: 0.82, mailbox: 0.82 },
  unsaid: { both: 0.9, email: 0.8, number: 0.6, mailbox: 0.4 },
  half: { both: 0.85, email: 0.7, number: 0.6, mailbox: 0.4 },
  other: { both: 0.75, email: 0.6, number: 0.4, mailbox: 0.3 },
};
/** An office's mailbox is a company's own. Two firms of one group share it all the same. */
const COMPANIES: Record<NameLikeness, Row> = {
  same: { both: 0.97, email: 0.95, number: 0.92, about: 0.8 },
  close: { both: 0.85, email: 0.75, number: 0.7 },
  unsaid: { both: 0.75, email: 0.6, number: 0.5 },
  half: { both: 0.75, email: 0.6, number: 0.5 },
  other: { both: 0.6, email: 0.5, number: 0.4 },
};
/** A company and somebody in it. */
const MIXED: Row = { both: 0.6, email: 0.5, number: 0.4, mailbox: 0.3 };
/** The same name in the same company, and two e-mail addresses: it may be two people. */
const NAMESAKES = 0.7;

/** Local parts of addresses that are read by whoever is there. */
const MAILBOXES = new Set(
  [
    'info informazioni informacion office ufficio oficina admin amministrazione administracion administration contabilita contabilidad',
    'vendite ventas sales commerciale comercial ordini pedidos orders order fatture facturacion billing invoices acquisti compras',
    'contact contacts contatti contacto kontakt hello ciao hola mail email posta pec support supporto soporte assistenza service',
    'servizio servicio segreteria secretaria direzione direccion reception booking prenotazioni reservas hr jobs lavoro marketing',
    'team clienti clientes customercare shop negozio tienda store studio noreply privacy webmaster postmaster',
  ].flatMap((names) => names.split(' ')),
);

const REASONS: [prefix: string, reason: MatchReason][] = [
  ['e:', 'email'],
  ['p:', 'phone'],
  ['n:', 'name'],
  ['c:', 'company'],
];

/** What two contacts share; score 0 (nothing) to 1. */
export function matchReasons(a: Comparable, b: Comparable): { score: number; reasons: MatchReason[] } {
  const other = new Set(b.keys);
  const shared = a.keys.filter((key) => other.has(key));
  const reasons = REASONS.filter(([prefix]) => shared.some((key) => key.startsWith(prefix)));
  return {
    score: shared.length === 0 ? 0 : scoreOf(a, b, shared),
    reasons: reasons.map(([, reason]) => reason),
  };
}

function scoreOf(a: Comparable, b: Comparable, shared: string[]): number {
  const companies = [a, b].filter(({ keys }) => keys.some(isCompanyKey)).length;
  const isNamed = (prefix: string) => shared.some((key) => key.startsWith(prefix));
  const likeness = isNamed('c:') || isNamed('n:') ? 'same' : nameLikeness(a.names, b.names);
  const row = companies === 0 ? PEOPLE[likeness] : companies === 2 ? COMPANIES[likeness] : MIXED;
  const score = Math.max(0, ...whatIsShared(shared, companies > 0).map((what) => row[what] ?? 0));
  return score === PEOPLE.same.about && companies === 0 && haveOtherEmails(a, b) ? NAMESAKES : score;
}

function whatIsShared(shared: string[], isOfCompany: boolean): Shared[] {
  const emails = shared.filter((key) => key.startsWith('e:'));
  const hasOwn = emails.some((key) => isOfCompany || !isMailbox(key));
  const hasNumber = shared.some((key) => key.startsWith('p:'));
  const found: Shared[] = [];
  if (hasOwn && hasNumber) found.push('both');
  if (hasOwn) found.push('email');
  if (hasNumber) found.push('number');
  if (emails.length > 0 && !hasOwn) found.push('mailbox');
  if (shared.some((key) => /^n:[^|]*\|\d{4}-\d\d-\d\d$/.test(key))) found.push('birthday');
  if (shared.some((key) => key.startsWith('n:') || key.startsWith('c:'))) found.push('about');
  return found;
}

const isCompanyKey = (key: string): boolean => key.startsWith('c:');

const isMailbox = (key: string): boolean => {
  const local = key.slice(2).split('@', 1)[0]!.split('+', 1)[0]!;
  return MAILBOXES.has(local.replace(/[^\p{L}]/gu, ''));
};

/** Both have e-mail addresses, and none in common. */
function haveOtherEmails(a: Comparable, b: Comparable): boolean {
  const emails = ({ keys }: Comparable) => keys.filter((key) => key.startsWith('e:'));
  const [left, right] = [emails(a), new Set(emails(b))];
  return left.length > 0 && right.size > 0 && !left.some((key) => right.has(key));
}
