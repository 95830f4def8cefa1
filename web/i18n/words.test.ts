// One word per idea, in each language its own: words that mean something else here, or that somebody from elsewhere would use,
// do not come back.
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../src/languages.ts';

type Texts = { [key: string]: string | Texts };

const flat = (texts: Texts, prefix: string): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${prefix}.${key}`, value] as [string, string]]
      : flat(value, `${prefix}.${key}`),
  );

/** As browsers load them. */
async function textsOf(language: string): Promise<Map<string, string>> {
  const parts = await Promise.all([import(`./${language}/bundle.ts`), import(`./${language}/later.ts`)]);
  const all = parts
    .flatMap((part) => Object.entries<Record<string, Texts>>(part.default))
    .map(([file, module]) => flat(Object.values(module)[0]!, file.slice('./'.length, -'.ts'.length)));
  return new Map(all.flat());
}

/** Where a word may stand all the same: it is part of a name of somebody else's, or the product is meant. */
const ALLOWED: Record<Language, RegExp> = {
  it: /^(door\.|profile\.)/,
  es: /^(providers\/microsoft\.registration\.|errors\.queue-stopped\.)/,
  en: /^$/,
};

const RETIRED: Record<Language, [word: RegExp, instead: string][]> = {
  en: [
    [/\bout of scope\b/i, 'not in the chosen groups'],
    [/\bApple ID\b/, 'Apple Account'],
    [/\bRetry-After\b/, 'how long to wait'],
    [/\b(take|taken) (it )?back\b/i, 'restore (from the trash) or undo'],
    [/\be-mail/i, 'email'],
    [/\bGiven to single people\b/, 'Granted to individual users'],
  ],
  it: [
    [/\bemail/i, 'e-mail'],
    [/\bsched[ae]\b/i, 'voce'],
    [/\bannull/i, 'indietro (cancel) or ripristina (undo)'],
    [/\brubrica\b(?! (esterna|CardDAV|del telefono))/, 'rubrica esterna'],
    [/\brubriche\b(?! (esterne|CardDAV))/i, 'rubriche esterne'],
    [/\b(fornitore|provider)\b/i, 'servizio'],
    [/\besecuzion/i, 'sincronizzazione'],
    [/\bmappatura\b/i, 'campi'],
    [/\bambito\b/i, 'gruppi scelti'],
    [/\bcancell/i, 'elimina'],
    [/\bpian[oi]\b/i, 'anteprima delle modifiche'],
    [/\bapple id\b/i, 'account Apple'],
    [/[“”]/, '«»'],
  ],
  es: [
    [/\be-?mail/i, 'correo'],
    [/\blibretas?\b/i, 'agenda'],
    [/\bregistros?\b/i, 'ficha'],
    [/\bcombin/i, 'fusionar'],
    [/\bcompañer/i, 'colega'],
    [/\bañad/i, 'agregar'],
    [/\bpulsar?\b/i, 'haz clic en'],
    [/\bintroduc/i, 'ingresar'],
    [/\bajustes\b/i, 'configuración'],
    [/\bejecuci/i, 'sincronización'],
    [/\bproveedor/i, 'servicio'],
    [/\balcance\b/i, 'grupos elegidos'],
    [/\bmóvil/i, 'celular'],
    [/\bplan(es)?\b/i, 'vista previa de cambios'],
    [/\bapple id\b/i, 'cuenta de Apple'],
    [/\b(he|has|ha|hemos|han) \p{L}+(ado|ido|ído)\b/iu, 'pretérito indefinido'],
    [/[“”]/, '«»'],
  ],
};

describe.each(LANGUAGES)('%s', (language) => {
  it.each(RETIRED[language])('says for %s: %s', async (word) => {
    const texts = await textsOf(language);
    const found = [...texts].filter(
      ([key, text]) => !ALLOWED[language].test(key) && word.test(text.replace(/{{.*?}}/g, '')),
    );
    expect(found).toEqual([]);
  });

  it('has one word for going back and another for undoing', async () => {
    const texts = await textsOf(language);
    expect(texts.get('frame.cancel')).not.toBe(texts.get('frame.undo'));
    expect(texts.get('queue.bar.undo')).toBe(texts.get('frame.undo'));
  });

  it('calls the queue in the side bar what its page is called', async () => {
    const texts = await textsOf(language);
    expect(texts.get('frame.place.queue')).toBe(texts.get('queue.title'));
  });
});

it.each(LANGUAGES.filter((language) => language !== 'en'))(
  '%s has no sentence that is English',
  async (language) => {
    const english = await textsOf('en');
    const theirs = await textsOf(language);
    const isSentence = (text: string) => /\p{L}+ \p{L}+ \p{L}+/u.test(text.replace(/{{.*?}}/g, ''));
    const same = [...theirs].filter(([key, text]) => isSentence(text) && english.get(key) === text);
    expect(same).toEqual([]);
  },
);
