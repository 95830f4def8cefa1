// Every failure as application/problem+json (RFC 9457): what happened, what it means for the data, the way out. What is
// not in the catalogue is 'internal', with a reference under which the log has the cause.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { databaseProblem } from '../database/database-problem.ts';
import { AppError, ERRORS } from '../errors.ts';
import { type Log, seldom } from '../log.ts';
import type { ProblemDetails } from './contract/contract.ts';
import { schemaProblems, verbProblems } from './field-problems.ts';

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** Answers with the entry of the catalogue; relative, so that it names no host. */
const typeOf = (code: string): string => `/api/v1/errors/${code}`;

export function problemFrom(error: AppError, reference?: string): ProblemDetails {
  const { status, title, meaning, action } = ERRORS[error.code];
  return {
    type: typeOf(error.code),
    title,
    status,
    detail: error.message,
    code: error.code,
    meaning,
    action,
    ...(error.problems
      ? { fields: error.fields, problems: error.problems }
      : error.fields && verbProblems(error.fields)),
    ...(error.matches && { matches: error.matches }),
    ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }),
    ...(reference && { reference }),
  };
}

export function sendProblem(reply: FastifyReply, error: AppError, reference?: string): FastifyReply {
  if (error.retryAfter !== undefined) reply.header('retry-after', String(error.retryAfter));
  if (error.code === 'not-signed-in') reply.header('www-authenticate', 'Bearer realm="rubrica"');
  const problem = problemFrom(error, reference);
  return reply.code(problem.status).type(PROBLEM_JSON).send(JSON.stringify(problem));
}

export function answerErrors(app: FastifyInstance, log: Log): void {
  const quiet = seldom(log);
  app.setErrorHandler((error, request, reply) => {
    const known = knownError(error);
    if (known && known.code !== 'internal') {
      if (known.cause !== undefined && isOfDatabase(known))
        quiet.warn('a request failed for the database', {
          code: known.code,
          method: request.method,
          route: routeOf(request),
          error,
        });
      return sendProblem(reply, known);
    }
    const reference = randomBytes(5).toString('hex');
    log.error('request failed', { reference, method: request.method, route: routeOf(request), error });
    return sendProblem(reply, new AppError('internal'), reference);
  });
}

/** The pattern of the route, never the address asked for: that may hold an invitation or a search. */
export const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'none';

function knownError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error))
    return new AppError('bad-request', undefined, schemaProblems(error.validation));
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new AppError('not-json');
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new AppError('too-large');
  // The file server's: a folder, a hidden file, a name that climbs out.
  if (statusCode === 404 || statusCode === 403) return new AppError('not-found');
  if (statusCode && statusCode >= 400 && statusCode < 500)
    return new AppError('bad-request', 'The request cannot be read.', {
      fields: { body: 'This cannot be read.' },
    });
  return databaseProblem(error);
}

const isOfDatabase = ({ code }: AppError): boolean => code.startsWith('database-');
