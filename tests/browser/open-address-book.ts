// Rubrica beside an address book to connect, and people who have nothing yet: each test has one of its own.
import { expect } from 'vitest';
import { type Sandbox, startCardDavSandbox } from '../../sandbox/carddav/sandbox.ts';
import { type Person, personAdder } from './add-person.ts';
import { openRubrica } from './open-rubrica.ts';

export type AddressBook = Awaited<ReturnType<typeof openAddressBook>>;

/** The address books, one unless told, are empty; iCloud accounts lead to them as well. */
export async function openAddressBook(books?: { name: string; displayName: string }[]) {
  const sandbox: Sandbox = await startCardDavSandbox({ cards: 0, ...(books && { books }) });
  const rubrica = await openRubrica({
    env: { RUBRICA_ALLOW_PRIVATE_ADDRESSES: 'true', RUBRICA_ICLOUD_URL: sandbox.url },
  });
  return {
    url: rubrica.url,
    visit: rubrica.visit,
    sandbox,
    person: personAdder(rubrica),
    async close(): Promise<void> {
      await rubrica.close();
      await sandbox.stop();
    },
  };
}

/** Puts cards into the address book in place of all others: their lines by their name. */
export function fill(sandbox: Sandbox, cards: Record<string, string>): void {
  for (const card of sandbox.book().list()) sandbox.book().remove(card.href);
  add(sandbox, cards);
}

export function add(sandbox: Sandbox, cards: Record<string, string>): void {
  for (const [name, lines] of Object.entries(cards)) {
    const text = `BEGIN:VCARD\nVERSION:3.0\nUID:${name}\n${lines}\nEND:VCARD\n`;
    sandbox.book().put(`${name}.vcf`, text.replaceAll('\n', '\r\n'));
  }
}

/** Connects the address book as an iCloud account and waits for its first check. */
export async function connect({ ask }: Person): Promise<string> {
  const { id } = await ask<{ id: string }>('POST', '/accounts', {
    provider: 'icloud',
    username: 'alice',
    password: 's3cret',
  });
  await expect.poll(() => ask('GET', `/accounts/${id}`)).toMatchObject({ lastCheckedAt: expect.any(String) });
  return id;
}
