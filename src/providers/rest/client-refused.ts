// A client that a provider does not take, as an error that says why in a code: people read it in their language.
import { ProviderError } from '../provider.ts';

/** @param sentences the connector's advice, by code; `{{name}}` stands for a parameter */
export const clientRefused =
  <Code extends string>(sentences: Record<Code, string>) =>
  (code: Code, params: Record<string, string> = {}, cause?: unknown): ProviderError => {
    const message = sentences[code].replace(/\{\{(\w+)\}\}/g, (_, name: string) => params[name] ?? '');
    return new ProviderError('client-refused', message, { cause, advice: { code, params } });
  };
