import { expect, test } from 'vitest';
import { ownDomain } from './mail-domain.ts';

test.each([
  ['Anna.Bianchi@Acme.it', 'acme.it'],
  ['anna@mail.acme.co.uk', 'acme.co.uk'],
  ['https://www.acme.example/chi-siamo', 'acme.example'],
  ['www.acme.it', 'acme.it'],
  ['info@pec.acme.it', 'acme.it'],
  ['anna@gmail.com', ''],
  ['anna@yahoo.es', ''],
  ['anna@icloud.com', ''],
  ['anna@hotmail.it', ''],
  ['anna@pec.it', ''],
  ['anna@libero.it', ''],
  ['anna', ''],
  ['192.168.1.1', ''],
  ['', ''],
])('%s is of %j', (address, domain) => {
  expect(ownDomain(address)).toBe(domain);
});
