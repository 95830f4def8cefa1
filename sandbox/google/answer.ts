import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from './account.ts';
import type { Behaviour } from './behaviour.ts';
import type { ApiMethod } from './call.ts';
import type { Clock } from './clock.ts';
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

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
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

export const json = (status: number, body: object, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=UTF-8', ...headers },
  body: JSON.stringify(body),
});

export const html = (status: number, body: string): Answer => ({
  status,
  headers: { 'Content-Type': 'text/html; charset=UTF-8' },
  body,
});

export const redirect = (to: string): Answer => ({ status: 303, headers: { Location: to } });

export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What Google's front end says about itself: HTML, also where JSON is expected. */
export const frontEndPage = (status: number, title: string): Answer =>
  html(
    status,
    `<!DOCTYPE html><html lang=en><title>Error ${status} (${title})!!1</title><p><b>${status}.</b> <ins>That’s an error.</ins></p></html>`,
  );
