// What a column without a known head holds, by what its values look like. A proposal: a person sees it before it counts. Pure.

/** So many values show what a column holds. */
const LOOKED_AT = 200;
/** Of ten values so many have to look alike. */
const MOST = 0.8;

const isDate = (value: string): boolean => /^\d{1,4}[ ./-]\d{1,2}[ ./-]\d{1,4}$/.test(value);

/** A plain number may be a customer's or a postal code, and a date has its signs too. */
const isPhone = (value: string): boolean =>
  /^(?:\+|\(?\d{1,5}\)?[ ./-])[\d ()./-]{5,30}$/.test(value) &&
  (value.match(/\d/g)?.length ?? 0) >= 7 &&
  !isDate(value);

/** Under a head that may mean a number, digits alone are one. */
const isPlainPhone = (value: string): boolean =>
  isPhone(value) ||
  (/^[\d ./-]{6,30}$/.test(value) && /^\d{6,15}$/.test(value.replace(/\D/g, '')) && !isDate(value));

const LOOKS: [choice: string, isOne: (value: string) => boolean][] = [
  ['emails', (value) => /^[^\s@]{1,64}@[^\s@.]{1,63}\.[^\s@]{1,200}$/.test(value)],
  ['urls', (value) => /^(?:https?:\/\/|www\.)\S{1,500}$/i.test(value)],
];

/** `plain`: the head says already that it may be a number. */
export function guessTarget(values: string[], plain = false): string | null {
  const seen = values.slice(0, LOOKED_AT).map((value) => value.trim());
  if (seen.length === 0) return null;
  const looks = [...LOOKS, ['phones', plain ? isPlainPhone : isPhone] as const];
  return looks.find(([, isOne]) => seen.filter(isOne).length >= seen.length * MOST)?.[0] ?? null;
}
