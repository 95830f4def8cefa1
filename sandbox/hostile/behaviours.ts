// What a hostile server does, a row each. A behaviour takes the place of one honest answer; everything else of its
// account is honest, so that whoever asks gets that far.

import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';
import {
  type Asked,
  account,
  BEGIN,
  book,
  cardData,
  response as dav,
  END,
  member,
  type Stage,
  vcard,
} from './honest.ts';

export interface Place extends Asked {
  /** This server. */
  origin: string;
  /** Another server, which notes who brings credentials: it may be given none. */
  witness: string;
  /** How often this stage was asked before. */
  times: number;
}

export interface Behaviour {
  about: string;
  at: Stage;
  answer(response: ServerResponse, place: Place): void;
}

/** A text for ever, as fast as it is read. */
function endlessly(response: ServerResponse, piece: (index: number) => string | Buffer): void {
  let index = 0;
  const source = new Readable({
    read() {
      this.push(piece(index));
      index += 1;
    },
  });
  source.pipe(response);
  response.on('close', () => source.destroy());
}

/** A piece now and then, for ever. */
function drip(
  response: ServerResponse,
  piece: string | Buffer,
  write: (piece: string | Buffer) => void,
): void {
  const timer = setInterval(() => write(piece), 250);
  response.on('close', () => clearInterval(timer));
}

const multistatus = (text: (place: Place) => string) => (response: ServerResponse, place: Place) => {
  response.writeHead(207, { 'content-type': 'application/xml' }).end(BEGIN + text(place) + END);
};
const whole =
  (status: number, text: string, type = 'application/xml') =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': type }).end(text);
  };
const redirect = (to: (place: Place) => string) => (response: ServerResponse, place: Place) => {
  response.writeHead(302, { location: to(place) }).end();
};
const oneCard = (text: string) => multistatus(({ root }) => cardData(`${root}/home/book/only.vcf`, text));
const repeated = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join('');

