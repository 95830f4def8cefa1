// What the start page and the side bar say.
import { z } from 'zod';
import { PROVIDERS } from '../../providers/manifests.ts';
import { endpoint, id, time } from './endpoint.ts';
import { kind } from './records.ts';

export const homeEndpoints = {
  getHome: endpoint({
    method: 'GET',
    path: '/api/v1/home',
    summary: 'Counts for the start page and the side bar',
    audience: 'user',
    response: z.object({
      companies: z.number().int(),
      contacts: z.number().int(),
      leads: z.number().int(),
      flagged: z.number().int(),
      queue: z.number().int(),
      accounts: z.number().int(),
      conflicts: z.number().int(),
      /** Accounts with something that waits for approval. */
      waiting: z.number().int(),
      /** Names of companies that wait for somebody to say what they are. */
      companyNames: z.number().int(),
      /** Pairs of records that may be one. */
      duplicates: z.number().int(),
    }),
  }),
  getToday: endpoint({
    method: 'GET',
    path: '/api/v1/home/today',
    summary: 'Birthdays of the next two weeks, what changed last, and imports of files that failed this week',
    audience: 'user',
    query: z.object({ today: z.iso.date().describe('As the person’s calendar has it') }),
    response: z.object({
      birthdays: z.array(
        z.object({
          recordId: id,
          displayName: z.string(),
          kind,
          /** `--MM-DD` where the year is not known. */
          birthday: z.string(),
          /** The next one. */
          on: z.iso.date(),
          /** How old they become; null where the year is not known. */
          age: z.number().int().nullable(),
        }),
      ),
      changes: z.array(
        z.object({
          recordId: id,
          displayName: z.string(),
          kind,
          /** Further records that the same run changed. */
          others: z.number().int(),
          fields: z.array(z.string()),
          at: time,
          actor: z.enum(['user', 'sync', 'system']),
          userName: z.string().nullable(),
          /** Of the caller’s own account; of another person’s only the provider is told. */
          accountName: z.string().nullable(),
          provider: z.string().nullable(),
        }),
      ),
      failedImports: z.array(z.object({ id, fileNames: z.array(z.string()), at: time })),
      refusing: z
        .array(z.object({ provider: z.enum(PROVIDERS), accounts: z.number().int() }))
        .describe(
          'For administrators: providers that do not accept this Rubrica, and how many accounts wait for that',
        ),
    }),
  }),
};
