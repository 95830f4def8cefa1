// What the server said about single fields, in the reader's words: the one place that words its codes.
import { useTranslation } from 'react-i18next';
import { ApiError } from './api.ts';
import { useFieldWords } from './pages/records/fields/field-words.ts';

export interface FieldWords {
  /** As the form calls it: `body.values.email` is about `email`. */
  field: string;
  /** As the reader knows it; null for what is no field of a form. */
  label: string | null;
  words: string;
}

const PARTS_OF_REQUESTS = /^(body|values)(\.|$)/;

/** `values.name.suffix` is `name.suffix`. */
function nameOf(path: string): string {
  const rest = path.replace(PARTS_OF_REQUESTS, '');
  return rest === path ? path : nameOf(rest);
}

export function useFieldProblems(): (error: unknown) => FieldWords[] {
  const { t, i18n } = useTranslation('problems');
  const { named } = useFieldWords();
  const labelOf = (field: string): string | null => {
    if (i18n.exists(`problems:label.${field}`, { keySeparator: '.' })) return t(`label.${field}`);
    const label = named(field);
    return label === field ? null : label;
  };
  return (error) => {
    if (!(error instanceof ApiError)) return [];
    // A permission that lacks is no field of a form; the screen says which one it is.
    if (error.code === 'not-allowed') return [];
    return error.problems.map(({ field: path, code, params }) => {
      const field = nameOf(path);
      return {
        field,
        label: labelOf(field),
        words: t([`code.${code}`, `files:remark.${code}`, 'code.refused'], params ?? {}),
      };
    });
  };
}

/** The same by field, for the fields of a form. */
export function useFieldErrors(): (error: unknown) => Record<string, string> {
  const problems = useFieldProblems();
  return (error) => Object.fromEntries(problems(error).map(({ field, words }) => [field, words]));
}