export const BEHAVIOURS = {
  'pi-bomb': {
    about: 'processing instructions before the root, where a pattern once looked for a document type',
    at: 'entry',
    answer: whole(207, `<?xml version="1.0"?>${'<?a?>'.repeat(40)}`),
  },
  'comment-bomb': {
    about: 'a megabyte of comments before the root',
    at: 'entry',
    answer: whole(207, `<?xml version="1.0"?>${'<!---->'.repeat(140_000)}`),
  },
  'script-page': {
    about: 'an error page of script tags that never end',
    at: 'entry',
    answer: whole(500, '<script '.repeat(300_000), 'text/html'),
  },
  'tag-page': {
    about: 'an error page of opening brackets',
    at: 'entry',
    answer: whole(403, '<'.repeat(3_000_000)),
  },
  'blank-page': { about: 'an error page of blanks', at: 'entry', answer: whole(404, ' '.repeat(3_000_000)) },
  'gzip-bomb': {
    about: 'a thousand times what came over the wire',
    at: 'entry',
    answer(response) {
      response.writeHead(207, { 'content-encoding': 'gzip' });
      const zip = createGzip();
      zip.pipe(response);
      zip.write(BEGIN);
      const more = () => {
        while (!response.destroyed && zip.write(Buffer.alloc(1_000_000, 32)));
      };
      zip.on('drain', more);
      response.on('close', () => zip.destroy());
      more();
    },
  },
  'empty-gzip-members': {
    about: 'compressed text that unpacks to nothing, for ever',
    at: 'entry',
    answer(response) {
      response.writeHead(207, { 'content-encoding': 'gzip' });
      const nothing = Buffer.concat(Array.from({ length: 1000 }, () => gzipSync('')));
      endlessly(response, () => nothing);
    },
  },
  'endless-body': {
    about: 'properties for ever',
    at: 'entry',
    answer(response) {
      response.writeHead(207);
      endlessly(response, (index) =>
        index === 0 ? BEGIN : dav(`/${index}`, '<d:displayname>x</d:displayname>'.repeat(50)),
      );
    },
  },
  'endless-error': {
    about: 'an error page for ever',
    at: 'entry',
    answer(response) {
      response.writeHead(500, { 'content-type': 'text/html' });
      endlessly(response, () => '<p>Sorry</p>'.repeat(1000));
    },
  },
  drip: {
    about: 'a body that comes letter by letter',
    at: 'entry',
    answer(response) {
      response.writeHead(207);
      drip(response, ' ', (piece) => response.write(piece));
    },
  },
  'slow-headers': {
    about: 'headers that come line by line, and never end',
    at: 'entry',
    answer(response) {
      const { socket } = response;
      socket?.write('HTTP/1.1 207 Multi-Status\r\n');
      drip(response, 'x-wait: a\r\n', (piece) => socket?.write(piece));
    },
  },
  silence: { about: 'no answer at all', at: 'entry', answer() {} },
  'many-headers': {
    about: 'a hundred thousand headers',
    at: 'entry',
    answer({ socket }) {
      socket?.end(`HTTP/1.1 207 Multi-Status\r\n${repeated(100_000, (index) => `x-${index}: y\r\n`)}\r\n`);
    },
  },
  'no-http': {
    about: 'something else than HTTP',
    at: 'entry',
    answer: ({ socket }) => void socket?.end('220 mail.example ESMTP\r\n'),
  },
  'redirect-loop': { about: 'a redirect to itself', at: 'entry', answer: redirect(({ root }) => `${root}/`) },
  'redirect-to-metadata': {
    about: 'a redirect to where clouds tell their secrets',
    at: 'entry',
    answer: redirect(() => 'https://169.254.169.254/latest/meta-data/'),
  },
  'redirect-elsewhere': {
    about: 'a redirect to another server',
    at: 'entry',
    answer: redirect(({ witness }) => witness),
  },
  'redirect-to-scheme': {
    about: 'a redirect to a file',
    at: 'entry',
    answer: redirect(() => 'file:///etc/passwd'),
  },
  entities: {
    about: 'entities that name one another',
    at: 'entry',
    answer: whole(
      207,
      `<!DOCTYPE x [<!ENTITY a "ha">${repeated(10, (index) => `<!ENTITY a${index} "${`&a${index || ''};`.repeat(10)}">`)}]><x>&a9;</x>`,
    ),
  },
  'endless-doctype': {
    about: 'a document type for ever',
    at: 'entry',
    answer(response) {
      response.writeHead(207);
      endlessly(response, (index) => (index === 0 ? '<!DOCTYPE x [<!ENTITY a "' : 'x'.repeat(10_000)));
    },
  },
  nested: {
    about: 'a hundred thousand elements inside one another',
    at: 'entry',
    answer: whole(207, BEGIN + '<d:a>'.repeat(100_000)),
  },
  attributes: {
    about: 'an element with a hundred thousand attributes',
    at: 'entry',
    answer: whole(207, `${BEGIN}<d:response ${repeated(50_000, (index) => `a${index}="" `)}/>${END}`),
  },
  'huge-attribute': {
    about: 'an attribute of 900 KB',
    at: 'entry',
    answer: whole(207, `${BEGIN}<d:response a="${'&#65;'.repeat(180_000)}"/>${END}`),
  },
  elements: {
    about: 'one response of a hundred thousand elements',
    at: 'entry',
    answer: whole(207, `${BEGIN}<d:response>${'<a/>'.repeat(200_000)}</d:response>${END}`),
  },
  nul: { about: 'NUL bytes', at: 'entry', answer: whole(207, `${BEGIN}${'\0'.repeat(900_000)}${END}`) },
  'wrong-length': {
    about: 'less than the length it names',
    at: 'entry',
    answer(response) {
      response.writeHead(207, { 'content-length': 1000 });
      response.write(BEGIN);
      setImmediate(() => response.destroy());
    },
  },
  'much-to-wait': {
    about: 'asks to come back in a billion years',
    at: 'entry',
    answer: (response) => void response.writeHead(503, { 'retry-after': '9'.repeat(20_000) }).end(),
  },
  'challenge-bomb': {
    about: 'a challenge of sixty thousand commas',
    at: 'entry',
    answer: (response) =>
      void response.writeHead(401, { 'www-authenticate': `Basic ${','.repeat(60_000)}` }).end(),
  },
  'many-homes': {
    about: 'twenty thousand homes',
    at: 'entry',
    answer: multistatus(({ root }) =>
      account(
        root,
        Array.from({ length: 15_000 }, (_, index) => `${root}/home${index}/`),
      ),
    ),
  },
  'many-books': {
    about: 'a hundred thousand books',
    at: 'home',
    answer: multistatus(({ root }) =>
      repeated(100_000, (index) => book(`${root}/home/b${index}/`, `Book ${index}`)),
    ),
  },
  'dead-home': {
    about: 'two homes, and one ends every connection',
    at: 'entry',
    answer: multistatus(({ root }) => account(root, [`${root}/home/`, `${root}/dead/`])),
  },
  'forbidden-home': {
    about: 'two homes, and one is forbidden',
    at: 'entry',
    answer: multistatus(({ root }) => account(root, [`${root}/home/`, `${root}/forbidden/`])),
  },
  'account-elsewhere': {
    about: 'principal and homes on another server, over plain HTTP',
    at: 'entry',
    answer: multistatus(({ witness }) => account(witness, [`${witness}/home/`])),
  },
  'slow-count': { about: 'a book that never says how many cards it has', at: 'count', answer() {} },
  'endless-groups': {
    about: 'group cards for ever',
    at: 'groups',
    answer(response, { root }) {
      response.writeHead(207);
      const group = (index: number) =>
        vcard([`UID:${index}`, `CATEGORIES:${repeated(50, (at) => `g${index}-${at},`)}`]);
      endlessly(response, (index) =>
        index === 0 ? BEGIN : cardData(`${root}/home/book/${index}.vcf`, group(index)),
      );
    },
  },
  'endless-pages': {
    about: 'a listing that always has more, and never anything new',
    at: 'listing',
    answer: multistatus(({ root, times }) => more(root, member(`${root}/home/book/only.vcf`, '1'), times)),
  },
  'same-page': {
    about: 'a listing that always has more, at the same place',
    at: 'listing',
    answer: multistatus(({ root }) => more(root, '', 0)),
  },
  'endless-listing': {
    about: 'cards for ever',
    at: 'listing',
    answer(response, { root }) {
      response.writeHead(207);
      endlessly(response, (index) =>
        index === 0 ? BEGIN : repeated(100, (at) => member(`${root}/home/book/${index * 100 + at}.vcf`, '1')),
      );
    },
  },
  'cards-elsewhere': {
    about: 'a listing of cards on another server',
    at: 'listing',
    answer: multistatus(
      ({ witness }) => `${member(`${witness}/home/book/only.vcf`, '1')}<d:sync-token>3</d:sync-token>`,
    ),
  },
  'listing-sent-on': {
    about: 'a listing that redirects to another server',
    at: 'listing',
    answer: redirect(({ witness }) => `${witness}/home/book/`),
  },
  'million-phones': {
    about: 'a card of a million numbers',
    at: 'cards',
    answer: oneCard(vcard(Array.from({ length: 1_000_000 }, (_, index) => `TEL:+39333${index}`))),
  },
  'many-phones': {
    about: 'a card of fifty thousand numbers, all below a megabyte',
    at: 'cards',
    answer: oneCard(vcard(Array.from({ length: 50_000 }, (_, index) => `TEL:+39333${index}`))),
  },
  'phone-bomb': {
    about: 'numbers that are nearly extensions, ten thousand times',
    at: 'cards',
    answer: oneCard(vcard(Array.from({ length: 9000 }, (_, index) => `TEL:${'1 ,;# x'.repeat(8)}${index}!`))),
  },
  'huge-card': {
    about: 'a card of 40 MB',
    at: 'cards',
    answer: oneCard(vcard([`NOTE:${'x'.repeat(40_000_000)}`])),
  },
  'parameter-bomb': {
    about: 'a line of as many parameters as values',
    at: 'cards',
    answer: oneCard(vcard([`ADR${';a=b'.repeat(12_000)}:${';'.repeat(50_000)}`])),
  },
  'folded-bomb': {
    about: 'a line of folds alone',
    at: 'cards',
    answer: oneCard(vcard([`NOTE:${'\r\n '.repeat(30_000)}`])),
  },
  'photo-elsewhere': {
    about: 'a photo on another server',
    at: 'cards',
    answer: (response, place) =>
      oneCard(vcard([`PHOTO;VALUE=URI:${place.witness}/photo.jpg`]))(response, place),
  },
  'photo-sent-on': {
    about: 'a photo here that redirects to another server',
    at: 'cards',
    answer: (response, place) =>
      oneCard(vcard([`PHOTO;VALUE=URI:${place.origin}${place.root}/photo.jpg`]))(response, place),
  },
  'cut-cards': {
    about: 'cards that break off',
    at: 'cards',
    answer(response) {
      response.writeHead(207);
      response.write(`${BEGIN}<d:response><d:href>`);
      setImmediate(() => response.destroy());
    },
  },
} as const satisfies Record<string, Behaviour>;

export type BehaviourName = keyof typeof BEHAVIOURS;

/** A page of RFC 6578 that says that there is another. */
const more = (root: string, members: string, token: number): string =>
  `${members}<d:response><d:href>${root}/home/book/</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status></d:response><d:sync-token>t${token}</d:sync-token>`;
