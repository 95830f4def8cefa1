// The settings that must never be seen. Printing, logging or serialising them yields a placeholder.
import { inspect } from 'node:util';

interface SecretValues {
  databaseUrl: string | null;
  secretKey: Buffer | null;
  oldSecretKey: Buffer | null;
  adminPassword: string | null;
  /** By provider. */
  clientSecrets: ReadonlyMap<string, string | null>;
}

export class Secrets {
  readonly #values: SecretValues;

  constructor(values: SecretValues) {
    this.#values = values;
  }

  databaseUrl(): string | null {
    return this.#values.databaseUrl;
  }

  /** From the environment; null when it is to be kept in the data folder. */
  secretKey(): Buffer | null {
    return this.#values.secretKey;
  }

  /** The key that `RUBRICA_SECRET_KEY` replaces, while it does. */
  oldSecretKey(): Buffer | null {
    return this.#values.oldSecretKey;
  }

  adminPassword(): string | null {
    return this.#values.adminPassword;
  }

  /** Of the application registered with `provider`; null when an administrator enters it. */
  clientSecret(provider: string): string | null {
    return this.#values.clientSecrets.get(provider) ?? null;
  }

  toString(): string {
    return '[secrets]';
  }

  toJSON(): string {
    return '[secrets]';
  }

  [inspect.custom](): string {
    return '[secrets]';
  }
}
