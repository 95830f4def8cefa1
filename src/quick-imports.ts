// Node reads the whole package.json of a package again for every import of and within it. drizzle-orm's has 179 KB, which
// took most of a start's time and memory. Imported before anything that imports that package.
import { type ResolveFnOutput, registerHooks } from 'node:module';

const PACKAGE = 'drizzle-orm';
const INSIDE = `/node_modules/${PACKAGE}/`;
const found = new Map<string, ResolveFnOutput>();

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL, conditions } = context;
    if (!parentURL || !conditions.includes('import')) return next(specifier, context);
    if (parentURL.includes(INSIDE) && specifier.startsWith('.') && specifier.endsWith('.js'))
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true };
    const isAsked = specifier === PACKAGE || specifier.startsWith(`${PACKAGE}/`);
    // A package of another folder may have a copy of its own.
    if (!isAsked || parentURL.includes('/node_modules/')) return next(specifier, context);
    const known = found.get(specifier) ?? next(specifier, context);
    found.set(specifier, known);
    return { ...known, shortCircuit: true };
  },
});
