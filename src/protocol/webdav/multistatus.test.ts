import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMultistatusReader, type DavResponse, readXml, XmlError } from './multistatus.ts';
import { cardName, davName } from './xml.ts';

const DATA = cardName('address-data');
const ETAG = davName('getetag');

function read(...chunks: string[]): { responses: DavResponse[]; syncToken: string | null } {
  const reader = createMultistatusReader();
  const responses = chunks.flatMap((chunk) => reader.write(chunk));
  return { responses, ...reader.end() };
}

const wrap = (content: string) =>
  `<?xml version="1.0" encoding="utf-8"?><D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav">${content}</D:multistatus>`;
const card = (data: string) =>
  wrap(
    `<D:response><D:href>/a.vcf</D:href><D:propstat><D:prop><C:address-data>${data}</C:address-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`,
  );
const dataOf = (xml: string) => read(xml).responses[0]!.props.get(DATA)!.text;

test('prefixes, default and redeclared namespaces mean the same', () => {
  const forms = [
    '<D:multistatus xmlns:D="DAV:"><D:response><D:href>/a</D:href><D:propstat><D:prop><D:getetag>"1"</D:getetag></D:prop></D:propstat></D:response></D:multistatus>',
    '<multistatus xmlns="DAV:"><response><href>/a</href><propstat><prop><getetag>"1"</getetag></prop></propstat></response></multistatus>',
    '<ns0:multistatus xmlns:ns0="DAV:"><response xmlns="DAV:"><ns0:href>/a</ns0:href><propstat><prop><x:getetag xmlns:x="DAV:">"1"</x:getetag></prop></propstat></response></ns0:multistatus>',
  ];
  for (const form of forms) {
    const [response] = read(form).responses;
    expect([response!.href, response!.props.get(ETAG)?.text]).toEqual(['/a', '"1"']);
  }
});

test('a name of another namespace is another name', () => {
  const xml =
    '<d:multistatus xmlns:d="DAV:" xmlns:o="other:"><d:response><o:href>/a</o:href></d:response></d:multistatus>';
  expect(read(xml).responses[0]!.href).toBe('');
});

test('only properties with a good status count, whichever comes first', () => {
  const xml = wrap(
    '<D:response><D:href>/a</D:href>' +
      '<D:propstat><D:status>HTTP/1.1 404 Not Found</D:status><D:prop><C:address-data/></D:prop></D:propstat>' +
      '<D:propstat><D:prop><D:getetag>W/"x"</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>',
  );
  expect([...read(xml).responses[0]!.props.keys()]).toEqual([ETAG]);
});

test('the status and the reasons of a resource are read', () => {
  const xml = wrap(
    '<D:response><D:href>/a</D:href><D:status>HTTP/1.1 412 Precondition Failed</D:status>' +
      '<D:error><C:valid-address-data/></D:error><D:responsedescription>bad card</D:responsedescription></D:response>',
  );
  expect(read(xml).responses[0]).toMatchObject({
    status: 412,
    errors: [cardName('valid-address-data')],
    description: 'bad card',
  });
});

test('a sync token stays the text it is', () => {
  const xml = wrap(
    '<D:response><D:href>/a</D:href></D:response><D:sync-token>1795312923000000000001</D:sync-token>',
  );
  expect(read(xml).syncToken).toBe('1795312923000000000001');
});

test('carriage returns written as references survive, CDATA and entities are read', () => {
  expect(dataOf(card('BEGIN:VCARD&#13;\nN:a&amp;b&#xe0;&lt;&#13;\n'))).toBe('BEGIN:VCARD\r\nN:a&bà<\r\n');
  expect(dataOf(card('<![CDATA[N:<a>&amp;]] b]]>&#13;'))).toBe('N:<a>&amp;]] b\r');
});

test('text is not trimmed, and what looks like a document type inside a card is text', () => {
  expect(dataOf(card('  NOTE:<![CDATA[<!DOCTYPE html>]]> '))).toBe('  NOTE:<!DOCTYPE html> ');
});

test('characters that XML cannot hold are dropped, the rest of the card stays', () => {
  expect(dataOf(card('N:a\u0000b\u000bc&#11;d&#x0;e&#65;&amp;#65;\u001f\tf'))).toBe('N:abcdeA&#65;\tf');
});

test.each([
  ['bytes of no charset', 'N:Forl\udcec', 'N:Forlì'],
  ['a character that XML cannot hold', 'N:a\u000bb', 'N:ab'],
  ['a reference to such a character', 'N:a&#0;b', 'N:ab'],
  ['a reference to half a character', 'N:a&#xd83d;b', 'N:ab'],
  ['an entity that is none', 'N:caff&egrave;', 'N:caff&egrave;'],
  ['a name of every object', 'N:&constructor;', 'N:&constructor;'],
  ['an ampersand that nobody escaped', 'N:R&D; b', 'N:R&D; b'],
  ['an element that nobody escaped', 'N:a <b>c</b> d', 'N:a  d'],
  ['a comment that nobody escaped', 'N:a <!-- b --> c', 'N:a  c'],
  ['an instruction that nobody escaped', 'N:a <?b c?> d', 'N:a  d'],
  ['what ends a section', 'N:a ]]> b', 'N:a ]]> b'],
])('%s makes the text of its element a part, and of no other', (_name, data, text) => {
  const second = card('N:good \ufffd').replace('/a.vcf', '/b.vcf');
  const both = card(data).replace('</D:multistatus>', second.slice(second.indexOf('<D:response>')));
  const [one, other] = read(both).responses.map(({ props }) => props.get(DATA)!);
  expect(one).toMatchObject({ text, lost: true });
  expect(other).toMatchObject({ text: 'N:good \ufffd', lost: false });
});

