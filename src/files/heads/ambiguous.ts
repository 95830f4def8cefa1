// Heads that people write over different things: what stands below decides, where it looks like one of them. Pure.
import { headKey } from './find-targets.ts';
import { guessTarget } from './guess-target.ts';
import { readTarget, type Target } from './target.ts';

/** “Kontakt” over names or numbers, “Indirizzo” over streets or e-mail addresses, “Numero” over telephones or customers. */
const AMBIGUOUS = new Set(
  [
    ...['Contact', 'Contatto', 'Contacto', 'Kontakt'],
    ...['Address', 'Indirizzo', 'Dirección', 'Adresse'],
    ...['Home', 'Work', 'Other', 'Primary', 'Standard', 'Numero'],
  ].map(headKey),
);

/** `target` is what the head alone stands for, `values` what its column holds. */
export function targetByContent(head: string, target: Target | null, values: string[]): Target | null {
  if (target === null || values.length === 0) return target;
  if (!AMBIGUOUS.has(headKey(head).replace(/ ?\d{1,2}$/, ''))) return target;
  const look = guessTarget(values, true);
  // What does not look like numbers is none, whatever the head says: a person is asked.
  if (look === null) return target.to === 'phones' ? null : target;
  if (look === target.to) return target;
  const label =
    'label' in target && /^(?:home|work|other)$/.test(target.label ?? '') ? `:${target.label}` : '';
  return readTarget(look + label);
}
