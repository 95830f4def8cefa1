import { badRequest, invalidArgument } from '../api-error.ts';
import { type MaskPath, readPaths } from './fields.ts';

const documented = (page: string): string =>
  `Valid paths are documented at https://developers.google.com/people/api/rest/v1/${page}.`;

interface MaskRules {
  /** The parameter as errors name it, such as `personFields`. */
  name: string;
  /** The page that errors send the reader to. */
  page: string;
  paths?: readonly MaskPath[];
}

/** The paths of a field mask; null when there is none. @throws ApiError */
export function readMask(
  mask: string | null,
  { name, page, paths = readPaths }: MaskRules,
): Set<MaskPath> | null {
  if (mask === null || mask === '') return null;
  if (!/^[A-Za-z][A-Za-z0-9.]*(,[A-Za-z][A-Za-z0-9.]*)*$/.test(mask)) throw malformed(name, mask);
  const chosen = new Set<MaskPath>();
  for (const part of mask.split(',')) {
    const path = part.replace(/^person\./, '') as MaskPath;
    if (!paths.includes(path)) {
      throw invalidArgument(`Invalid ${name} mask path: "${part}". ${documented(page)}`);
    }
    chosen.add(path);
  }
  return chosen;
}

/** @throws ApiError also when there is no mask */
export function requireMask(mask: string | null, rules: MaskRules): Set<MaskPath> {
  const chosen = readMask(mask, rules);
  if (chosen) return chosen;
  throw invalidArgument(
    `${rules.name} mask is required. Please specify one or more valid paths. ${documented(rules.page)}`,
  );
}

function malformed(name: string, mask: string): Error {
  const field = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return badRequest(
    `Invalid value at '${field}' (type.googleapis.com/google.protobuf.FieldMask), Field '${field}', Invalid FieldMask '${mask}'. Map keys should be represented as ["some_key"].`,
    field,
  );
}
