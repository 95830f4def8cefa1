// The door that openid-client's requests go through: ours, so that they are guarded, counted and replayable like all others.
import type { CustomFetch } from 'openid-client';
import type { HttpFetch } from '../http/http.ts';
import { OAuthError } from './oauth-error.ts';

const WITHOUT_BODY = new Set([204, 205, 304]);

/** @param kind what the requests are counted as */
export function oauthFetch(fetch: HttpFetch, kind: string): CustomFetch {
  return async (url, { method, headers, body }) => {
    const response = await fetch({
      method,
      url,
      headers,
      kind,
      ...(body === null || body === undefined ? {} : { body: String(body) }),
    });
    const text = await response.text();
    if (response.status === 429 || response.status >= 500)
      throw new OAuthError('unavailable', `${new URL(url).host} answered ${response.status}`);
    return new Response(WITHOUT_BODY.has(response.status) ? null : text, {
      status: response.status,
      headers: response.headers,
    });
  };
}
