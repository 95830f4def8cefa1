import { expect, test } from 'vitest';
import { isNamedAfter, isOwnDomain } from './mail-domain.ts';

test.each([
  ['acme.it', true],
  ['gmail.com', false],
  ['pec.it', false],
  ['localhost', false],
])('whether people at %s have it in common: %s', (domain, is) => {
  expect(isOwnDomain(domain)).toBe(is);
});

test.each([
  ['rossi-figli.it', 'Rossi Figli S.r.l.', true],
  ['mail.acme.co.uk', 'ACME Ltd.', true],
  ['acme.it', 'Acme Holding', false],
  ['it.example', 'IT', false],
])('%s is called by %s: %s', (domain, organization, is) => {
  expect(isNamedAfter(domain, organization)).toBe(is);
});
