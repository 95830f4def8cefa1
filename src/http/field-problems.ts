// What is wrong with the fields of a request, one problem each: a code and the numbers its sentence needs. The interface
// words the codes (web/i18n/*/problems.ts); this is the one place that knows the schema library's own.

export interface FieldProblem {
  /** As in `fields`: a path with dots; `body` for the whole. */
  field: string;
  code: FieldCode;
  params?: Record<string, number | string>;
}

/** Of the schema's issues. */
const OF_SCHEMA = [
  'required',
  'too-long',
  'too-short',
  'too-many',
  'too-few',
  'too-large',
  'too-small',
  'wrong-form',
  'not-an-email',
  'not-a-url',
  'not-an-id',
  'not-a-time',
  'not-a-choice',
  'unknown-field',
] as const;

/** Of the verbs, as they stand in `fields`. */
const OF_VERBS = [
  'inactive-field',
  'not-a-date',
  'not-a-number',
  'not-yes-or-no',
  'not-a-key',
  'key-taken',
  'always-there',
  'not-for-this-field',
  'not-a-photo',
  'nothing-to-find-by',
  'unknown',
  'one-at-a-time',
  'taken',
  'wrong-password',
  'set-by-environment',
  'signs-in-with-password',
  'twice',
  'wrong-place',
  'place-taken',
  'no-label',
  'elsewhere',
  'too-common',
  'refused',
] as const;

export const FIELD_CODES = [...OF_SCHEMA, ...OF_VERBS];
export type FieldCode = (typeof FIELD_CODES)[number];

/** Codes whose `fields` entry is a sentence. */
const SAID: Partial<Record<FieldCode, string>> = {
  taken: 'Somebody has this e-mail address already.',
  'wrong-password': 'The current password is not right.',
  'set-by-environment': 'Set by the environment of the server, which wins.',
  'too-common': 'This password is among the first that strangers try.',
  'signs-in-with-password': 'People sign in to this provider with a password.',
};

/** An issue as the validator hands it over: the schema library's, in Fastify's clothes. */
export interface SchemaIssue {
  instancePath: string;
  keyword?: string;
  message?: string;
  params?: Record<string, unknown>;
}

const FORMATS = new Map(
  Object.entries<FieldCode>({
    email: 'not-an-email',
    url: 'not-a-url',
    uuid: 'not-an-id',
    guid: 'not-an-id',
    datetime: 'not-a-time',
    date: 'not-a-date',
  }),
);

type Worded = Pick<FieldProblem, 'code' | 'params'>;

/** By what the limit is about: a text, a list, a number. */
function limit(origin: unknown, [text, list, number]: readonly [FieldCode, FieldCode, FieldCode]): FieldCode {
  if (origin === 'string') return text;
  return origin === 'array' || origin === 'set' || origin === 'map' || origin === 'object' ? list : number;
}

type Wording = (params: Record<string, unknown>, message: string) => Worded;

const BY_ISSUE = new Map(
  Object.entries<Wording>({
    invalid_type: (_, message) => ({
      code: /received (undefined|null)$/.test(message) ? 'required' : 'wrong-form',
    }),
    too_big: ({ origin, maximum }) => ({
      code: limit(origin, ['too-long', 'too-many', 'too-large']),
      params: { max: Number(maximum) },
    }),
    too_small: ({ origin, minimum }) =>
      origin === 'string' && Number(minimum) <= 1
        ? { code: 'required' }
        : { code: limit(origin, ['too-short', 'too-few', 'too-small']), params: { min: Number(minimum) } },
    invalid_format: ({ format }) => ({
      code: FORMATS.get(String(format)) ?? 'wrong-form',
    }),
    invalid_value: () => ({ code: 'not-a-choice' }),
    unrecognized_keys: () => ({ code: 'unknown-field' }),
  }),
);

/** One problem a field, the first found; an unknown key is a field of its own. */
export function schemaProblems(issues: SchemaIssue[]): {
  fields: Record<string, string>;
  problems: FieldProblem[];
} {
  const fields = new Map<string, string>();
  const problems: FieldProblem[] = [];
  for (const { instancePath, keyword = '', message = 'Not in the form expected', params = {} } of issues) {
    const path = instancePath.split('/').filter(Boolean);
    const unknown = Array.isArray(params.keys) ? params.keys.map(String) : null;
    const names = unknown ? unknown.map((key) => [...path, key].join('.')) : [path.join('.') || 'body'];
    const word = BY_ISSUE.get(keyword);
    for (const field of names) {
      if (fields.has(field)) continue;
      fields.set(field, unknown ? 'Unknown here' : message);
      problems.push({ field, ...(word?.(params, message) ?? { code: 'wrong-form' }) });
    }
  }
  return { fields: Object.fromEntries(fields), problems };
}

const isCode = (word: string): word is FieldCode => (FIELD_CODES as string[]).includes(word);

/** Of an error that names its fields by code. What has no code here is `refused`, in its own words under `fields`. */
export function verbProblems(given: Record<string, string>): {
  fields: Record<string, string>;
  problems: FieldProblem[];
} {
  const entries = Object.entries(given);
  return {
    fields: Object.fromEntries(entries.map(([field, word]) => [field, (isCode(word) && SAID[word]) || word])),
    problems: entries.map(([field, word]) => ({ field, code: isCode(word) ? word : 'refused' })),
  };
}
