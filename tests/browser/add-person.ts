// Somebody with a browser and a user of their own, who has nothing yet.
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { openRubrica } from './open-rubrica.ts';

const PASSWORD = 'a password of hers';

export interface Person {
  page: Page;
  /** Asks the API as this person. @throws Error when it does not answer with success */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
}

export type PersonOptions = BrowserContextOptions & { role?: 'user' | 'administrator' };

/** Answers with a function that adds one person after the other, each signed in. */
export function personAdder({
  url,
  call,
  visit,
}: Pick<Awaited<ReturnType<typeof openRubrica>>, 'url' | 'call' | 'visit'>) {
  let people = 0;
  return async ({ role = 'user', ...browser }: PersonOptions = {}): Promise<Person> => {
    people += 1;
    const email = `person-${people}@example.org`;
    await call('createUser', { body: { email, name: `Person ${people}`, role, password: PASSWORD } });
    const page = await visit(browser);
    const headers = { origin: url };
    await page.request.post('/api/v1/session', { data: { email, password: PASSWORD }, headers });
    return {
      page,
      async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
        const data = body === undefined ? {} : { data: body };
        const answer = await page.request.fetch(`/api/v1${path}`, { method, headers, ...data });
        if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
        return answer.status() === 204 ? (null as T) : ((await answer.json()) as T);
      },
    };
  };
}
