// Requests for an operation of the OpenAPI document: as its schemas say, and then spoilt in one place or more.
import type { Random } from '../../simulation/world/random.ts';
import { HOSTILE_HEADERS, hostileBytes, hostilePart, hostileText, hostileValue } from './hostile.ts';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  minimum?: number;
  maximum?: number;
}

export interface Operation {
  method: string;
  path: string;
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

export interface Request {
  method: string;
  /** As it stands on the wire. */
  path: string;
  headers: Record<string, string>;
  body?: Buffer;
}

/** What values are made of beside the schemas. */
export interface Material {
  schemas: Record<string, Schema>;
  /** Of things there are. */
  ids: string[];
  /** Calls that go through as they are, by operation: half of the requests begin as one. */
  known: Record<string, { params?: Record<string, string>; query?: Record<string, string>; body?: unknown }>;
  /** Keys of fields, addresses that are accepted somewhere, and the like. */
  words: string[];
  /** Cursors that answers gave. */
  cursors: string[];
}

const HOSTILE = { path: 0.1, query: 0.25, header: 0.15, value: 0.45, bytes: 0.06 };

export function makeRequest(random: Random, operation: Operation, material: Material): Request {
  const known = random.chance(0.5) ? material.known[operation.operationId] : undefined;
  const path = pathFor(random, operation, material, known?.params);
  const pairs = pairsFor(random, operation, material, known?.query);
  const headers = headersFor(random);
  const request: Request = {
    method: operation.method,
    path: pairs.length ? `${path}?${pairs.join('&')}` : path,
    headers,
  };
  const { content } = operation.requestBody ?? {};
  const schema = content && Object.values(content)[0]?.schema;
  if (schema || (operation.method !== 'GET' && random.chance(0.1))) {
    let value = known ? known.body : valueFor(random, schema ?? {}, material);
    while (random.chance(HOSTILE.value)) value = spoil(random, value);
    const text = JSON.stringify(value) ?? '';
    request.body = random.chance(HOSTILE.bytes) ? hostileBytes(random, text) : Buffer.from(text);
    headers['content-type'] ??= 'application/json';
  }
  return request;
}

function pathFor(
  random: Random,
  { path, parameters = [] }: Operation,
  material: Material,
  known: Record<string, string> | undefined,
): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (random.chance(HOSTILE.path)) return hostilePart(random);
    if (known?.[name]) return known[name];
    const schema = parameters.find((parameter) => parameter.name === name)?.schema ?? {};
    return encodeURIComponent(String(valueFor(random, schema, material)).toWellFormed());
  });
}

function pairsFor(
  random: Random,
  { parameters = [] }: Operation,
  material: Material,
  known: Record<string, string> | undefined,
): string[] {
  const pairs = parameters.flatMap(({ name, in: place, required, schema }) => {
    if (place !== 'query' || (!required && !random.chance(0.5))) return [];
    const value = name === 'cursor' ? cursorFor(random, material) : valueFor(random, schema, material);
    const text = random.chance(HOSTILE.query)
      ? hostilePart(random)
      : encodeURIComponent(known?.[name] ?? String(value));
    return random.chance(0.06) ? [`${name}=${text}`, `${name}=`] : [`${name}=${text}`];
  });
  if (random.chance(0.06)) pairs.push(`${hostilePart(random)}=${hostilePart(random)}`);
  return pairs;
}

function headersFor(random: Random): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let n = 0; random.chance(HOSTILE.header) && n < 3; n++) {
    const name = random.pick(Object.keys(HOSTILE_HEADERS));
    headers[name] = random.pick(HOSTILE_HEADERS[name]!);
  }
  return headers;
}

/** A value as `schema` asks for it. */
function valueFor(random: Random, schema: Schema, material: Material, depth = 0): unknown {
  const inner = (part: Schema): unknown => valueFor(random, part, material, depth + 1);
  if (schema.$ref) return inner(material.schemas[schema.$ref.split('/').at(-1)!] ?? {});
  if ('const' in schema) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return inner(random.pick(choices));
  switch (typeof schema.type === 'string' ? schema.type : schema.type?.[0]) {
    case 'object':
      return objectFor(random, schema, material, inner);
    case 'array':
      return Array.from({ length: depth > 5 ? 0 : random.int(4) }, () => inner(schema.items ?? {}));
    case 'integer':
    case 'number':
      return random.between(Math.max(schema.minimum ?? 0, -100), Math.min(schema.maximum ?? 100, 100));
    case 'boolean':
      return random.chance(0.5);
    case 'null':
      return null;
    case 'string':
      if (schema.format === 'uuid') return random.pick(material.ids);
      if (schema.format === 'email') return `fuzz-${random.int(1e9)}@example.org`;
      return random.chance(0.2) ? random.pick(material.ids) : random.pick(material.words);
    default:
      return hostileValue(random);
  }
}

function objectFor(
  random: Random,
  { properties = {}, required = [], additionalProperties, propertyNames }: Schema,
  { words }: Material,
  inner: (schema: Schema) => unknown,
): unknown {
  const kept = Object.entries(properties).filter(([name]) => required.includes(name) || random.chance(0.4));
  const object = Object.fromEntries(kept.map(([name, schema]) => [name, inner(schema)]));
  if (typeof additionalProperties !== 'object') return object;
  for (let n = random.int(4); n > 0; n--) {
    const key = propertyNames?.enum ? String(random.pick(propertyNames.enum)) : random.pick(words);
    object[key] = inner(additionalProperties);
  }
  return object;
}

/** The same with one place somewhere in it that is hostile, left out or too much. */
function spoil(random: Random, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || random.chance(0.1)) return hostileValue(random);
  if (Array.isArray(value)) {
    if (value.length === 0 || random.chance(0.3)) return [...value, hostileValue(random)];
    const at = random.int(value.length);
    return value.with(at, spoil(random, value[at]));
  }
  const keys = Object.keys(value);
  const name = keys.length === 0 || random.chance(0.15) ? hostileText(random) : random.pick(keys);
  const entries = Object.entries(value).filter(([key]) => key !== name);
  if (random.chance(0.1)) return Object.fromEntries(entries);
  return Object.fromEntries([...entries, [name, spoil(random, (value as Record<string, unknown>)[name])]]);
}

/** One that was given by some list, or what looks like one. */
function cursorFor(random: Random, { cursors, ids }: Material): string {
  if (cursors.length > 0 && random.chance(0.4)) {
    const given = random.pick(cursors);
    return random.chance(0.7) ? given : given.slice(0, random.int(given.length));
  }
  const key = random.chance(0.5)
    ? random.pick(['', 'a', '2026-11-29T10:00:00Z', '2026-02-30T10:00:00Z'])
    : hostileValue(random);
  const id = random.chance(0.8) ? random.pick(ids) : hostileValue(random);
  const content = random.pick<unknown>([[key, id], [key, id], [key, id], [id], { key, id }, key]);
  return Buffer.from(JSON.stringify(content) ?? '')
    .toString(random.pick(['base64url', 'base64', 'hex']))
    .slice(0, 3000);
}
