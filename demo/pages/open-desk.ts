// The server of the demo's pages, for this machine alone.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Phone } from '../phones/phone.ts';
import { Refused } from '../world/client.ts';
import type { Connected } from '../world/fill-rubrica.ts';
import { accountOf, syncNow } from '../world/fill-rubrica.ts';
import { deskPage, type Found } from './desk-page.ts';
import { html } from './html.ts';
import { contactPage, editPage, listPage, personOf } from './phone-page.ts';
import { languageOf, WORDS } from './words.ts';

export interface DeskPages {
  url: string;
  close(): Promise<void>;
}

interface Desk {
  connected: readonly Connected[];
  /** Where Rubrica is. */
  rubrica: string;
}

/** A page, or where to go instead. */
type Answer = { page: string; status?: number } | { to: string };

export async function openDesk(desk: Desk): Promise<DeskPages> {
  const server = createServer((request, response) => {
    answer(desk, request).then(
      (given) => send(response, given),
      (error: Error) => send(response, { status: 500, page: html`<p>${error.message}</p>`.text }),
    );
  });
  // Beside Rubrica's port, where that is free, so that it is the same address tomorrow.
  const wanted = Number(new URL(desk.rubrica).port) + 1;
  await listen(server, wanted).catch(() => listen(server, 0));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listen = (server: ReturnType<typeof createServer>, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

function send(response: ServerResponse, given: Answer): void {
  if ('to' in given) response.writeHead(303, { Location: given.to }).end();
  else
    response.writeHead(given.status ?? 200, { 'Content-Type': 'text/html; charset=utf-8' }).end(given.page);
}

async function answer(desk: Desk, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  const language = languageOf(url.searchParams.get('lang'), request.headers['accept-language']);
  const [, area, name, act = ''] = url.pathname.split('/');
  if (url.pathname === '/') {
    const found = await Promise.all(
      desk.connected.map(async (each) => [each, await accountOrNull(each)] as const),
    );
    return { page: deskPage(desk.rubrica, found, language) };
  }
  const connected = desk.connected.find(({ phone }) => phone.id === name);
  if (area !== 'phones' || !connected) return { to: `/?lang=${language}` };
  const { phone } = connected;
  const view = { phone, language, words: WORDS[language] };
  const id = url.searchParams.get('id') ?? undefined;
  const home = `/phones/${phone.id}?lang=${language}`;
  if (request.method === 'POST') {
    // Only from these pages.
    if (request.headers.origin !== url.origin) return { status: 403, page: 'Forbidden' };
    const to = await perform(phone, act, url.searchParams, request);
    // Rubrica looks at once, as if the phone had told it. Where it may not, the page shows why.
    await syncNow(connected).catch(() => null);
    return to === undefined
      ? { to: act === 'break' ? `/?lang=${language}#of-${phone.id}` : home }
      : { to: `/phones/${phone.id}/contact?${new URLSearchParams({ lang: language, id: to })}` };
  }
  if (act === '') return { page: listPage(view) };
  const entry = id === undefined ? undefined : phone.get(id);
  if (act === 'edit') return { page: editPage(view, entry) };
  return entry ? { page: contactPage(view, entry) } : { to: home };
}

/** What a form asks for; answers whose page comes next, where it is somebody's. */
async function perform(
  phone: Phone,
  act: string,
  asked: URLSearchParams,
  request: IncomingMessage,
): Promise<string | undefined> {
  const id = asked.get('id') ?? undefined;
  if (act === 'save') return phone.save(personOf(await readForm(request)), id);
  if (act === 'delete' && id !== undefined) phone.remove(id);
  if (act === 'break') phone.mishaps.find(({ kind }) => kind === asked.get('what'))?.happen();
  return undefined;
}

/** Null once it was disconnected; whatever else keeps it from being told is no answer. */
const accountOrNull = (connected: Connected): Promise<Found> =>
  accountOf(connected).catch((error: unknown) => {
    if (error instanceof Refused && error.status === 404) return null;
    throw error;
  });

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
