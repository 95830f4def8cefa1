import { describe, expect, it } from 'vitest';
import { cardFacts, unfold, valuesOf } from './card-text.ts';
import { seedCards } from './seed.ts';

const texts = (options: Parameters<typeof seedCards>[0]): string[] => {
  const source = seedCards(options);
  return Array.from({ length: source.count }, (_, index) => source.text(index));
};

describe('seeded cards', () => {
  const cards = texts({ cards: 2000 });
  const share = (pattern: RegExp): number => cards.filter((text) => pattern.test(text)).length / cards.length;

  it('are the same for the same seed and others for another', () => {
    expect(texts({ cards: 50 })).toEqual(cards.slice(0, 50));
    expect(texts({ cards: 50, seed: 2 })[0]).not.toBe(cards[0]);
  });

  it('are about 1.9 KB on average, a small share of them with a photo', () => {
    const bytes = cards.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / cards.length;
    expect(bytes).toBeGreaterThan(1600);
    expect(bytes).toBeLessThan(2100);
    expect(Math.abs(share(/^PHOTO;ENCODING=b/m) - 0.05)).toBeLessThan(0.015);
  });

  it('are whole cards with their own UID, folded at 75 octets', () => {
    const source = seedCards({ cards: 2000 });
    const uids = new Set<string>();
    for (const [index, text] of cards.entries()) {
      const facts = cardFacts(text);
      expect([facts.cards, facts.hasN, facts.uid]).toEqual([1, true, source.uid(index)]);
      uids.add(facts.uid);
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(text).not.toContain('�');
    }
    expect(uids.size).toBe(2000);
  });

  it('hold what Apple writes and other readers stumble over', () => {
    for (const pattern of [
      /^item\d+\.ADR;type=/m,
      /^item\d+\.ADR:.*(\r\n .*)*\r\nitem\d+\.X-ABLabel:(Casa al mare|Despacho)/m,
      /^item\d+\.X-ABADR:it/m,
      /^X-ABShowAs:COMPANY/m,
      /^BDAY;X-APPLE-OMIT-YEAR=1604;value=date:1604-/m,
      /^BDAY;value=date:19/m,
      /^FN:\r$/m,
      /^N:[؀-ۿ]/m,
      /^N:[一-鿿]/m,
      /ALWAYS_ASK/,
      /^NOTE:/m,
    ]) {
      expect([pattern, share(pattern) > 0]).toEqual([pattern, true]);
    }
  });

  it('carry photos that are JPEGs from the first marker to the last', () => {
    const photo = cards.map((text) => valuesOf(text, 'PHOTO')[0]).find((value) => value !== undefined)!;
    const bytes = Buffer.from(photo, 'base64');
    expect(bytes.subarray(0, 2).toString('hex')).toBe('ffd8');
    expect(bytes.subarray(-2).toString('hex')).toBe('ffd9');
    expect(bytes.length).toBeGreaterThan(15_000);
    // Marker by marker up to the scan: lengths must lead from one to the next.
    let at = 2;
    while (bytes[at + 1] !== 0xda) {
      expect(bytes[at]).toBe(0xff);
      at += 2 + bytes.readUInt16BE(at + 2);
    }
  });

  it('end in group cards whose members are cards of the same book', () => {
    const source = seedCards({ cards: 60, groups: 2 });
    const uids = new Set(Array.from({ length: 60 }, (_, index) => `urn:uuid:${source.uid(index)}`));
    const members = valuesOf(source.text(60), 'X-ADDRESSBOOKSERVER-MEMBER');
    expect(unfold(source.text(60))).toContain('X-ADDRESSBOOKSERVER-KIND:group');
    expect(members.length).toBeGreaterThan(10);
    expect(members.every((member) => uids.has(member))).toBe(true);
    const second = valuesOf(source.text(61), 'X-ADDRESSBOOKSERVER-MEMBER');
    expect(second.filter((member) => !uids.has(member))).toHaveLength(1);
  });
});
