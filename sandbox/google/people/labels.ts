/** `formattedType` for the predefined words of each field; anything else is the user's own and stays as it is. */
const predefined: Readonly<Record<string, string>> = {
  addresses: 'home work other',
  calendarUrls: 'home freeBusy work',
  emailAddresses: 'home work other',
  events: 'anniversary other',
  externalIds: 'account customer loginId network organization',
  imClients: 'home work other',
  organizations: 'work school',
  phoneNumbers: 'home work mobile homeFax workFax otherFax pager workMobile workPager main googleVoice other',
  relations:
    'spouse child mother father parent brother sister friend relative domesticPartner manager assistant referredBy partner',
  sipAddresses: 'home work mobile other',
  urls: 'home work blog profile homePage ftp reservations appInstallPage other',
};

/** The words an Italian or a Spaniard gets instead, for those that address books are full of. */
const translations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  it: {
    home: 'Casa',
    work: 'Lavoro',
    mobile: 'Cellulare',
    main: 'Principale',
    other: 'Altro',
    homeFax: 'Fax casa',
    workFax: 'Fax lavoro',
    pager: 'Cercapersone',
    workMobile: 'Cellulare lavoro',
    anniversary: 'Anniversario',
    spouse: 'Coniuge',
    homePage: 'Home page',
    male: 'Maschio',
    female: 'Femmina',
  },
  es: {
    home: 'Casa',
    work: 'Trabajo',
    mobile: 'Móvil',
    main: 'Principal',
    other: 'Otro',
    homeFax: 'Fax casa',
    workFax: 'Fax trabajo',
    pager: 'Buscapersonas',
    workMobile: 'Móvil trabajo',
    anniversary: 'Aniversario',
    spouse: 'Cónyuge',
    homePage: 'Página principal',
    male: 'Hombre',
    female: 'Mujer',
  },
};

const english: Readonly<Record<string, string>> = {
  googleVoice: 'Google Voice',
  homePage: 'Home Page',
  ftp: 'FTP',
  googleTalk: 'Google Talk',
  aim: 'AIM',
  msn: 'MSN',
  qq: 'QQ',
  icq: 'ICQ',
};

const sets = new Map(Object.entries(predefined).map(([field, text]) => [field, new Set(text.split(' '))]));

/** A predefined word as a person reads it, such as `workFax` → `Work Fax`. */
export function spelledOut(word: string, language: string): string {
  const spaced = word.replace(/[A-Z]/g, ' $&');
  return translations[language]?.[word] ?? english[word] ?? spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

export function formattedType(field: string, type: string, language: string): string {
  return sets.get(field)?.has(type) ? spelledOut(type, language) : type;
}

/** `it`, `es` or `en`, from an Accept-Language header. */
export function languageOf(header: string | undefined): string {
  const wanted = (header ?? '').slice(0, 2).toLowerCase();
  return Object.hasOwn(translations, wanted) ? wanted : 'en';
}
