// Which company a person means: a rule over terms. `s:` is a name as it is spelled, `k:` without its legal form, `d:` a domain
// of the company's own. A company has those of its name, of its other names and of its addresses. Pure.
import { companyKey, companySpelling } from '../../contact/company.ts';
import { hasLetterOrDigit, indexKey } from '../../contact/text.ts';
import { OTHER_NAMES } from '../../fields/catalogue.ts';
import { ownDomain } from './mail-domain.ts';

export interface CompanyTerms {
  id: string;
  terms: readonly string[];
}

/** The one it is, or those it may be: none, or several. */
export type Found = { companyId: string } | { candidates: string[] };

/** Of the names of a company, or the one that a person has for theirs, with e-mail and web addresses. */
export function companyTerms(names: string[], addresses: string[]): string[] {
  const named = names
    .filter(hasLetterOrDigit)
    .flatMap((name) => [`s:${companySpelling(name)}`, `k:${companyKey(name)}`]);
  const domains = addresses.map(ownDomain).filter(Boolean);
  return [...new Set([...named, ...domains.map((domain) => `d:${domain}`)])].map(indexKey);
}

/** The other names of a company, a line each. */
export const otherNamesOf = (values: Record<string, string | null>): string[] =>
  (values[OTHER_NAMES] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/**
 * A name that is spelled the same comes before one that is equal, of several the mail domain tells one. Without any of the
 * name the domain counts alone, where the person names no company or one with a word in common. Nothing is guessed.
 */
export function findCompany(terms: readonly string[], companies: readonly CompanyTerms[]): Found {
  const sharing = (prefix: string) =>
    companies.filter((company) =>
      terms.some((term) => term.startsWith(prefix) && company.terms.includes(term)),
    );
  const exact = sharing('s:');
  const named = exact.length > 0 ? exact : sharing('k:');
  const atDomain = sharing('d:');
  if (named.length > 0) {
    const both = named.filter((company) => atDomain.includes(company));
    return oneOf(both.length === 1 ? both : named);
  }
  const words = wordsOf(terms);
  const fitting = atDomain.filter(
    (company) => words.size === 0 || [...wordsOf(company.terms)].some((word) => words.has(word)),
  );
  return fitting.length === 1 ? oneOf(fitting) : { candidates: atDomain.map(({ id }) => id) };
}

const oneOf = (companies: CompanyTerms[]): Found =>
  companies.length === 1 ? { companyId: companies[0]!.id } : { candidates: companies.map(({ id }) => id) };

/** Words that tell something, not "di" or "SA". */
const wordsOf = (terms: readonly string[]): Set<string> =>
  new Set(
    terms
      .filter((term) => term.startsWith('k:'))
      .flatMap((term) => term.slice(2).split(' '))
      .filter((word) => word.length > 2 || !/^[a-z]+$/.test(word)),
  );
