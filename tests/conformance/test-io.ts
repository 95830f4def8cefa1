import { randomUUID } from 'node:crypto';
import { createHttp, type HttpExchange } from '../../src/protocol/http/create-http.ts';
import type { Io } from '../../src/providers/provider.ts';

export interface TestIo {
  io: Io;
  exchanges: HttpExchange[];
  close(): Promise<void>;
}

/** The real network on this machine, without waiting. */
export function createTestIo(
  options: { trustedOrigins?: string[]; allowPrivateAddresses?: boolean } = {},
): TestIo {
  const exchanges: HttpExchange[] = [];
  const http = createHttp({
    allowPrivateAddresses: options.allowPrivateAddresses ?? true,
    trustedOrigins: options.trustedOrigins ?? [],
    userAgent: 'Rubrica/test',
    now: Date.now,
    onRequest: (exchange) => exchanges.push(exchange),
  });
  const io: Io = {
    fetch: http.fetch,
    now: Date.now,
    sleep: async () => {},
    uuid: () => randomUUID().toUpperCase(),
    log: () => {},
  };
  return { io, exchanges, close: http.close };
}
