// What an owner makes of a card by taking the last line of its notes away.
import type { Contact } from '../../../src/contact/contact.ts';

/** Null where there is but one line. */
export function shortened(contact: Contact): Contact | null {
  const [notes = '', ...rest] = contact.notes?.split('\n') ?? [];
  return rest.length === 0 ? null : { ...contact, notes };
}
