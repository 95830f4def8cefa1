// The whole HTTP API as data. The web interface sees Rubrica only through this.
import { z } from 'zod';
import { accessEndpoints, roleEndpoints } from './access.ts';
import { accountEndpoints } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { fieldEndpoints } from './fields.ts';
import { fileEndpoints } from './files.ts';
import { helpEndpoints } from './help.ts';
import { homeEndpoints } from './home.ts';
import { listEndpoints } from './lists.ts';
import { mappingEndpoints } from './mapping.ts';
import { matchingEndpoints } from './matching.ts';
import { providerEndpoints } from './providers.ts';
import { queueEndpoints } from './queue.ts';
import { recordEndpoints, Similar } from './records.ts';
import { ruleEndpoints } from './rules.ts';
import { safetyEndpoints } from './safety.ts';
import { timelineEndpoints } from './timeline.ts';

export const ProblemDetails = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    /** What it means for the data. */
    meaning: z.string(),
    /** What to do next. */
    action: z.string(),
    fields: z.record(z.string(), z.string()).optional(),
    /** Seconds after which another try makes sense, as in Retry-After. */
    retryAfter: z.number().int().optional(),
    /** The same, as codes with the numbers their sentences need. */
    problems: z
      .array(
        z.object({
          field: z.string(),
          code: z.string(),
          params: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
        }),
      )
      .optional(),
    /** Of `similar-record`: whom it is like, the likeliest first. */
    matches: z.array(Similar).optional(),
    /** Found in the log beside the cause. */
    reference: z.string().optional(),
  })
  .meta({ id: 'ProblemDetails' });
export type ProblemDetails = z.output<typeof ProblemDetails>;

export const api = {
  getHealth: endpoint({
    method: 'GET',
    path: '/health',
    summary:
      'Whether this server can do its work: its database answers, takes changes and has room, its jobs run; else 503',
    audience: 'anyone',
    response: z.object({
      status: z.literal('ok'),
      database: z.enum(['embedded', 'postgres']),
      version: z.string(),
    }),
  }),
  ...homeEndpoints,
  ...helpEndpoints,
  ...accessEndpoints,
  ...roleEndpoints,
  ...recordEndpoints,
  ...timelineEndpoints,
  ...listEndpoints,
  ...fieldEndpoints,
  ...matchingEndpoints,
  ...accountEndpoints,
  ...queueEndpoints,
  ...ruleEndpoints,
  ...mappingEndpoints,
  ...providerEndpoints,
  ...safetyEndpoints,
  ...fileEndpoints,
};

export type Api = typeof api;
type Input<T> = T extends z.ZodType ? z.input<T> : undefined;
type Output<T> = T extends z.ZodType ? z.output<T> : undefined;
type Part<E, Name extends string> = E extends Record<Name, infer S> ? S : undefined;
type Given<T> = { [K in keyof T as [T[K]] extends [undefined] ? never : K]: T[K] };

/** What the client sends. */
export type Arguments<K extends keyof Api> = Given<{
  params: Input<Part<Api[K], 'params'>>;
  query: Input<Part<Api[K], 'query'>>;
  body: Input<Part<Api[K], 'body'>>;
}>;
/** What a handler receives, after validation. */
export type Received<K extends keyof Api> = {
  params: Output<Part<Api[K], 'params'>>;
  query: Output<Part<Api[K], 'query'>>;
  body: Output<Part<Api[K], 'body'>>;
};
export type Answer<K extends keyof Api> =
  | z.output<Api[K]['response']>
  | (Api[K] extends { accepted: infer S extends z.ZodType } ? z.output<S> : never);

export type { RubricaEvent } from '../../events.ts';
