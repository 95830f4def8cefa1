import type { ApiMethod } from '../world.ts';

/** A path of Graph taken apart: both forms of a key, `contacts/{id}` and `contacts('{id}')`, are one. */
export interface GraphPath {
  readonly segments: readonly string[];
  /** Whose mailbox: null for `me`, undefined where the path is about none. */
  readonly owner: string | null | undefined;
}

const root = /^\/v1\.0(?=\/|$)/i;

/** Undefined when it is no path of Graph. */
export function graphPath(path: string): GraphPath | undefined {
  if (!root.test(path)) return undefined;
  const segments = path
    .replace(root, '')
    .split('/')
    .filter(Boolean)
    .flatMap((segment) => {
      const text = decoded(segment);
      const [, name, key] = /^(\w+)\('(.*)'\)$/.exec(text) ?? [];
      return name === undefined ? [text] : [name, key!.replaceAll("''", "'")];
    });
  const first = segments[0]?.toLowerCase();
  if (first === 'me') return { segments: segments.slice(1), owner: null };
  if (first === 'users' && segments.length > 1) return { segments: segments.slice(2), owner: segments[1]! };
  return { segments, owner: undefined };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A folder below another one is reached by its own id as well: its parents in a path say nothing. */
function withoutParents(segments: readonly string[]): readonly string[] {
  const [first, , second, ...rest] = segments;
  const isBelow = first?.toLowerCase() === 'contactfolders' && second?.toLowerCase() === 'childfolders';
  return isBelow && rest.length > 0 ? withoutParents([first!, ...rest]) : segments;
}

/** The keys in a path that a pattern fits. */
function keysIn(segments: readonly string[], pattern: readonly string[]): string[] | undefined {
  if (segments.length !== pattern.length) return undefined;
  const fits = pattern.every((part, at) => part === '{}' || part === segments[at]!.toLowerCase());
  return fits ? segments.filter((_, at) => pattern[at] === '{}') : undefined;
}

/** The methods that a path has, whatever the verb, each with the keys that the path names. */
export function methodsAt({ segments, owner }: GraphPath, methods: readonly ApiMethod[]) {
  const short = withoutParents(segments);
  return methods
    .filter(({ ofMailbox }) => ofMailbox === (owner !== undefined))
    .flatMap((method) => {
      const keys = keysIn(short, method.path);
      return keys ? [{ method, keys }] : [];
    });
}

/** Query of a URL. Nothing but %20 is a blank: Graph takes + for a plus. */
export function queryOf(search: string): URLSearchParams {
  const query = new URLSearchParams();
  for (const part of search.replace(/^\?/, '').split('&').filter(Boolean)) {
    const [name = '', ...value] = part.split('=');
    query.append(decoded(name), decoded(value.join('=')));
  }
  return query;
}
