import { expect, test } from 'vitest';
import { hasPrecondition, readRefusal } from './refusal.ts';

test('a precondition is known by its name, with the address it names', () => {
  const refusal = readRefusal(
    '<?xml version="1.0"?><d:error xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><c:no-uid-conflict><d:href>/a/b.vcf</d:href></c:no-uid-conflict></d:error>',
  );
  expect(hasPrecondition(refusal, 'no-uid-conflict')).toBe(true);
  expect(hasPrecondition(refusal, 'need-privileges')).toBe(false);
  expect(refusal).toMatchObject({ hrefs: ['/a/b.vcf'], text: 'no-uid-conflict' });
});

test('the words of a server are given in one line, whatever they are wrapped in', () => {
  expect(readRefusal('VCARD parse error\r\n at line 3').text).toBe('VCARD parse error at line 3');
  expect(readRefusal('<html><style>a{}</style><body><h1>Not  here</h1></body></html>').text).toBe('Not here');
  expect(
    readRefusal('<d:error xmlns:d="DAV:" xmlns:s="x"><s:message>Bad &amp; ugly</s:message></d:error>').text,
  ).toBe('Bad & ugly');
});

test.each([
  [
    'a script that says nothing',
    '<p>Sorry</p><script>alert("<b>x</b>")</script ><p>later</p>',
    'Sorry later',
  ],
  ['a script in capitals', 'a<SCRIPT>x</SCRIPT>b', 'a b'],
  ['a script that never ends', '<p>Sorry</p><script>for (;;)', 'Sorry'],
  ['a tag that never ends', 'Sorry <a href="', 'Sorry'],
  ['tags alone', '<'.repeat(50), ''],
  ['a page with a document type', '<!DOCTYPE html><title>Sorry</title>', 'Sorry'],
])('%s', (_name, page, text) => expect(readRefusal(page).text).toBe(text));

test('an empty answer says nothing, a long one is cut', () => {
  expect(readRefusal('').text).toBe('');
  expect(readRefusal('x'.repeat(5000)).text).toHaveLength(300);
});
