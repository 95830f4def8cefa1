import { expect, it } from 'vitest';
import { startMicrosoftSandbox } from './sandbox.ts';

it('seeded contacts are the same for the same seed, and within what a mailbox takes', async () => {
  const people = { people: 300, folders: 2, photoPercent: 20, photoBytes: 3000 };
  await using one = await startMicrosoftSandbox({ people });
  await using two = await startMicrosoftSandbox({ people });
  const cardsOf = (sandbox: typeof one) =>
    ['contacts', 'Clienti', 'Fornitori & partner'].flatMap((folder) =>
      sandbox
        .phone()
        .list(folder)
        .map(({ createdDateTime, lastModifiedDateTime, ...card }) => card),
    );
  const cards = cardsOf(one);
  expect([cards.length, JSON.stringify(cardsOf(two)) === JSON.stringify(cards)]).toEqual([300, true]);
  expect(one.phone().count('Clienti')).toBeGreaterThan(0);
  expect(cards.some(({ id }) => one.phone().photo(id) !== undefined)).toBe(true);
  // What was seeded can be written: every card goes back into another mailbox as it is.
  const bruno = one.phone('bruno@contoso.example');
  for (const { id, changeKey, parentFolderId, '@odata.etag': etag, ...fields } of cards) {
    const copy = bruno.create(fields);
    expect({
      ...copy,
      id: '',
      changeKey: '',
      parentFolderId: '',
      '@odata.etag': '',
      createdDateTime: '',
      lastModifiedDateTime: '',
    }).toEqual({
      ...fields,
      id: '',
      changeKey: '',
      parentFolderId: '',
      '@odata.etag': '',
      createdDateTime: '',
      lastModifiedDateTime: '',
    });
  }
});

it('fifty thousand are there at once, and none of them is written out before it is read', async () => {
  await using sandbox = await startMicrosoftSandbox({ people: 50_000 });
  expect(sandbox.phone().count()).toBe(50_000);
});
