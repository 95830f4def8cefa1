// Cards in the dialects of many programs, and those that real programs wrote where they are, through the sandbox and real
// servers: one telephone number is edited, every other line must stay.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedPhoto } from '../../sandbox/seed/seed-photo.ts';
import type { Edit } from '../../src/contact/contact.ts';
import { photoId } from '../../src/contact/photo.ts';
import type { Book, Card, Write } from '../../src/providers/provider.ts';
import { outerCards, ownCards } from '../corpus/read-cards.ts';
import { open } from './account.ts';
import type { DavOwner } from './dav-owner.ts';
import { describeAbsent } from './describe-provider.ts';
import { cardOf, readPages, write } from './read-pages.ts';
import type { RealServer } from './servers/real-server.ts';
import { CYRUS, DAVICAL, type KindOfServer, RADICALE, SOGO, XANDIKOS } from './servers/real-servers.ts';
import { startSandbox } from './servers/sandbox.ts';

const cards = [...ownCards, ...outerCards].map(({ file, raw }, index) => ({
  name: `${file}#${index}`,
  text: withUid(raw, `${index}`),
}));

interface WriterOfCards extends KindOfServer {
  /** What is left of a line that the server writes in more than one way; nothing of one that is its own affair. */
  tidy: (block: string) => string;
  keepsPhoto: (card: Card) => boolean;
  /** What it writes in another way each time, so that nothing can be said of a card that has it. */
  spoils?: RegExp;
  /** Takes every card of ours, as no server has to. */
  takesOwn: boolean;
}

const SERVERS: WriterOfCards[] = [
  {
    name: 'sandbox, as standard',
    absent: null,
    start: () => startSandbox('standard'),
    tidy: (block) => block,
    keepsPhoto: () => true,
    takesOwn: true,
  },
  {
    ...XANDIKOS,
    tidy: (block) => block,
    keepsPhoto: () => true,
    takesOwn: false,
  },
  {
    ...RADICALE,
    // vobject 0.9.6 escapes a backslash before a colon once more each time it writes a card.
    tidy: (block) => block.replace(/[\\\r\n ]/g, ''),
    // It cuts `data:image/jpeg;base64,…`, the photo of a 4.0 card, at its comma.
    keepsPhoto: ({ raw }) => !/^VERSION:4/im.test(raw),
    takesOwn: false,
  },
  {
    ...CYRUS,
    // It undoes one escape before a colon each time it writes a card, and takes what was of version 4 back with N alone.
    tidy: (block) => (block === 'N:;;;;' ? '' : block.replace(/\\+:/g, ':')),
    keepsPhoto: () => true,
    takesOwn: false,
  },
  {
    ...DAVICAL,
    // It folds anew each time, and not always in the same places.
    tidy: unfolded,
    keepsPhoto: () => true,
    takesOwn: false,
  },
  {
    ...SOGO,
    // Parameters stand in another order each time.
    tidy: (block) => sortedParams(unfolded(block)),
    spoils: /LABEL="|QUOTED-PRINTABLE|=F8/i,
    keepsPhoto: () => true,
    takesOwn: false,
  },
];

const GROUP = 'cards of many programs';

for (const server of SERVERS)
  if (server.absent) describeAbsent(server.name, GROUP, server.absent);
  else describeCards(server);

function describeCards({ name, start, tidy, keepsPhoto, spoils, takesOwn }: WriterOfCards): void {
  describe(name, () => {
    describe(GROUP, () => {
      let server: RealServer;
      let door: Book;
      beforeAll(async () => {
        server = await start();
      });
      afterAll(() => server?.stop());

      let all: Card[];
      let accepted: number;
      test('they are taken', async () => {
        const { book, owner } = await open(server);
        door = book;
        accepted = await putAll(owner as DavOwner);
        all = (await readPages(book, null)).cards;
      });

      /** Each edit begins with the cards as the one before has left them. */
      const everyEdited = async (
        edit: (card: Card) => Update,
        compare: Compare,
        isTried: (card: Card) => boolean = () => true,
      ) => {
        const writable = all.filter((card) => !card.loss && !spoils?.test(card.raw) && isTried(card));
        const results = await write(door, ...writable.map((card) => ({ ...edit(card), key: card.id })));
        const wrong: string[] = [];
        for (const [index, card] of writable.entries()) {
          const result = results[index]!;
          const difference =
            result.outcome === 'done' ? compare(card, cardOf(result), tidy) : JSON.stringify(result);
          if (difference) wrong.push(`${nameOf(card)}: ${difference.slice(0, 300)}`);
        }
        expect(wrong).toEqual([]);
        // What a server takes and does not take is its own affair; that most were tried is ours.
        expect(writable.length).toBeGreaterThan(0.5 * accepted);
        if (takesOwn) expect(writable.filter(isOwn)).toHaveLength(ownCards.length);
        all = results.map((result) => cardOf(result));
        console.info(`${name}: ${cards.length} cards, ${accepted} accepted, ${writable.length} edited`);
      };

      test('one edited number changes one line', () => everyEdited(withNumber, numberAlone));

      test('a photo and a category change no other line', () =>
        everyEdited(withPhotoAndCategory, photoAndCategoryAlone, keepsPhoto));
    });
  });
}

