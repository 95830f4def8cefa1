// Whether two hosts belong to one owner, so that credentials given for the one may go to the other.
import { isIP } from 'node:net';

/** Second-level labels under which others register their names (`example.co.uk`, `example.com.br`). */
const SHARED_SECOND_LEVELS = new Set(
  'ac asn biz co com csiro edu gen gob gob go gov gv ind info int k12 lg ltd me mil muni ne net nhs nic nom or org plc police sch school web'.split(
    ' ',
  ),
);

/** The same origin, or https on the same host, below it, or beside it under one registered name. */
export function isSameSite(known: URL, other: URL): boolean {
  if (other.origin === known.origin) return true;
  if (other.protocol !== 'https:' || known.protocol !== 'https:') return false;
  const a = known.hostname.replace(/\.$/, '');
  const b = other.hostname.replace(/\.$/, '');
  if (a === b) return true;
  if (isIP(a.replace(/^\[|\]$/g, '')) || isIP(b.replace(/^\[|\]$/g, ''))) return false;
  return b.endsWith(`.${a}`) || registeredName(a) === registeredName(b);
}

function registeredName(host: string): string {
  const labels = host.split('.');
  const shared = labels.at(-1)!.length === 2 && SHARED_SECOND_LEVELS.has(labels.at(-2) ?? '');
  return labels.slice(shared ? -3 : -2).join('.');
}
