// Lines of a card that no property is read from, as they are shown to people.
import { addExtra, type ExtraKind } from '../../../contact/extras.ts';
import type { PlaceName } from '../../../contact/properties/table.ts';
import type { VCardLine } from '../../../protocol/vcard/vcard-line.ts';
import { labelIn, type Reading } from './reading.ts';

/** About the card or the program that wrote it, or read as part of another line: nothing about a person. */
const ABOUT_THE_CARD =
  /^(?:BEGIN|END|VERSION|PRODID|REV|UID|KIND|CALSCALE|MAILER|CLASS|SOURCE|PROFILE|CLIENTPIDMAP|X-ABLABEL|X-ABADR|X-ABSHOWAS|X-ABUID|X-ADDRESSBOOKSERVER-KIND|X-IMAGE.*|X-SHARED-PHOTO.*)$/;
export const isAboutTheCard = (name: string): boolean => ABOUT_THE_CARD.test(name);

/** How a program shows or sorts the card. */
const OF_A_PROGRAM =
  /^(?:CREATED|LANGUAGE|XML|FN|PHOTO|SORT-STRING|X-ABORDER|X-ABCROP.*|X-ACTIVITY-ALERT|X-ADDRESSING-GRAMMAR|X-ADDRESSBOOKSERVER-.*|X-APPLE-(?!SUB).*|X-EVOLUTION-FILE-AS|X-FILE-AS|X-MOZILLA-HTML|X-RADICALE-NAME|X-SORT.*|X-WALLPAPER.*|VND-63-.*)$/;

type Kind = ExtraKind | PlaceName;

const KINDS: [kind: Kind, names: RegExp][] = [
  ['related', /^(?:RELATED|X-ABRELATEDNAMES|AGENT|X-(?:EVOLUTION-)?(?:SPOUSE|MANAGER|ASSISTANT|PARTNER))$/],
  [
    'social',
    /^(?:X-)?SOCIALPROFILE$|^X-(?:TWITTER|FACEBOOK|INSTAGRAM|LINKEDIN|MASTODON|BLOG|FLICKR|MYSPACE)$/,
  ],
  [
    'messenger',
    /^IMPP$|^X-(?:AIM|ICQ|JABBER|MSN|YAHOO|SKYPE|SKYPE-USERNAME|GADUGADU|GROUPWISE|GOOGLE-TALK|QQ|WHATSAPP|TELEGRAM|SIGNAL|MATRIX)$/,
  ],
  ['phonetic', /^X-(?:PHONETIC|PRONUNCIATION)-/],
  ['maidenName', /^X-MAIDEN-?NAME$/],
  ['event', /^X-ABDATE$|^DEATHDATE$/],
  ['gender', /^(?:X-)?GENDER$/],
  ['language', /^LANG$/],
  ['interest', /^(?:HOBBY|INTEREST|EXPERTISE|X-HOBBY)$/],
  ['calendar', /^(?:CALURI|CALADRURI|FBURL)$/],
  ['location', /^(?:GEO|BIRTHPLACE|DEATHPLACE)$/],
  ['role', /^ROLE$|^X-(?:EVOLUTION-)?PROFESSION$/],
  ['custom', /^X-RUBRICA-KEPT$/],
  ['key', /^KEY$/],
  ['sound', /^SOUND$/],
  ['logo', /^LOGO$/],
  // Districts of Apple's addresses stand in lines of their own.
  ['addresses', /^LABEL$|^X-APPLE-SUB/],
  ['name.family', /^N$/],
  ['organization.name', /^ORG$/],
  ['organization.title', /^TITLE$/],
  ['nickname', /^NICKNAME$/],
  ['notes', /^NOTE$/],
  ['birthday', /^BDAY$|^X-ALTBDAY$/],
  ['anniversary', /^(?:X-(?:EVOLUTION-|KADDRESSBOOK-X-|MS-|ZIMBRA-)?)?ANNIVERSARY$/],
];
const STRUCTURED = new Set(['N', 'ORG', 'GENDER']);
/** Of a name that says which: `X-SKYPE-USERNAME`, `X-EVOLUTION-SPOUSE`, `X-PHONETIC-FIRST-NAME`. */
const SAYS_WHICH = /^X-(?:EVOLUTION-|PHONETIC-|PRONUNCIATION-)?(.*?)(?:-USERNAME|-NAME)?$/;

/** Shows what a line says that no property was read from. */
export function readExtra(reading: Reading, line: VCardLine): void {
  const { name } = line;
  if (isAboutTheCard(name) || OF_A_PROGRAM.test(name)) return;
  const kind = KINDS.find(([, names]) => names.test(name))?.[0];
  const size = sizeOf(line);
  addExtra(
    reading.contact,
    size !== null
      ? { kind: kind ?? name, label: null, value: size }
      : {
          kind: kind ?? name,
          label: serviceOf(line) ?? labelIn(reading, line) ?? (isNamed(kind, name) ? whichIn(name) : null),
          value: shownValue(line, kind),
        },
  );
}

const isNamed = (kind: Kind | undefined, name: string): boolean =>
  ['related', 'social', 'messenger', 'phonetic'].includes(kind ?? '') &&
  /^X-/.test(name) &&
  !/^X-(?:SOCIALPROFILE|ABRELATEDNAMES)$/.test(name);

/** `SPOUSE` as Spouse. */
function whichIn(name: string): string {
  const which = SAYS_WHICH.exec(name)?.[1] ?? name;
  return which.slice(0, 1) + which.slice(1).toLowerCase().replaceAll('-', ' ');
}

/** The service of a messenger or a profile, where the line names it. */
function serviceOf(line: VCardLine): string | null {
  const [service] = [...line.paramValues('X-SERVICE-TYPE'), ...line.paramValues('SERVICE-TYPE')];
  if (service) return service;
  return line.name === 'IMPP' ? (/^\s*([a-z][a-z0-9+.-]*):/i.exec(line.text())?.[1] ?? null) : null;
}

function shownValue(line: VCardLine, kind: Kind | undefined): string {
  if (STRUCTURED.has(line.name))
    return line
      .components()
      .filter((part) => part.trim())
      .join(', ');
  const text = line.text();
  if (kind === 'messenger') return text.replace(/^\s*[a-z][a-z0-9+.-]*:/i, '');
  if (kind === 'social') return text.replace(/^\s*x-apple:/i, '') || line.paramValues('X-USER')[0] || '';
  return text;
}

/** Type and size of what is no text; null for a text. */
function sizeOf(line: VCardLine): string | null {
  const isEncoded = line.paramValues('ENCODING').some((encoding) => /^(?:b|base64)$/i.test(encoding));
  const data = /^\s*data:([^;,]*)/i.exec(line.value);
  if (!isEncoded && !data) return null;
  const type = data?.[1] ?? line.paramValues('TYPE')[0];
  const size = `${Math.ceil((line.value.length * 3) / 4 / 1024)} KB`;
  return type ? `${type}, ${size}` : size;
}
