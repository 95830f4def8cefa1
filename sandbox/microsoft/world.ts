import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../server/answer.ts';
import type { Clock } from '../server/clock.ts';
import type { Behaviour } from './behaviour.ts';
import type { RequestCounters } from './counters.ts';
import type { App } from './identity/app.ts';
import type { Access, Grants } from './identity/grants.ts';
import type { Tenant } from './identity/tenant.ts';
import type { Mailbox } from './mailbox/mailbox.ts';
import type { Entry } from './mailbox/normalise.ts';
import type { ApiMethodName, RequestKind } from './request-kind.ts';
import type { Subscriptions } from './subscriptions/subscriptions.ts';

/** All that the handlers need to know of the server they are part of. */
export interface World {
  readonly tenants: readonly Tenant[];
  readonly mailboxes: readonly Mailbox[];
  readonly apps: readonly App[];
  readonly behaviour: Behaviour;
  readonly clock: Clock;
  readonly counters: RequestCounters;
  readonly grants: Grants;
  readonly subscriptions: Subscriptions;
  /** What befalls a request inside a batch: another answer, instead of the work or after it. */
  readonly strikeInBatch: (request: Request) => { answer: Answer; after?: true } | undefined;
  /** Where clients find it. Known once the port is: no request comes before. */
  origin: string;
}

export interface Request {
  readonly verb: string;
  readonly kind: RequestKind;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Undefined when this is no call of Graph. */
  readonly method: ApiMethod | undefined;
  /** What the path of a call names: ids, as they were sent. */
  readonly keys: readonly string[];
  /** Of the identity platform: common, organizations, consumers or a tenant. */
  readonly segment: string;
  /** What was sent as access token, whether or not it is still good. */
  readonly access: Access | undefined;
  /** Address of the user whose access token was sent. */
  readonly user: string | undefined;
  readonly body: Buffer;
}

/** One call of a Graph method, past sign-in, scopes and throttling. */
export interface Call {
  readonly world: World;
  /** Who asks. */
  readonly caller: Mailbox;
  /** Whose mailbox is asked. */
  readonly mailbox: Mailbox;
  readonly clientId: string;
  /** Scopes of the access token. */
  readonly scopes: ReadonlySet<string>;
  /** Address of the request without its query, for links to further pages. */
  readonly url: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly keys: readonly string[];
  /** The JSON body; empty when there was none. */
  readonly body: Entry;
  readonly bytes: Buffer;
  /** Ids that outlive a move were asked for. */
  readonly immutable: boolean;
  /** What `Prefer: odata.maxpagesize` asks for. */
  readonly pageSize: number | undefined;
}

export interface ApiMethod {
  readonly name: ApiMethodName;
  readonly verb: string;
  /** Segments in small letters; `{}` stands for a key. What follows `me` or `users/{}`, or all of the path. */
  readonly path: readonly string[];
  /** It is about somebody's mailbox: its path begins with `me` or `users/{}`. */
  readonly ofMailbox: boolean;
  /** One of these is enough. */
  readonly scopes: readonly string[];
  /** System query options it takes. */
  readonly query: readonly string[];
  readonly body: 'json' | 'bytes' | 'none';
  /** @throws GraphError */
  readonly answer: (call: Call) => Answer | Promise<Answer>;
}
