import { invalidArgument } from '../api-error.ts';
import type { Call } from '../call.ts';
import { type MaskPath, readPaths } from './fields.ts';
import { readMask, requireMask } from './mask.ts';
import type { View } from './render.ts';

const sourceTypes = [
  'READ_SOURCE_TYPE_UNSPECIFIED',
  'READ_SOURCE_TYPE_PROFILE',
  'READ_SOURCE_TYPE_CONTACT',
  'READ_SOURCE_TYPE_DOMAIN_CONTACT',
  'READ_SOURCE_TYPE_OTHER_CONTACT',
];

export const everything: ReadonlySet<MaskPath> = new Set(readPaths);

/** CONTACT and PROFILE unless the caller chooses. @throws ApiError */
export function sourcesOf(sent: readonly unknown[]): View['sources'] {
  if (sent.some((one) => !sourceTypes.includes(one as string))) throw invalidArgument();
  const has = (name: string): boolean => sent.length === 0 || sent.includes(`READ_SOURCE_TYPE_${name}`);
  return { contact: has('CONTACT'), profile: has('PROFILE') };
}

const viewOf = (call: Call, mask: ReadonlySet<MaskPath>, sources: readonly unknown[]): View => ({
  mask,
  sources: sourcesOf(sources),
  language: call.language,
});

/** The view of a read: personFields must be there. @throws ApiError */
export function readView(call: Call, page: string): View {
  const mask = call.query.get('personFields') ?? call.query.get('requestMask.includeField');
  return viewOf(call, requireMask(mask, { name: 'personFields', page }), call.query.getAll('sources'));
}

/** The view of the read after a write, by query parameters: everything unless told. @throws ApiError */
export function afterWriteView(call: Call, page: string): View {
  const mask = readMask(call.query.get('personFields'), { name: 'personFields', page }) ?? everything;
  return viewOf(call, mask, call.query.getAll('sources'));
}

/** The view named in a body; null when there is no mask, and so no read after the write. @throws ApiError */
export function bodyView(call: Call, name: 'readMask' | 'personFields', page: string): View | null {
  const { [name]: mask = null, sources = [] } = call.body;
  if ((mask !== null && typeof mask !== 'string') || !Array.isArray(sources)) throw invalidArgument();
  const paths = readMask(mask, { name, page });
  return paths && viewOf(call, paths, sources);
}
