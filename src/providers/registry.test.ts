import { expect, test } from 'vitest';
import { createRegistry } from './registry.ts';

test('every provider is found by its id', () => {
  const registry = createRegistry({ icloudUrl: 'https://contacts.icloud.com' });
  expect([...registry].map(([id, provider]) => [id, provider.id])).toEqual([
    ['icloud', 'icloud'],
    ['carddav', 'carddav'],
  ]);
});
