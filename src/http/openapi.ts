// The OpenAPI 3.1 document, made from the contract as it is registered.
import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cookieNameFor } from '../access/sessions/auth.ts';
import { type Api, api, ProblemDetails } from './contract/contract.ts';
import type { Endpoint } from './contract/endpoint.ts';
import type { ServerConfig } from './deps.ts';

/** Schema of a route that is no part of the API. */
export const HIDDEN: FastifySchema = { hide: true } as object;

/** Either of them. */
export const SIGNED_IN: Record<string, string[]>[] = [{ token: [] }, { session: [] }];

export function describeApi(app: FastifyInstance, config: ServerConfig): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Rubrica',
        version: config.version,
        description:
          'Times are RFC 3339 in UTC, ids are UUIDv7. Lists take `limit` and `cursor` and answer `{items, next, total}`. ' +
          'Failures are `application/problem+json` with a `code` of the catalogue. What belongs to another user answers 404.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: config.url }],
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'A personal access token' },
          session: { type: 'apiKey', in: 'cookie', name: cookieNameFor(config.url) },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
}

/** What a route says about itself: to the validator, the serialiser and the document. */
export function schemaOf(name: keyof Api, endpoint: Endpoint): Record<string, unknown> {
  const { summary, audience, session, params, query, body, response, status = 200, accepted } = endpoint;
  const problem = {
    description: 'What went wrong',
    content: { 'application/problem+json': { schema: ProblemDetails } },
  };
  return {
    operationId: name,
    summary,
    tags: [endpoint.path.split('/')[3] ?? 'health'],
    ...(audience === 'administrator' && { description: 'For administrators.' }),
    security: audience === 'anyone' ? [] : session ? [{ session: [] }] : SIGNED_IN,
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body: strictBody(body) }),
    response: {
      [status]: response.describe(summary),
      ...(accepted && { 202: accepted.describe('It goes on after this answer') }),
      '4xx': problem,
      '5xx': problem,
    },
  };
}

/** A key the endpoint does not know is refused, so that a misspelt one does not pass for "nothing to change". */
function strictBody(body: z.ZodType): z.ZodType {
  if (body instanceof z.ZodObject) return body.strict();
  if (body instanceof z.ZodOptional) return strictBody(body.unwrap() as z.ZodType).optional();
  return body;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Schemas };
}
type Operation = { operationId?: string; requestBody?: { required?: boolean } };
type Schemas = Record<string, unknown>;

/** The document; bodies that may be left out say so, and components nothing refers to are left out. */
export function apiDocument(app: FastifyInstance): Document {
  const document = app.swagger() as unknown as Document;
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path)) {
      const endpoint: Endpoint | undefined = api[operation.operationId as keyof Api];
      if (operation.requestBody && endpoint?.body instanceof z.ZodOptional)
        operation.requestBody.required = false;
    }
  }
  const { schemas } = document.components;
  const used = refsIn(document.paths, schemas);
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
  return { ...document, components: { ...document.components, schemas: kept } };
}

/** Names of the components `part` refers to, directly or by way of others. */
function refsIn(part: unknown, schemas: Schemas, found = new Set<string>()): Set<string> {
  for (const [, name] of JSON.stringify(part ?? null).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    if (found.has(name!)) continue;
    found.add(name!);
    refsIn(schemas[name!], schemas, found);
  }
  return found;
}
