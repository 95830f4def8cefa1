import { expect, test } from 'vitest';
import { nameKey, nameLikeness, nameWords } from './same-name.ts';

test.each([
  ['Luca Ferri', 'Ferri, Luca', 'same'],
  ['Luca Ferri', 'Dott. Luca Ferri', 'same'],
  ['Chiara Pace', 'Avv. Chiara Pace', 'same'],
  ['Niccolò Pace', 'Niccolo Pace', 'same'],
  ['José Núñez', 'JOSE NUNEZ', 'same'],
  ['Luca De Santis', 'Luca Desantis', 'same'],
  ["Rosa D'Amico", 'Rosa DAmico', 'same'],
  ['佐藤 美咲', '佐藤美咲', 'same'],
  ['美咲 佐藤', '佐藤 美咲', 'same'],
  ['김 민준', '김민준', 'same'],
  ['Rosa Pace', 'Rosa Lucia Pace', 'close'],
  ['Pino Ferri', 'Giuseppe Ferri', 'close'],
  ['Paco Núñez', 'Francisco Núñez', 'close'],
  ['Bill Turner', 'William Turner', 'close'],
  ['Ale Ferri', 'Alessandro Ferri', 'close'],
  ['L. Ferri', 'Luca Ferri', 'close'],
  ['Luca', 'Luca Ferri', 'close'],
  ['佐藤', '佐藤美咲', 'close'],
  ['Luca Ferri', 'Chiara Ferri', 'half'],
  ['Daniel Ferri', 'Daniela Ferri', 'half'],
  ['佐藤 健', '佐藤 美咲', 'half'],
  ['Luca Ferri', 'Chiara Pace', 'other'],
  ['Papà', 'Luca Ferri', 'other'],
  ['Sato Misaki', '佐藤美咲', 'unsaid'],
  ['Luca Ferri', 'luca@example.org', 'unsaid'],
  ['Luca Ferri', '+39 02 1234567', 'unsaid'],
  ['Luca Ferri', '', 'unsaid'],
])('%s and %s: %s, whichever comes first', (a, b, likeness) => {
  expect(nameLikeness([a], [b])).toBe(likeness);
  expect(nameLikeness([b], [a])).toBe(likeness);
});

test('of several names of a card the best counts', () => {
  expect(nameLikeness(['Papà', 'Luca Ferri'], ['Luca Ferri'])).toBe('same');
});

test('a title alone is a name, and titles are in no key', () => {
  expect(nameWords('Dott.')).toEqual(['dott']);
  expect(nameKey('Ferri, Dott.ssa Chiara')).toBe(nameKey('Chiara Ferri'));
});
