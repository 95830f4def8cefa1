import { expect, test } from 'vitest';
import { companyKey, companySpelling } from './company.ts';

test.each([
  ['Società Esempio, S.p.A.', 'societa esempio'],
  ['SOCIETA ESEMPIO SPA', 'societa esempio'],
  ['Esempio S. r. l.', 'esempio'],
  ['Esempio s.r.l. unipersonale', 'esempio'],
  ['Esempio S.r.l. a socio unico in liquidazione', 'esempio'],
  ['Rossi Mario & C. S.n.c.', 'rossi mario'],
  ['Rossi Mario e C. snc', 'rossi mario'],
  ['Bianchi e Figli S.r.l.', 'bianchi figli'],
  ['Bianchi & Figli', 'bianchi figli'],
  ['Muratori Soc. Coop. a r.l.', 'muratori'],
  ['Società Cooperativa Muratori', 'muratori'],
  ['Aurora Soc. Coop.', 'aurora'],
  ['Aguirre y Cía., S.A.', 'aguirre'],
  ['Aguirre e Hijos Ltda.', 'aguirre hijos'],
  ['Cementos del Norte, S.A.B. de C.V.', 'cementos del norte'],
  ['Ferretera Luna S. de R.L. de C.V.', 'ferretera luna'],
  ['Dupont et Cie', 'dupont'],
  ['Dupont et Fils SARL', 'dupont fils'],
  ['Müller & Söhne oHG', 'muller sohne'],
  ['Müller und Söhne', 'muller sohne'],
  ['The Smith Company', 'smith'],
  ['Smith and Sons PLC', 'smith sons'],
  ['I.B.M. S.p.A.', 'ibm'],
  ['Vitamina C', 'vitamina c'],
  ['E & J', 'e j'],
  ['C&A', 'c a'],
  ['& C.', 'c'],
  ['Bäckerei Müller GmbH & Co. KG', 'backerei muller'],
  ['Talleres López, S.L.', 'talleres lopez'],
  ['Construcciones Díaz, Sociedad Limitada', 'construcciones diaz'],
  ["L'Atelier SARL", 'latelier'],
  ['SARL L’Atelier', 'latelier'],
  ['Smith & Sons, Ltd.', 'smith sons'],
  ['Acme Inc', 'acme'],
  ['A.C. Milan', 'ac milan'],
  ['株式会社', '株式会社'],
  ['S.r.l.', 'srl'],
  [' ', ''],
])('%s is %s', (name, key) => {
  expect(companyKey(name)).toBe(key);
});

test.each([
  ['Rossi S.p.A.', 'Rossi SpA', true],
  ['ROSSI S. p. A.', 'rossi spa', true],
  ['Rossi & Figli', 'Rossi e Figli', true],
  ['Rossi S.p.A.', 'Rossi S.r.l.', false],
  ['Rossi S.p.A.', 'Rossi', false],
])('%s and %s are written alike: %s', (a, b, alike) => {
  expect(companySpelling(a) === companySpelling(b)).toBe(alike);
});
