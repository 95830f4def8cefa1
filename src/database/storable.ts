// What the database can hold: texts of UTF-8 without NUL, in JSON that is not nested without end. Asked of everything that
// comes in from outside, at the two doors there are (http/input.ts, main.ts), so that nothing behind them has to.

/** Nothing of ours is nested deeper; recursion over what came in ends here. */
const DEEPEST = 32;
/** Keys that reach for the prototype of whatever is built from them (CWE-1321). */
const REACHING = new Set(['__proto__']);

export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

export interface InputFault {
  /** Where it stands: `values.lastName`; empty for what is wrong as a whole. */
  path: string;
  fault: string;
}

/** The first thing in `input` that no part of Rubrica can take, or null. Walks without recursion. */
export function faultIn(input: unknown): InputFault | null {
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value: input, path: '', depth: 0 }];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const { value, path, depth } = part;
    if (typeof value === 'string' && !isStorable(value))
      return { path, fault: 'This text holds a character that cannot be kept (NUL or half a character).' };
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue;
    if (depth >= DEEPEST) return { path, fault: `Nested deeper than ${DEEPEST} levels.` };
    for (const [key, inner] of Object.entries(value)) {
      const inside = path ? `${path}.${printable(key)}` : printable(key);
      if (REACHING.has(key) || (key === 'constructor' && typeof inner === 'object'))
        return { path: inside, fault: 'This is no name for a field.' };
      if (!isStorable(key)) return { path: inside, fault: 'This name cannot be kept.' };
      waiting.push({ value: inner, path: inside, depth: depth + 1 });
    }
  }
  return null;
}

/** A name as it may be answered: short, and never with what could not be kept. */
const printable = (key: string): string => key.replaceAll('\0', '').toWellFormed().slice(0, 100);
