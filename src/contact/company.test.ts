import { expect, test } from 'vitest';
import { companyKey } from './company.ts';

test.each([
  ['Società Esempio, S.p.A.', 'societa esempio'],
  ['SOCIETA ESEMPIO SPA', 'societa esempio'],
  ['Esempio S. r. l.', 'esempio'],
  ['Esempio s.r.l. unipersonale', 'esempio srl unipersonale'],
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
