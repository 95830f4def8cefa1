// Servers that take no password, only proof of it.
import { expect, test } from 'vitest';
import type { Write } from '../../../src/providers/provider.ts';
import { cardOf, readPages, write } from '../read-pages.ts';
import { startAccount } from './sandbox-account.ts';

test('Digest is spoken where a server asks for it: challenged once, and again when the nonce is stale', async () => {
  const { book, io, sandbox, exchanges } = await startAccount({
    behaviour: { signIn: { digest: 20 } },
    cards: 30,
  });
  const { cards, next } = await readPages(book, null);
  expect(cards).toHaveLength(30);
  expect(exchanges.filter(({ status }) => status === 401)).toHaveLength(1);
  expect((await readPages(book, next, cards)).cards).toEqual([]);
  const creations = Array.from(
    { length: 60 },
    (_, index): Write => ({
      type: 'create',
      key: String(index),
      marker: io.uuid(),
      template: null,
      edits: [{ property: 'name', part: 'family', value: `Rossi ${index}` }],
    }),
  );
  const results = await write(book, ...creations);
  expect(results.map((result) => cardOf(result).contact.name.family)).toHaveLength(60);
  expect(sandbox.book().count()).toBe(90);
});

test('a wrong password is one', async () => {
  const { provider, credentials, io } = await startAccount({ behaviour: { signIn: { digest: 1000 } } });
  await expect(provider.discover({ ...credentials, password: 'no' }, io)).rejects.toMatchObject({
    kind: 'sign-in-needed',
  });
});