function unfolded(block: string): string {
  return block.replace(/\r?\n[ \t]/g, '');
}

function sortedParams(line: string): string {
  const head = /^(?:[^":]|"[^"]*")*/.exec(line)![0];
  const [name, ...params] = head.match(/(?:[^";]|"[^"]*")+/g) ?? [];
  return [name, ...params.sort()].join(';') + line.slice(head.length);
}

type Update = Omit<Extract<Write, { type: 'update' }>, 'key'>;
/** Empty when nothing but what was edited is new. */
type Compare = (before: Card, after: Card, tidy: (block: string) => string) => string;

/** In a book a card has the line ends of the standard; Radicale takes none without a UID. */
function withUid(card: string, name: string): string {
  const text = `${card.replace(/\r\n|\r|\n/g, '\r\n').trimEnd()}\r\n`;
  return /^UID[;:]/im.test(text) ? text : text.replace(/END:VCARD\s*$/i, `UID:${name}\r\n$&`);
}

async function putAll(owner: DavOwner): Promise<number> {
  let accepted = 0;
  for (const [index, { text }] of cards.entries()) {
    const status = await owner.put(`${index}.vcf`, text);
    // Xandikos says no with 207.
    if (status === 201 || status === 204) accepted += 1;
  }
  return accepted;
}

const NUMBER = '+39 081 555 0042';

function withNumber(card: Card): Update {
  const at = card.contact.phones.length > 0 ? 0 : null;
  const label = at === null ? 'work' : card.contact.phones[0]!.label;
  return { type: 'update', card, edits: [{ property: 'phones', at, label, value: NUMBER }] };
}

const numberAlone: Compare = (before, after, tidy) => {
  if (!after.contact.phones.some(({ value }) => value === NUMBER)) return 'the number is not there';
  const { lost, added } = difference(before, after, tidy);
  const replaced = before.contact.phones.length > 0 ? 1 : 0;
  const isRight =
    lost.length === replaced &&
    [...lost, ...added].every((block) => /^([\w-]+\.)?(TEL|X-ABLABEL)/i.test(block));
  return isRight && added.length <= 2 ? '' : JSON.stringify({ lost, added });
};

const PHOTO = { type: 'image/jpeg', bytes: new Uint8Array(seedPhoto(1, 3000)) };

function withPhotoAndCategory(card: Card): Update {
  const edits: Edit[] = [
    { property: 'photo', value: photoId(PHOTO.bytes) },
    { property: 'groups', join: 'Clienti, nuovi' },
  ];
  return { type: 'update', card, edits, photo: PHOTO };
}

const photoAndCategoryAlone: Compare = (before, after, tidy) => {
  if (after.contact.photo !== photoId(PHOTO.bytes)) return 'the photo is not there';
  if (!before.contact.groups.every((group) => after.contact.groups.includes(group)))
    return 'a category is lost';
  if (!after.contact.groups.includes('Clienti, nuovi')) return 'the category is not there';
  const { lost, added } = difference(before, after, tidy);
  const isRight = [...lost, ...added].every((block) =>
    /^([\w-]+\.)?(PHOTO|CATEGORIES|X-ABCROP-RECTANGLE|X-IMAGEHASH)/i.test(block),
  );
  return isRight && added.length === 2 ? '' : JSON.stringify({ lost, added });
};

function difference(before: Card, after: Card, tidy: (block: string) => string) {
  const [old, now] = [before, after].map(({ raw }) => blocksOf(raw).map(tidy).filter(Boolean)) as [
    string[],
    string[],
  ];
  return { lost: without(old, now), added: without(now, old) };
}

/** Lines as they stand, each with its continuations. */
function blocksOf(raw: string): string[] {
  return raw.split(/\r?\n(?![ \t])/).filter((block) => block.trim() !== '' && !/^REV[;:]/i.test(block));
}

function without(all: string[], others: string[]): string[] {
  const left = [...others];
  return all.filter((block) => {
    const at = left.indexOf(block);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const indexOf = (card: Card): number => Number(/(\d+)\.vcf$/.exec(card.id)?.[1]);
const nameOf = (card: Card): string => cards[indexOf(card)]?.name ?? card.id;
const isOwn = (card: Card): boolean => indexOf(card) < ownCards.length;
