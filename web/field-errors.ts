import { ApiError } from './api.ts';

/** What the server said about single fields, by the last part of their name: `body.email` is about `email`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(
    Object.entries(error.fields).map(([path, words]) => [path.replace(/^(body|values)[./]/, ''), words]),
  );
}
