// Everything that is sent to us is looked at here first, whatever the route: an address that can be read, a body that is
// JSON in UTF-8, and nothing in either that the database cannot hold. What is not so answers 400 and names the field;
// what each field takes beyond that is the contract's.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { faultIn } from '../database/storable.ts';
import { AppError, type ErrorCode } from '../errors.ts';
import { PROBLEM_JSON, problemFrom, sendProblem } from './problem.ts';
import { TOO_SLOW } from './slow-requests.ts';

const refusal = (field: string, fault: string): AppError =>
  new AppError('bad-request', fault, { fields: { [field]: fault } });

/**
 * Checks params, query and body: first for what nobody can take, then by the contract. Fastify hands a body that was left
 * out to the validator as null, which no schema takes for "left out".
 */
export const validate: typeof validatorCompiler = (route) => {
  const check = validatorCompiler(route);
  return (data) => {
    const fault = faultIn(data);
    if (fault) return { error: refusal(fault.path || (route.httpPart ?? 'body'), fault.fault) };
    return check(data === null && route.httpPart === 'body' ? undefined : data);
  };
};

/** JSON is the only body there is, and no body at all is fine. */
export function readJsonOnly(app: FastifyInstance): void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  app.removeAllContentTypeParsers();
  const parse = async (_request: FastifyRequest, bytes: Buffer): Promise<unknown> => {
    if (bytes.length === 0) return undefined;
    try {
      return JSON.parse(decoder.decode(bytes));
    } catch (error) {
      throw refusal('body', error instanceof SyntaxError ? 'This is not JSON.' : 'This is not UTF-8.');
    }
  };
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, parse);
}

/** Query parameters in an encoding that cannot be undone would be taken as they stand: somebody else's words. */
export function checkQuery(request: FastifyRequest): void {
  for (const pair of request.url.split('?', 2)[1]?.split('&') ?? []) {
    const [name = '', value = ''] = pair.split('=', 2);
    if (decoded(name) === null) throw refusal('query', 'A name in the query cannot be decoded.');
    if (decoded(value) === null) throw refusal(decoded(name)!, 'This cannot be decoded: it is not UTF-8.');
  }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** A path the router cannot decode never reaches a route, nor its error handler. */
export function answerBadAddress(_error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(reply, refusal('path', 'This address cannot be decoded: it is not UTF-8.'));
}

const BAD_HTTP = new Map<string, ErrorCode>([
  ['HPE_HEADER_OVERFLOW', 'too-large'],
  [TOO_SLOW, 'too-slow'],
]);

/** What is no HTTP at all, or has more headers than anything honest, is answered by hand: there is no reply yet. */
export function answerBadHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const known = BAD_HTTP.get(error.code!);
  const problem = problemFrom(known ? new AppError(known) : refusal('headers', 'This cannot be read.'));
  const body = JSON.stringify(problem);
  const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`;
  const head = [status, `Content-Type: ${PROBLEM_JSON}`, 'Connection: close'];
  socket.end([...head, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n'));
}
