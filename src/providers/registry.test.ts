import { expect, test } from 'vitest';
import { createRegistry } from './registry.ts';

test('every provider is found by its id', () => {
  const registry = createRegistry({
    icloudUrl: 'https://contacts.icloud.com',
    googleIssuer: 'https://accounts.google.com',
    googleApi: 'https://people.googleapis.com',
  });
  expect([...registry].map(([id, provider]) => [id, provider.id])).toEqual([
    ['google', 'google'],
    ['icloud', 'icloud'],
    ['carddav', 'carddav'],
  ]);
});
