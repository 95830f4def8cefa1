// Files to the server, as a form; what it finds in them is what the next screen begins with.
import type { FileImport, ImportLook } from '../../../src/http/contract/files.ts';
import { type Arguments, send } from '../../api.ts';

export type Options = Required<Arguments<'previewImport'>['body']>;

export const DEFAULTS: Options = {
  kind: null,
  onMatch: 'merge',
  mapping: null,
  dates: null,
  encoding: null,
  withoutLabels: [],
  flagged: false,
};

/** As the server says it (src/http/routes/files.ts). */
const MOST_BYTES = 50 * 1024 * 1024;

export const isTooLarge = (files: readonly File[]): boolean =>
  files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES;

export interface Sending {
  files: readonly File[];
  /** Null: as the bytes show. */
  encoding: string | null;
}

export function sendFiles({ files, encoding }: Sending): Promise<ImportLook> {
  const form = new FormData();
  if (encoding !== null) form.append('encoding', encoding);
  for (const file of files) form.append('files', file, file.name);
  return send<ImportLook>('POST', '/api/v1/imports', form);
}

/** What is asked for when nothing of `options` differs but Sync mobile, which changes nothing of a preview. */
export const previewKey = (id: string, options: Options) =>
  ['previewImport', { params: { id }, body: { ...options, flagged: false } }] as const;

/** How many entries would be written. */
export const written = (counts: FileImport['counts']): number => (counts?.added ?? 0) + (counts?.merged ?? 0);
