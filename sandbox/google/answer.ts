import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, html } from '../server/answer.ts';
import type { Clock } from '../server/clock.ts';
import type { Account } from './account.ts';
import type { Behaviour } from './behaviour.ts';
import type { ApiMethod } from './call.ts';
import type { RequestCounters } from './counters.ts';
import type { Grants, OAuthClient } from './oauth/grants.ts';
import type { RequestKind } from './request-kind.ts';

export interface Request {
  readonly verb: string;
  readonly kind: RequestKind;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Undefined when this is no call of the API. */
  readonly method: ApiMethod | undefined;
  /** Address of the user whose access token was sent, whether or not it is still good. */
  readonly user: string | undefined;
  readonly body: Buffer;
}

/** All that the handlers need to know of the server they are part of. */
export interface World {
  readonly accounts: readonly Account[];
  readonly behaviour: Behaviour;
  readonly clients: readonly OAuthClient[];
  readonly clock: Clock;
  readonly counters: RequestCounters;
  readonly grants: Grants;
  /** Known once the port is: no request comes before. */
  origin: string;
}

/** What Google's front end says about itself: HTML, also where JSON is expected. */
export const frontEndPage = (status: number, title: string): Answer =>
  html(
    status,
    `<!DOCTYPE html><html lang=en><title>Error ${status} (${title})!!1</title><p><b>${status}.</b> <ins>That’s an error.</ins></p></html>`,
  );
