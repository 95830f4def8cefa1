// How alike two names are: whatever their order, accents, titles and short forms. Pure.
import { searchKey } from './text.ts';

/**
 * 'same': the same words. 'close': one is the other with words left out, shortened or as initials. 'half': a word is shared
 * and another contradicts, as in a family. 'other': nothing is shared. 'unsaid': one side has no name, or they stand in
 * different scripts, so that nothing can be said.
 */
export type NameLikeness = 'same' | 'close' | 'half' | 'other' | 'unsaid';

const BEST_FIRST: NameLikeness[] = ['same', 'close', 'half', 'unsaid', 'other'];

/** Put before and after names in the languages of address books here; no part of what somebody is called. */
const TITLES = new Set(
  [
    'dott dottssa dottoressa dottore dr dra ing avv prof profssa sig sigra sigri sigg signor signora geom rag arch',
    'sr sra srta lic mtro mtra abg cp arq',
    'mr mrs ms phd md esq jr mba',
    'herr frau mme mlle dipl mag',
  ].flatMap((titles) => titles.split(' ')),
);

/** Each line: a name and what people with it are called. */
const SHORT_FORMS = [
  'giuseppe beppe peppe pino peppino beppino geppo',
  'giuseppina pina pinuccia giusy giusi beppa',
  'giovanni gianni nanni vanni giannino',
  'giovanna gianna vanna nanna',
  'francesco franco checco cecco ciccio',
  'francesca franca cecca checca',
  'luigi gigi gino luigino',
  'luigia gina luigina',
  'alessandro sandro alex ale',
  'alessandra sandra alex ale',
  'antonio toni tonino tony nino toño',
  'antonia tonia tonina toñi',
  'salvatore toto salvo turi',
  'vincenzo enzo cenzo',
  'lorenzo renzo enzo',
  'domenico mimmo menico nico',
  'raffaele lello raf',
  'roberto berto robi roby beto',
  'umberto berto',
  'alberto berto beto tito',
  'gilberto berto',
  'filippo pippo',
  'giacomo mino giacomino',
  'emanuele lele manu',
  'gabriele lele gabri',
  'massimo max massi',
  'massimiliano max massi',
  'ferdinando nando',
  'fernando nando',
  'eleonora nora ele',
  'elisabetta betta lisa betty',
  'margherita rita marghe',
  'maddalena lena',
  'caterina rina cate',
  'teresa tere teresina',
  'concetta cettina tina',
  'jose pepe chepe pepito josele',
  'josefa pepa pepita',
  'francisco paco pancho kiko quico curro fran',
  'francisca paca paqui',
  'ignacio nacho',
  'jesus chus chuy',
  'eduardo lalo edu',
  'guillermo memo guille',
  'enrique quique kike',
  'rafael rafa',
  'manuel manolo manu lolo',
  'dolores lola loli',
  'concepcion concha conchita',
  'rosario charo',
  'mercedes merche',
  'isabel isa chabela',
  'guadalupe lupe',
  'gregorio goyo',
  'luis lucho',
  'consuelo chelo',
  'robert bob rob bobby robbie bert',
  'william bill will billy',
  'richard dick rick rich',
  'james jim jimmy jamie',
  'john jack johnny',
  'margaret maggie peggy meg',
  'elizabeth liz beth betty lizzy',
  'katherine catherine kate kathy cathy katie',
  'michael mike mick',
  'thomas tom tommy',
  'joseph joe joey',
  'charles charlie chuck',
  'edward ed eddie ted ned',
  'henry harry hank',
  'anthony tony',
  'daniel dan danny',
  'david dave',
  'steven stephen steve',
  'andrew andy drew',
  'alexander alex sandy',
  'patricia pat trish patty',
  'susan sue susie',
  'jennifer jen jenny',
  'christopher chris',
  'christine chris tina',
  'lawrence larry',
];
/** By word, the lines that it stands in. */
const LINES_OF = new Map<string, Set<number>>();
for (const [at, line] of SHORT_FORMS.entries())
  for (const word of searchKey(line).split(' '))
    LINES_OF.set(word, (LINES_OF.get(word) ?? new Set()).add(at));

