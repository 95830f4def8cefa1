// One endpoint as data: the server registers it, the OpenAPI document lists it, the typed client calls it.
import { z } from 'zod';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call: nobody signed in, anybody signed in, or administrators. Finer rights are the verb's. */
export type Audience = 'anyone' | 'user' | 'administrator';

export interface Endpoint {
  method: Method;
  path: string;
  summary: string;
  audience: Audience;
  /** Only for people at a browser: an access token does not do. */
  session?: true;
  /** Status of the answer when all went well; 200 unless told. */
  status?: number;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  response: z.ZodType;
  /** Answered with 202 instead where the work goes on after the answer. */
  accepted?: z.ZodType;
}

/** Keeps the literal types of `definition`. */
export const endpoint = <const E extends Endpoint>(definition: E): E => definition;

export const id = z.uuid();
export const byId = z.object({ id });
export const time = z.iso.datetime().describe('RFC 3339, UTC');
export const nothing = z.null();
/** Of a record; the database counts in 32 bits. */
export const version = z.int32().min(0);

/** A list query: `limit` 1 to 500 (50), `cursor` as a former answer gave it. */
export const page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(8000).optional(),
});

/** `{items, next, total}`; `next` is null on the last page. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int() });

export const queryBoolean = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .pipe(z.boolean());
