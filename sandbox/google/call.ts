import type { Clock } from '../server/clock.ts';
import type { Account } from './account.ts';
import type { Behaviour } from './behaviour.ts';
import type { RequestCounters } from './counters.ts';
import type { ApiMethodName } from './request-kind.ts';
import type { Cost } from './spending.ts';

/** One call of an API method, past sign-in and quotas. */
export interface Call {
  readonly account: Account;
  readonly clientId: string;
  /** Scopes of the access token. */
  readonly scopes: ReadonlySet<string>;
  readonly behaviour: Behaviour;
  readonly clock: Clock;
  readonly counters: RequestCounters;
  readonly origin: string;
  /** Named in camelCase, whichever way they were sent. */
  readonly query: URLSearchParams;
  /** The JSON body; empty when there was none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** What the path names, such as `people/c1`. */
  readonly target: string;
  readonly language: string;
  /** Shows persons as they were before their last change, as a fault. */
  readonly stale: boolean;
}

export interface ApiMethod {
  readonly name: ApiMethodName;
  /** As scope errors name it. */
  readonly rpc: string;
  readonly verb: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** The first group is the target. */
  readonly path: RegExp;
  /** One of these is enough. */
  readonly scopes: readonly string[];
  readonly query: readonly string[];
  /** Members that the JSON body may have. */
  readonly body?: readonly string[];
  readonly cost: Cost | ((query: URLSearchParams) => Cost);
  readonly mutates?: true;
  /** The answer's body. @throws ApiError */
  readonly answer: (call: Call) => object;
}

const contacts = 'https://www.googleapis.com/auth/contacts';
export const scopes = {
  contacts,
  readContacts: `${contacts}.readonly`,
  otherContacts: `${contacts}.other.readonly`,
  directory: 'https://www.googleapis.com/auth/directory.readonly',
  email: 'https://www.googleapis.com/auth/userinfo.email',
  profile: 'https://www.googleapis.com/auth/userinfo.profile',
} as const;

export const readers: readonly string[] = [scopes.contacts, scopes.readContacts];
export const writers: readonly string[] = [scopes.contacts];
