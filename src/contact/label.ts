// Labels as people write them in eight languages, and the built-in label each stands for.
import { BUILT_IN_LABELS, type Label } from './contact.ts';
import { searchKey } from './text.ts';

type BuiltInLabel = (typeof BUILT_IN_LABELS)[number];

/** As `searchKey` without punctuation gives them. English, Italian, Spanish, French, German, Portuguese, Dutch, Polish. */
const ALIASES: Record<BuiltInLabel, string> = {
  home: 'home,private,personal,casa,abitazione,privato,personale,particular,domicilio,maison,domicile,prive,personnel,perso,privat,zuhause,huis,thuis,residencial,residencia,particulier,dom,domowy,prywatny,casa particular,inicio',
  work: 'work,office,business,lavoro,ufficio,trabajo,oficina,laboral,travail,bureau,professionnel,pro,arbeit,buro,geschaftlich,dienstlich,trabalho,comercial,escritorio,empresa,werk,kantoor,zakelijk,praca,sluzbowy',
  mobile:
    'mobile,mobile phone,cell,cell phone,cellular,iphone,apple watch,smartphone,cellulare,telefonino,movil,telefono movil,celular,portable,telephone portable,handy,mobil,mobiltelefon,telemovel,mobiel,mobiele telefoon,mobieltje,gsm,komorka,komorkowy,telefon komorkowy,mobil telefon,mobil privat',
  main: 'main,principale,principal,haupt,hauptnummer,hauptanschluss,primary,hoofdnummer,hoofd,glowny',
  workFax:
    'workfax,work fax,fax work,office fax,business fax,fax lavoro,fax ufficio,fax trabajo,fax del trabajo,fax oficina,fax travail,fax bureau,fax professionnel,fax arbeit,fax buro,fax geschaftlich,fax comercial,fax do trabalho,fax werk,werkfax,faks praca,faks sluzbowy',
  homeFax:
    'homefax,home fax,fax home,fax casa,fax abitazione,fax de casa,fax particular,fax maison,fax domicile,fax privat,fax zuhause,fax residencial,fax thuis,fax prive,faks domowy,fax domicilio',
  otherFax:
    'otherfax,other fax,fax,telefax,altro fax,fax altro,otro fax,autre fax,anderes fax,weiteres fax,outro fax,andere fax,faks,inny faks',
  pager: 'pager,beeper,cercapersone,buscapersonas,busca,bip,bipeur,pieper,funkrufempfanger,semafoon,bipe',
  other:
    'other,altro,altra,otro,otra,autre,andere,anderes,andere nummer,sonstige,sonstiges,weitere,outro,outra,overige,inny,inne,altre',
};

const BUILT_IN = new Map<string, BuiltInLabel>(
  BUILT_IN_LABELS.flatMap((label) => ALIASES[label].split(',').map((alias) => [alias, label] as const)),
);

/** The built-in label that `text` is another word for; null for a label of its own. */
export function labelAlias(text: string): BuiltInLabel | null {
  const key = searchKey(text)
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
  return BUILT_IN.get(key) ?? null;
}

/** Whether a label is one that everybody has, whose name is a word of the reader's language. */
export function isBuiltInLabel(label: string): boolean {
  return BUILT_IN_LABELS.some((known) => known === label);
}

/** Whether two labels read the same to a person, whatever their case and accents. */
export function sameLabel(a: Label, b: Label): boolean {
  if (a === b) return true;
  return searchKey(a ?? '') === searchKey(b ?? '');
}
