// What can be said of an address book before it is connected.
import { z } from 'zod';
import { id } from './endpoint.ts';

/** What testing a connection found; nothing is stored and nothing is written anywhere. */
export const Found = z
  .object({
    identity: z.string(),
    books: z.array(z.object({ name: z.string(), readOnly: z.boolean(), cards: z.number().int().nullable() })),
    /** `id` for a scope; null where it is known only after the first check. */
    groups: z.array(z.object({ id: z.string().nullable(), name: z.string(), cards: z.number().int() })),
    cards: z.number().int().nullable(),
    /** Parts of the account that could not be looked into, and why (a code and its title); the rest can be connected. */
    missing: z.array(z.object({ address: z.string(), code: z.string(), title: z.string() })),
    /** The caller has this very account already. */
    connectedAs: id.nullable(),
  })
  .meta({ id: 'Found' });
