// Files sent to a server, looked at and taken in, as the tests of imports and exports do it.
import { expect } from 'vitest';
import { performImport } from '../../src/files/imports/perform-import.ts';
import type { FileImport, ImportLook } from '../../src/http/contract/files.ts';
import type { Person, TestServer } from './open-server.ts';

export const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
export const card = (...lines: string[]) =>
  `BEGIN:VCARD\r\nVERSION:3.0\r\n${lines.join('\r\n')}\r\nEND:VCARD\r\n`;

/** What `anna` asks of `server`. */
export function fileRequests(context: () => { server: TestServer; anna: Person }) {
  async function send(files: Record<string, string | Buffer>, encoding?: string) {
    const form = new FormData();
    if (encoding) form.append('encoding', encoding);
    for (const [name, content] of Object.entries(files))
      form.append('files', new File([new Uint8Array(Buffer.from(content as string))], name));
    const body = new Response(form);
    return context().server.app.inject({
      method: 'POST',
      url: '/api/v1/imports',
      headers: { authorization: context().anna.bearer, 'content-type': body.headers.get('content-type')! },
      payload: Buffer.from(await body.arrayBuffer()),
    });
  }

  async function looked(files: Record<string, string | Buffer>, encoding?: string): Promise<ImportLook> {
    const answer = await send(files, encoding);
    expect(answer.statusCode, answer.body).toBe(201);
    return answer.json();
  }

  const ask = async <T>(method: 'GET' | 'POST', path: string, payload?: object, status = 200): Promise<T> => {
    const answer = await context().server.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization: context().anna.bearer },
      ...(payload && { payload }),
    });
    expect(answer.statusCode, answer.body).toBe(status);
    return answer.json() as T;
  };
  const work = (id: string, signal = new AbortController().signal) =>
    performImport(context().server.db, id, signal, context().server.deps.log);
  const take = async (id: string, options: object = {}) => {
    await ask('POST', `/imports/${id}/run`, options, 202);
    await work(id);
    return ask<FileImport>('GET', `/imports/${id}`);
  };

  return { send, looked, ask, work, take };
}
