// The HTTP server as a whole, listening nowhere yet: `listen` or `inject` is the caller's.
import { fileURLToPath } from 'node:url';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import { createAuth } from '../access/sessions/auth.ts';
import { compressAnswers } from './compress.ts';
import type { ServerDeps } from './deps.ts';
import { sendHeaders } from './headers.ts';
import { answerBadAddress, answerBadHttp, checkQuery, readJsonOnly, validate } from './input.ts';
import { serveInterface } from './interface.ts';
import { createLimiter } from './limits.ts';
import { countAnswers } from './metrics.ts';
import { describeApi } from './openapi.ts';
import { checkOrigin } from './origin.ts';
import { answerErrors, routeOf } from './problem.ts';
import { allRoutes } from './routes/all.ts';
import { endSlowRequests, MOST_MS, MOVES_MS } from './slow-requests.ts';
import { createStreams } from './streams.ts';

/** Room for the values of a record, or for ten thousand ids. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;

const WEB_FOLDER = fileURLToPath(new URL('../../web/dist', import.meta.url));

export function createServer(deps: ServerDeps): FastifyInstance {
  const { config, log } = deps;
  const app = Fastify({
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: MOST_MS,
    http: { headersTimeout: MOVES_MS },
    trustProxy: config.trustedProxies?.length ? config.trustedProxies : false,
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerBadHttp,
  });
  app.setValidatorCompiler(validate);
  app.setSerializerCompiler(serializerCompiler);
  app.decorate('auth', createAuth(deps.db, { secret: deps.sessionSecret, url: config.url }));
  app.decorate('limiter', createLimiter(deps.pool, deps.limits));
  app.decorate('streams', createStreams());
  app.decorate('answers', countAnswers(app));
  app.decorateRequest('actor', null);
  answerErrors(app, log);
  endSlowRequests(app.server);
  readJsonOnly(app);
  app.addHook('onRequest', async (request) => {
    checkOrigin(request, config);
    checkQuery(request);
  });
  sendHeaders(app, config.url);
  compressAnswers(app);
  describeApi(app, config);
  logRequests(app, deps);
  tellEvents(app, deps);
  app.register(async (routes) => allRoutes(routes, deps));
  serveInterface(app, deps.webFolder ?? WEB_FOLDER);
  return app;
}

/** One line a request: never an address with its parameters, a query or a body. */
function logRequests(app: FastifyInstance, { log }: ServerDeps): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = routeOf(request);
    const write = route === '/health' || route === '/metrics' ? log.debug : log.info;
    write('request', {
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      userId: request.actor?.userId,
    });
  });
}

function tellEvents(app: FastifyInstance, deps: ServerDeps): void {
  let stop: (() => void) | undefined;
  app.addHook('onReady', async () => {
    await app.limiter.ready;
    stop = deps.listenToEvents(
      (event, audience) => app.streams.deliver(event, audience),
      // Their readers come back in a moment and ask for everything anew.
      () => app.streams.closeAll(),
    );
  });
  app.addHook('preClose', async () => app.streams.closeAll());
  app.addHook('onClose', async () => stop?.());
}
