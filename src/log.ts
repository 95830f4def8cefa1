// What the server says about itself. Only the keys listed here are ever written, so that no password, token or card
// content can slip into a log by way of an object that happened to be at hand.
import { describeError } from './log-error.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const LOG_KEYS = [
  'accountId',
  'action',
  'address',
  'attempt',
  'bookId',
  'bytes',
  'cards',
  'code',
  'count',
  'database',
  'expected',
  'host',
  'jobId',
  'kind',
  'method',
  'ms',
  'outcome',
  'pid',
  'provider',
  'queue',
  'reason',
  'recordId',
  'reference',
  'requests',
  'retryAt',
  'route',
  'runId',
  'setting',
  'signal',
  'state',
  'status',
  'trigger',
  'userId',
  'version',
  'waitMs',
] as const;
type LogKey = (typeof LOG_KEYS)[number];

export type LogDetail = Partial<Record<LogKey, string | number | boolean | null | undefined>> & {
  error?: unknown;
};

export interface Log {
  debug(event: string, detail?: LogDetail): void;
  info(event: string, detail?: LogDetail): void;
  warn(event: string, detail?: LogDetail): void;
  error(event: string, detail?: LogDetail): void;
}

export interface LogOptions {
  level: LogLevel;
  /** Readable lines for a terminal; JSON lines otherwise. */
  readable: boolean;
  write(line: string): void;
  now?(): Date;
}

/** A log that writes lines of `level` and above. */
export function createLog({ level, readable, write, now = () => new Date() }: LogOptions): Log {
  const from = LOG_LEVELS.indexOf(level);
  const format = readable ? readableLine : jsonLine;
  const at =
    (name: LogLevel) =>
    (event: string, detail: LogDetail = {}) => {
      if (LOG_LEVELS.indexOf(name) >= from) write(format(now(), name, event, allowed(detail)));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Lines on stderr: readable when somebody is looking, JSON for a collector. */
export function logToStderr(level: LogLevel): Log {
  return createLog({
    level,
    readable: process.stderr.isTTY === true,
    write: (line) => void process.stderr.write(line),
  });
}

const SELDOM_MS = 30_000;

/** Passes a warning or an error on, and the same one again only half a minute later, with how many there were since. */
export function seldom(log: Log, now: () => number = Date.now): Log {
  const told = new Map<string, { at: number; since: number }>();
  const seldomAt =
    (level: 'warn' | 'error') =>
    (event: string, detail: LogDetail = {}) => {
      const last = told.get(event);
      if (last && now() - last.at < SELDOM_MS) {
        last.since += 1;
        return;
      }
      told.set(event, { at: now(), since: 0 });
      log[level](event, { ...detail, ...(last?.since ? { count: last.since + 1 } : {}) });
    };
  return { ...log, warn: seldomAt('warn'), error: seldomAt('error') };
}

function allowed(detail: LogDetail): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key of LOG_KEYS) {
    const value = detail[key];
    if (value === undefined) continue;
    kept[key] = typeof value === 'string' ? oneLine(value) : value;
  }
  if (detail.error !== undefined) kept.error = describeError(detail.error);
  return kept;
}

/** A value can neither start a line of its own nor drive a terminal. */
const oneLine = (text: string): string =>
  text.slice(0, 500).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (c) => encodeURIComponent(c));

function jsonLine(at: Date, level: LogLevel, event: string, detail: Record<string, unknown>): string {
  return `${JSON.stringify({ time: at.toISOString(), level, event: oneLine(event), ...detail })}\n`;
}

function readableLine(at: Date, level: LogLevel, event: string, detail: Record<string, unknown>): string {
  const { error, ...plain } = detail as { error?: { message?: string; at?: string[] } };
  const words = Object.entries(plain).map(([key, value]) => `${key}=${value}`);
  const head = [at.toISOString().slice(11, 19), level.padEnd(5), oneLine(event), ...words].join('  ');
  if (!error) return `${head}\n`;
  return [head, `  ${error.message}`, ...(error.at ?? []).map((frame) => `    ${frame}`), ''].join('\n');
}
