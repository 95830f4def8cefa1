// Rubrica's API as one of its users.
import type { Answer, Api, Arguments } from '../../src/http/contract/contract.ts';
import { api } from '../../src/http/contract/contract.ts';

export interface SignIn {
  email: string;
  password: string;
}

/** An answer that is no success. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface Client {
  ask<K extends keyof Api>(name: K, args: Arguments<K>): Promise<Answer<K>>;
  /** Follows a provider's way back to Rubrica, as the browser would that began the sign-in. */
  comeBack(address: URL): Promise<void>;
}

/** Signed in. @throws Refused with the method, the path and the answer, when one is no success */
export async function signIn(url: string, { email, password }: SignIn): Promise<Client> {
  const cookies = new Map<string, string>();
  const send = async (method: string, address: string, body?: unknown): Promise<Response> => {
    const response = await fetch(address, {
      method,
      redirect: 'manual',
      headers: {
        origin: url,
        cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name, ...value] = line.split(';')[0]!.split('=');
      cookies.set(name!, value.join('='));
    }
    if (response.status >= 400)
      throw new Refused(response.status, `${method} ${address}: ${response.status} ${await response.text()}`);
    return response;
  };
  await send('POST', `${url}/api/v1/session`, { email, password });
  return {
    async ask<K extends keyof Api>(name: K, args: Arguments<K>): Promise<Answer<K>> {
      const { params, query, body } = args as Record<string, Record<string, unknown> | undefined>;
      const { method, path } = api[name];
      const filled = path.replace(/:(\w+)/g, (_, part: string) => encodeURIComponent(String(params?.[part])));
      const asked = new URLSearchParams(
        Object.entries(query ?? {}).map(([key, value]) => [key, String(value)]),
      );
      const response = await send(method, `${url}${filled}?${asked}`, body);
      return (response.status === 204 ? null : await response.json()) as Answer<K>;
    },
    async comeBack(address) {
      await send('GET', address.href);
    },
  };
}
