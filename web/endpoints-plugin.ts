// Gives the interface method and path of every endpoint as `virtual:endpoints`, read from the contract while building:
// the schemas, and zod with them, stay out of the bundle.
import type { Plugin } from 'vite';
import { api } from '../src/http/contract/contract.ts';

const NAME = 'virtual:endpoints';

/** `{ listRecords: ['GET', '/api/v1/records'], … }` */
export function endpointsPlugin(): Plugin {
  return {
    name: 'rubrica-endpoints',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load: (id) => {
      if (id !== `\0${NAME}`) return null;
      const entries = Object.entries(api).map(([name, { method, path }]) => [name, [method, path]]);
      return `export const endpoints = ${JSON.stringify(Object.fromEntries(entries))};`;
    },
  };
}
