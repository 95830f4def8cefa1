import { type Answer, escaped, html, redirect } from '../../server/answer.ts';
import type { WayBack } from './authorize-request.ts';

export type Params = Readonly<Record<string, string>>;

/** The address the browser goes back to, with what is told there; a form that is posted is shown as a query. */
export function backTo({ redirectUri, mode, state }: WayBack, params: Params): URL {
  const url = new URL(redirectUri);
  const all = { ...params, ...(state === null ? {} : { state }) };
  if (mode === 'fragment') url.hash = new URLSearchParams(all).toString();
  else for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
  return url;
}

/** The same as an answer to the browser. */
export function sendBack(way: WayBack, params: Params): Answer {
  if (way.mode !== 'form_post') return redirect(backTo(way, params).href);
  const all = { ...params, ...(way.state === null ? {} : { state: way.state }) };
  const inputs = Object.entries(all).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  return html(
    200,
    `<html><head><title>Working...</title></head><body><form method="POST" name="hiddenform" action="${escaped(way.redirectUri)}">${inputs.join('')}<noscript><p>Script is disabled. Click Submit to continue.</p><input type="submit" value="Submit"></noscript></form><script>document.forms[0].submit();</script></body></html>`,
  );
}
