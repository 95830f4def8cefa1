import { expect } from 'vitest';

/** What a check says of a client that the provider does not take. */
export const refusedClient = (code: string, text: string) => ({
  kind: 'client-refused',
  message: expect.stringContaining(text),
  advice: { code, params: expect.anything() },
});