test('a byte of no charset in an address is a byte of the path', () => {
  expect(read(card('N:a').replace('/a.vcf', '/\udce8.vcf')).responses[0]!.href).toBe('/%E8.vcf');
});

test('an answer reads the same however it is cut', () => {
  const xml = wrap(
    '<D:response><D:href>/è🙂.vcf</D:href><D:propstat><D:prop><D:getetag>&quot;1&quot;</D:getetag><C:address-data><![CDATA[N:]]b]]>&#13;\n\u0001x&#11;</C:address-data></D:prop></D:propstat></D:response><D:sync-token>t&amp;1</D:sync-token>',
  );
  const whole = read(xml);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }), (sizes) => {
      const chunks: string[] = [];
      let rest = xml;
      for (const size of sizes) {
        chunks.push(rest.slice(0, size));
        rest = rest.slice(size);
      }
      expect(read(...chunks, rest)).toEqual(whole);
    }),
  );
});

test('a response is given as soon as it is complete', () => {
  const reader = createMultistatusReader();
  const [head, tail] = card('x').split('</D:multistatus>');
  expect(reader.write(head!)).toHaveLength(1);
  expect(reader.write(`</D:multistatus>${tail}`)).toHaveLength(0);
});

test('an answer that breaks off anywhere is an error', () => {
  const xml = card('N:a');
  for (let length = 0; length < xml.length; length += 1)
    expect(() => read(xml.slice(0, length)), String(length)).toThrow(XmlError);
});

describe('answers that must not be read', () => {
  const entities = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
    '',
  );
  const attributes = (count: number) => Array.from({ length: count }, (_, i) => `a${i}="x"`).join(' ');
  test.each([
    ['billion laughs', `<!DOCTYPE x [<!ENTITY l0 "ha">${entities}]>${card('&l10;')}`],
    [
      'a large entity many times',
      `<!DOCTYPE x [<!ENTITY a "${'x'.repeat(100_000)}">]>${card('&a;'.repeat(1000))}`,
    ],
    [
      'a file',
      `<?xml version="1.0"?>\n<!-- x --><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${card('&f;')}`,
    ],
    ['another server', `<!DOCTYPE x SYSTEM "http://169.254.169.254/">${card('x')}`],
    ['two document types', `<!DOCTYPE x><!DOCTYPE y>${card('x')}`],
    ['a lower-case document type', `<!doctype html>${card('x')}`],
    ['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>'],
    ['another root', '<html><body/></html>'],
    ['no XML', 'Sign in first'],
    ['nothing', ''],
    ['JSON', '{"error":{"code":400}}'],
    ['deep nesting', wrap('<D:a>'.repeat(100) + '</D:a>'.repeat(100))],
    ['an element with ten thousand attributes', wrap(`<D:a ${attributes(10_000)}/>`)],
    ['a response of a million elements', wrap(`<D:response>${'<D:a/>'.repeat(100_000)}</D:response>`)],
    ['nothing but characters that XML cannot hold', wrap('\x00'.repeat(100_000))],
    ['an endless beginning', `${' '.repeat(200_000)}${card('x')}`],
  ])('%s', (_name, xml) => {
    expect(() => read(...(xml.match(/[\s\S]{1,5000}/g) ?? []))).toThrow(XmlError);
  });

  test('a document type cut in two is seen all the same', () => {
    expect(() => read('<!DOC', `TYPE x [<!ENTITY a "b">]>${card('&a;')}`)).toThrow(XmlError);
  });

  test('a document type that never ends is not read on for ever', () => {
    const reader = createMultistatusReader();
    reader.write('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "');
    expect(() => {
      for (let chunks = 0; chunks < 20; chunks += 1) reader.write('x'.repeat(10_000));
    }).toThrow(XmlError);
  });

  test('a hundred thousand references are plain text', () => {
    expect(dataOf(card('&#65;'.repeat(100_000)))).toHaveLength(100_000);
  });
});

test('a small document is read as a tree; what is no XML is null', () => {
  expect(readXml('<d:error xmlns:d="DAV:"><d:need-privileges/></d:error>')?.children[0]?.name).toBe(
    davName('need-privileges'),
  );
  for (const text of ['', 'no', '<a>', '<!DOCTYPE a><a/>']) expect(readXml(text), text).toBeNull();
});
