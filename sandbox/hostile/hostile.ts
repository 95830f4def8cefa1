// A server that means harm, a behaviour under each path: `http://127.0.0.1:PORT/gzip-bomb/` is an account at which one
// thing is wrong. Beside it a witness, which must never be given a password.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BEHAVIOURS, type Behaviour, type BehaviourName } from './behaviours.ts';
import { honestly, type Stage, stageOf } from './honest.ts';

export interface HostileServer {
  url: string;
  /** Where somebody who connects enters. */
  entry(behaviour: BehaviourName): string;
  /** What was asked of a behaviour so far; null is a request outside of the account. */
  asked(behaviour: BehaviourName): (Stage | null)[];
  /** Connections that are open now, of whatever behaviour. */
  open(): number;
  /** Requests that the witness saw: where to, and with which Authorization. */
  witnessed: { path: string; authorization: string | undefined }[];
  stop(): Promise<void>;
}

export async function startHostileServer(port = 0): Promise<HostileServer> {
  const asked = new Map<string, (Stage | null)[]>();
  const witnessed: HostileServer['witnessed'] = [];
  const witness = createServer((request, response) => {
    witnessed.push({ path: request.url ?? '', authorization: request.headers.authorization });
    response.writeHead(404).end();
  });
  const places = {
    origin: '',
    witness: await listen(witness),
  };

  const answer: RequestListener = async (request, response) => {
    response.on('error', () => {});
    const [, name = '', rest = ''] = /^\/([\w-]+)(\/.*)$/.exec(request.url ?? '') ?? [];
    const behaviour = (BEHAVIOURS as Record<string, Behaviour>)[name];
    const body = await bodyOf(request);
    if (!behaviour) return void response.writeHead(404).end();
    const root = `/${name}`;
    const stage = stageOf(request, rest, body);
    const before = asked.get(name) ?? [];
    asked.set(name, [...before, stage]);
    if (rest === '/photo.jpg')
      return void response.writeHead(302, { location: `${places.witness}/photo.jpg` }).end();
    if (rest === '/forbidden/') return void response.writeHead(403).end();
    if (rest === '/dead/') return void request.socket.destroy();
    if (stage === null) return void response.writeHead(404).end();
    const place = {
      ...places,
      stage,
      root,
      path: rest,
      times: before.filter((each) => each === stage).length,
    };
    if (behaviour.at === stage) return behaviour.answer(response, place);
    const honest = honestly(place);
    response.writeHead(honest.status, { etag: '"1"' }).end(honest.body);
  };
  const server = createServer({ keepAliveTimeout: 1000 }, answer);
  const url = await listen(server, port);
  places.origin = url;
  let open = 0;
  server.on('connection', (socket) => {
    open += 1;
    socket.on('error', () => {}).on('close', () => (open -= 1));
  });

  return {
    url,
    entry: (behaviour) => `${url}/${behaviour}/`,
    asked: (behaviour) => asked.get(behaviour) ?? [],
    open: () => open,
    witnessed,
    async stop() {
      server.closeAllConnections();
      await Promise.all([server, witness].map((each) => new Promise((resolve) => each.close(resolve))));
    },
  };
}

async function listen(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
