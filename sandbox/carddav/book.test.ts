import { describe, expect, it } from 'vitest';
import { standardBehaviour } from './behaviour.ts';
import { Book } from './book.ts';
import { aCard } from './probe.ts';
import { seedCards } from './seed.ts';

const aBook = () => new Book('card', '', standardBehaviour);

describe('the history of a book', () => {
  it('names each card once, at its last change, and forgets none however long it grows', () => {
    const book = aBook();
    const model = new Map<string, number>();
    for (let step = 0; step < 20_000; step++) {
      const name = `${(step * 7919) % 37}.vcf`;
      if (step % 5 === 4) {
        if (book.remove(name)) model.set(name, -book.sequence);
      } else {
        book.put(name, Buffer.from(aCard(name)));
        model.set(name, book.sequence);
      }
      if (Math.abs(model.get(name)!) === book.sequence) {
        expect([...book.changes(book.sequence - 1)].map((one) => one.name)).toEqual([name]);
      }
    }
    const since = book.sequence - 20;
    const expected = [...model]
      .filter(([, sequence]) => Math.abs(sequence) > since)
      .sort((a, b) => Math.abs(a[1]) - Math.abs(b[1]));
    expect(
      [...book.changes(since)].map((one) => [one.name, one.card ? one.sequence : -one.sequence]),
    ).toEqual(expected);
    expect([...book.changes(0)]).toHaveLength(model.size);
    expect([...book.changes(book.sequence)]).toEqual([]);
  });

  it('is walked to its end although the book is written to meanwhile', () => {
    const book = aBook();
    book.fill(seedCards({ cards: 2000 }));
    const seen = new Set<string>();
    for (const { name } of book.changes(0)) {
      seen.add(name);
      for (let time = 0; time < 3; time++) book.put('busy.vcf', Buffer.from(aCard('busy')));
    }
    expect(seen.size).toBeGreaterThanOrEqual(2000);
  });

  it('writes no seeded card out until it is read', () => {
    const book = aBook();
    let written = 0;
    const source = seedCards({ cards: 50_000 });
    book.fill({
      ...source,
      text: (index) => {
        written += 1;
        return source.text(index);
      },
    });
    expect([book.count, written]).toEqual([50_000, 0]);
    const first = book.cards().next().value!;
    expect(book.text(first)).toContain(`UID:${first.uid}`);
    expect(written).toBe(1);
  });

  it('knows a card by its UID until the card is gone', () => {
    const book = aBook();
    book.put('a.vcf', Buffer.from(aCard('one')));
    expect(book.nameOfUid('one')).toBe('a.vcf');
    book.put('a.vcf', Buffer.from(aCard('two')));
    expect([book.nameOfUid('one'), book.nameOfUid('two')]).toEqual([undefined, 'a.vcf']);
    book.remove('a.vcf');
    expect(book.nameOfUid('two')).toBeUndefined();
  });
});
