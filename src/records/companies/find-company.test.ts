import { describe, expect, test } from 'vitest';
import { companyTerms, findCompany } from './find-company.ts';

const company = (id: string, names: string[], addresses: string[] = []) => ({
  id,
  terms: companyTerms(names, addresses),
});
const person = (name: string, ...emails: string[]) => companyTerms(name ? [name] : [], emails);

const srl = company('srl', ['Rossi S.r.l.'], ['www.rossi.example']);
const spa = company('spa', ['Rossi S.p.A.'], ['info@rossi-spa.example']);
const bianchi = company('bianchi', ['Officine Bianchi & C. S.n.c.', 'OB'], ['info@officinebianchi.example']);
const all = [srl, spa, bianchi];

describe('a company is found', () => {
  test.each([
    ['by its name without its legal form', person('OFFICINE BIANCHI'), 'bianchi'],
    ['by another of its names', person('Ob'), 'bianchi'],
    ['by the very name before an equal one', person('rossi spa'), 'spa'],
    ['of several equal ones by the mail domain', person('Rossi', 'a@rossi-spa.example'), 'spa'],
    ['by the mail domain where no company is named', person('', 'a@officinebianchi.example'), 'bianchi'],
    [
      'by the mail domain where a word is shared',
      person('Bianchi Meccanica', 'a@officinebianchi.example'),
      'bianchi',
    ],
  ])('%s', (_, terms, companyId) => {
    expect(findCompany(terms, all)).toEqual({ companyId });
  });
});

describe('a company is asked about', () => {
  test('where several are called so', () => {
    expect(findCompany(person('Rossi'), all)).toEqual({ candidates: ['srl', 'spa'] });
  });
  test('where two have the very name, whatever the domain says of a third', () => {
    const twice = [srl, { ...srl, id: 'again' }, bianchi];
    expect(findCompany(person('Rossi Srl', 'a@officinebianchi.example'), twice)).toEqual({
      candidates: ['srl', 'again'],
    });
  });
  test('where the mail domain says another than the name', () => {
    expect(findCompany(person('Verdi', 'a@officinebianchi.example'), all)).toEqual({
      candidates: ['bianchi'],
    });
  });
  test('where nothing is known of it', () => {
    expect(findCompany(person('Verdi', 'verdi@gmail.com'), all)).toEqual({ candidates: [] });
  });
});

test('addresses of services that everybody has are nobody’s', () => {
  expect(companyTerms([], ['a@gmail.com', 'b@libero.it'])).toEqual([]);
  expect(companyTerms(['-'], [])).toEqual([]);
});
