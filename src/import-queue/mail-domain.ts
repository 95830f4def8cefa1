// What the domain of an e-mail address says about the people behind it.
import { companyKey } from '../contact/company.ts';

/** Domains under which anybody gets a mailbox: sharing one says nothing. */
const EVERYBODYS = new Set(
  [
    'gmail.com googlemail.com icloud.com me.com mac.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com aol.com',
    'outlook.it hotmail.it live.it yahoo.it libero.it virgilio.it alice.it tin.it tim.it tiscali.it inwind.it iol.it fastwebnet.it',
    'pec.it legalmail.it aruba.it email.it outlook.es hotmail.es yahoo.es telefonica.net terra.es movistar.es yahoo.com.mx',
    'prodigy.net.mx outlook.fr hotmail.fr yahoo.fr orange.fr wanadoo.fr free.fr laposte.net sfr.fr gmx.de gmx.net gmx.at web.de',
    't-online.de freenet.de yahoo.de hotmail.co.uk yahoo.co.uk btinternet.com proton.me protonmail.com pm.me fastmail.com zoho.com',
    'mail.com mail.ru yandex.ru qq.com 163.com',
  ].flatMap((domains) => domains.split(' ')),
);

/** Whether people at `domain` have more in common than where they got their mailbox. */
export const isOwnDomain = (domain: string): boolean => domain.includes('.') && !EVERYBODYS.has(domain);

/** Whether `domain` is called by the organisation: "rossi-figli.it" by "Rossi & Figli S.r.l.". */
export function isNamedAfter(domain: string, organization: string): boolean {
  const letters = companyKey(organization).replaceAll(/[^\p{L}\p{N}]/gu, '');
  const labels = domain.split('.').slice(0, -1);
  return letters.length >= 3 && labels.some((label) => label.replaceAll('-', '') === letters);
}