const NONE = new Set<number>();

const SCRIPTS: [string, RegExp][] = [
  ['east-asian', /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u],
  ['latin', /\p{sc=Latin}/u],
  ['cyrillic', /\p{sc=Cyrillic}/u],
  ['greek', /\p{sc=Greek}/u],
  ['arabic', /\p{sc=Arabic}/u],
];

/** The words somebody is called by, titles left out; none for an e-mail or a number that stands in for a name. */
export function nameWords(name: string): string[] {
  if (name.includes('@') || !/\p{L}/u.test(name)) return [];
  const words = searchKey(name)
    // "dott.ssa", "d'angelo", "j.r." are one word each.
    .replace(/['’`´.](?=\p{L}{2})/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const own = words.filter((word) => !TITLES.has(word));
  return own.length > 0 ? own : words;
}

/** Two names with one key are the same, in whatever order. */
export function nameKey(name: string): string {
  const words = nameWords(name);
  return scriptOf(words) === 'east-asian' ? [...words.join('')].sort().join('') : sorted(words);
}

/** Behind one switchboard the same names are compared hundreds of times. */
const recent = new Map<string, Words>();
const MOST_RECENT = 10_000;

interface Words {
  words: string[];
  script: string;
}

function read(name: string): Words {
  const known = recent.get(name);
  if (known) return known;
  const words = nameWords(name);
  const found = { words, script: scriptOf(words) };
  if (recent.size >= MOST_RECENT) recent.clear();
  recent.set(name, found);
  return found;
}

/** The best of what any name on one side says to any on the other. */
export function nameLikeness(a: readonly string[], b: readonly string[]): NameLikeness {
  const [left, right] = [a, b].map((names) => names.map(read).filter(({ words }) => words.length > 0));
  const found = new Set(left!.flatMap((one) => right!.map((other) => likeness(one, other))));
  return BEST_FIRST.find((each) => found.has(each)) ?? 'unsaid';
}

function likeness({ words: a, script }: Words, { words: b, script: other }: Words): NameLikeness {
  if (script !== other) return 'unsaid';
  if (script === 'east-asian') return likenessOfSigns([...a.join('')], [...b.join('')]);
  if (sorted(a) === sorted(b) || a.join('') === b.join('')) return 'same';
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  const left = [...longer];
  const take = (word: string, fits: (one: string, other: string) => boolean): boolean => {
    const at = left.findIndex((other) => fits(word, other));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
  const unequal = shorter.filter((word) => !take(word, (one, other) => one === other));
  const isAnchored = shorter.some((word) => !unequal.includes(word) && word.length > 1);
  const contradicting = unequal.filter((word) => !take(word, isShortFor));
  if (contradicting.length === 0) return isAnchored ? 'close' : 'half';
  return isAnchored ? 'half' : 'other';
}

const sorted = (words: string[]): string => [...words].sort().join(' ');

const scriptOf = (words: string[]): string =>
  SCRIPTS.find(([, script]) => script.test(words.join('')))?.[0] ?? 'another';

/** Names without spaces, family name first or last: what counts is which signs there are. */
function likenessOfSigns(a: string[], b: string[]): NameLikeness {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  const left = [...longer];
  for (const sign of shorter) {
    const at = left.indexOf(sign);
    if (at >= 0) left.splice(at, 1);
  }
  const shared = longer.length - left.length;
  if (shared === shorter.length) return left.length === 0 ? 'same' : 'close';
  return shared > 0 ? 'half' : 'other';
}

/** An initial, the first letters ("Ale"), or a form the name is known by. */
function isShortFor(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const isCut =
    short.length === 3 || short.length === 4 ? long.length - short.length > 1 : short.length === 1;
  return (
    (isCut && long.startsWith(short)) || !(LINES_OF.get(a) ?? NONE).isDisjointFrom(LINES_OF.get(b) ?? NONE)
  );
}
