// Whose a mail domain is: a company's own, or that of a service where anybody has an address.
import { getDomain, getDomainWithoutSuffix } from 'tldts';
import { PROVIDERS } from '../../providers/manifests.ts';

/** Names of services that give addresses to everybody, under whatever ending. */
const SERVICES = new Set<string>([
  ...PROVIDERS.flatMap((id) => [id, `${id}mail`]),
  ...[
    'gmail outlook hotmail live msn windowslive passport yahoo ymail rocketmail me mac aol aim gmx web mail',
    'protonmail proton pm tutanota tuta zoho yandex fastmail hey inbox rambler bk list mailbox posteo hushmail duck mozmail',
    'libero virgilio tiscali alice tim tin iol inwind blu email fastwebnet teletu poste postecert pec legalmail arubapec pecimprese',
    'telefonica movistar terra ono telcel prodigy infinitum speedy fibertel arnet ciudad uol bol terra vtr entel',
    'orange wanadoo free sfr laposte neuf bbox numericable club-internet t-online freenet arcor online vodafone bluewin hispeed chello',
    'comcast verizon att sbcglobal bellsouth cox charter earthlink juno btinternet sky virginmedia ntlworld talktalk blueyonder',
    'qq 163 126 sina foxmail naver daum hanmail privaterelay',
  ].flatMap((names) => names.split(' ')),
]);

/** The domain of an e-mail or web address where it can be a company's own; `''` otherwise. */
export function ownDomain(address: string): string {
  const domain = getDomain(address.trim().toLowerCase());
  const name = domain && getDomainWithoutSuffix(domain);
  return domain && name && !SERVICES.has(name) ? domain : '';
}
