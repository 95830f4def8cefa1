// Of a merge: what becomes of the second of two cards in one address book.
import { z } from 'zod';

export const secondCards = z
  .enum(['keep', 'delete'])
  .default('keep')
  .describe(
    'Of two cards in one of the caller’s accounts: the second stays there, or goes to the trash by the next sync',
  );
export const deletedCards = {
  /** Second cards that the next sync deletes, and those that stay although they were to go. */
  cards: z.object({ deleted: z.number().int(), left: z.number().int() }),
};
