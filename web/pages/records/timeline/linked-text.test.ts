import { describe, expect, test } from 'vitest';
import { linkedText } from './linked-text.ts';

const links = (text: string) =>
  linkedText(text).flatMap(({ text: shown, href }) => (href ? [[shown, href]] : []));

describe('what a note links to', () => {
  test.each([
    ['see https://acme.it/a?b=1.', [['https://acme.it/a?b=1', 'https://acme.it/a?b=1']]],
    ['(www.acme.it)', [['www.acme.it', 'https://www.acme.it/']]],
    ['write to anna@acme.it, please', [['anna@acme.it', 'mailto:anna@acme.it']]],
    ['javascript:alert(1) data:text/html,x file:///etc/passwd', []],
    ['https://', []],
    ['a@b and 3@ and @acme', []],
    [
      'https://x.it"onmouseover="alert(1)',
      [['https://x.it"onmouseover="alert(1', 'https://x.it"onmouseover="alert(1']],
    ],
  ])('%s', (text, expected) => {
    expect(links(text)).toEqual(
      (expected as [string, string][]).map(([shown, href]) => [shown, URL.parse(href)?.href ?? href]),
    );
  });

  test('nothing of the text is lost', () => {
    const text = '  a\n\n(https://x.it/), b@c.de!\n—';
    expect(
      linkedText(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
