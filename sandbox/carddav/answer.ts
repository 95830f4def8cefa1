import type { Behaviour } from './behaviour.ts';
import type { RequestCounters } from './counters.ts';
import type { Account } from './dav/resource.ts';
import type { XmlWriter } from './dav/xml-write.ts';
import type { DigestDoor } from './digest.ts';

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer | Iterable<string>;
}

/** All that the handlers need to know of the server they are part of. */
export interface World {
  readonly behaviour: Behaviour;
  readonly accounts: readonly Account[];
  readonly write: XmlWriter;
  readonly counters: RequestCounters;
  /** The origin that home sets are on, with its port written out. */
  readonly partitionOrigin: string;
  readonly digest: DigestDoor | undefined;
}

export const xmlType = { 'Content-Type': 'application/xml; charset=utf-8' };

export const plain = (status: number, text: string): Answer => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: text,
});

export const multistatus = (world: World, parts: Iterable<string>): Answer => ({
  status: 207,
  headers: xmlTypes[world.behaviour.charset],
  body: inCharset(world.behaviour, world.write.multistatus(parts)),
});

const latin1Type = { 'Content-Type': 'text/xml' };
const xmlTypes = {
  'utf-8': xmlType,
  unescaped: xmlType,
  bytes: xmlType,
  latin1: latin1Type,
  'utf-16': { 'Content-Type': 'application/xml; charset=utf-16' },
};

function inCharset({ charset }: Behaviour, parts: Iterable<string>): Buffer | Iterable<string> {
  if (charset === 'utf-8' || charset === 'unescaped') return parts;
  const text = [...parts].join('');
  return charset === 'utf-16' ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(text, 'latin1');
}

export const failed = (world: World, status: number, condition: string, inner = ''): Answer => ({
  status,
  headers: xmlType,
  body: world.write.error(condition, inner),
});
