// What a command of `npm run rubrica` is: how it is called, and what it does with what it was given.
import type { ParseArgsOptionsConfig } from 'node:util';
import type { z } from 'zod';
import type { Config } from '../config.ts';
import { isStorable } from '../database/storable.ts';
import type { Log } from '../log.ts';

export interface Invocation {
  /** Words after the command's name. */
  arguments: string[];
  options: Record<string, string | boolean | undefined>;
  /** For a machine: one JSON document on stdout. */
  json: boolean;
  /** Read from the environment. @throws ConfigError */
  config(): Config;
  log(config: Config): Log;
  /** Writes the answer: `data` as JSON, or `text` for a person. */
  answer(text: string, data: unknown): void;
}

export interface Command {
  /** What follows the name. */
  takes: string;
  summary: string;
  /** Number of arguments: least and most. */
  arity: [number, number];
  options: ParseArgsOptionsConfig;
  /** One line per option. */
  help: string[];
  /** The exit code. @throws UsageError, StartError, AppError */
  run(invocation: Invocation): Promise<number>;
}

/** The command was not called as it has to be. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** `value` as the API takes it. @throws UsageError that says what is wrong with which part of `what` */
export function demandForm<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const faults = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new UsageError(`${what} cannot be made. ${faults.join('; ')}.`);
}

/** @throws UsageError for a text that lost something on its way here: bytes that are not UTF-8, NUL */
export function demandText(text: string, what: string): void {
  if (!isStorable(text) || text.includes('\ufffd'))
    throw new UsageError(`${what} holds a character that cannot be kept: give it in UTF-8.`);
}
