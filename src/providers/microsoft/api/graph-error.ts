// What an answer of Graph that is no success means. Told by its codes, whose case differs, and by the status where a body says
// nothing: a gateway's page, or none at all.
import { refusalFor } from '../../../contact/loss.ts';
import { ProviderError } from '../../provider.ts';
import { Refusal } from '../../rest/failures.ts';

export type Failure =
  | { means: 'unauthenticated' }
  /** Too much at once, or in these minutes. */
  | { means: 'slow-down'; message: string }
  | { means: 'server'; message: string }
  | { means: 'refusal'; refusal: Refusal }
  | { means: 'stop'; error: ProviderError };

/** An account without a mailbox in the cloud: no licence, a guest, or one that lies on a server of the organisation's own. */
const NO_MAILBOX = new Set([
  'mailboxnotenabledforrestapi',
  'resourcenotfound',
  'request_resourcenotfound',
  'errorinvaliduser',
]);
/** The mailbox is full: changes and deltas fail, plain listings go on. */
export const FULL = 'errorquotaexceeded';

/** Statuses that say enough without a body. */
const CLEAR_STATUSES = new Set([404, 409, 410, 412, 413, 429]);

export interface Answered {
  status: number;
  /** Of the host and what was asked, for people who look for the cause. */
  host: string;
  /** As it was parsed; anything that is no JSON is undefined. */
  body: unknown;
}

/** @param isRead a refusal to let somebody read is one of the whole book */
export function failureOf({ status, host, body }: Answered, isRead: boolean): Failure {
  const error = (body as { error?: { code?: unknown; message?: unknown } } | null | undefined)?.error;
  const code = typeof error?.code === 'string' ? error.code.toLowerCase() : '';
  const said = typeof error?.message === 'string' ? error.message : '';
  const message = `${host} answered ${status}${code ? ` ${String(error!.code)}` : ''}${said && `: ${said}`}`;
  if (NO_MAILBOX.has(code)) return stop('no-address-book', message);
  if (status === 401) return { means: 'unauthenticated' };
  if (status === 429) return { means: 'slow-down', message };
  if (code === FULL)
    return { means: 'refusal', refusal: new Refusal(status, code, message, refusalFor('book-full')) };
  if (status >= 500 || status === 408) return { means: 'server', message };
  if (status === 403 && isRead) return stop('forbidden', message);
  if (!code && !CLEAR_STATUSES.has(status)) return stop('unexpected-response', message);
  const words = said || refusalFor('without-words', String(status));
  return { means: 'refusal', refusal: new Refusal(status, code, message, words) };
}

const stop = (kind: ConstructorParameters<typeof ProviderError>[0], message: string): Failure => ({
  means: 'stop',
  error: new ProviderError(kind, message),
});

export const isGone = ({ httpStatus }: Refusal): boolean => httpStatus === 404 || httpStatus === 410;
export const isRaced = ({ httpStatus }: Refusal): boolean => httpStatus === 412;
