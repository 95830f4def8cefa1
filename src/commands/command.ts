// What a command of `npm run rubrica` is: how it is called, and what it does with what it was given.
import type { ParseArgsOptionsConfig } from 'node:util';
import type { Config } from '../config.ts';
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
  /** As typed: `user create`. */
  name: string;
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
