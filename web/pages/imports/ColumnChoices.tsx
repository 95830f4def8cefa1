// Which column goes where: as its head says, or as a person chooses among the fields there are.
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RecordKind } from '../../../src/fields/field.ts';
import type { ImportLook } from '../../../src/http/contract/files.ts';
import { useFieldWords } from '../records/fields/field-words.ts';
import { useAllFields } from '../records/fields/use-fields.ts';
import classes from './Imports.module.css';

type Mapping = ImportLook['proposal']['mapping'];
type Column = ImportLook['columns'][number];

/** Values of a list: one more of these, or several. */
const LISTS = ['emails', 'phones', 'urls', 'groups'] as const;

interface ColumnChoicesProps {
  look: ImportLook;
  kind: RecordKind | null;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

export function ColumnChoices({ look, kind, mapping, onChange }: ColumnChoicesProps) {
  const { t } = useTranslation('files');
  const place = useTargetWords();
  const offered = useOfferedFields(kind);
  const unknown = look.columns.filter(({ target, rows }) => target === null && rows > 0).length;
  return (
    <section className={classes.section} aria-label={t('columns')}>
      <h2 className={classes.heading}>{t('columns')}</h2>
      <p className={`quiet ${classes.hint}`}>
        {look.proposal.remembered
          ? t('remembered')
          : unknown > 0
            ? t('columnsUnknown', { count: unknown })
            : t('columnsKnown')}
      </p>
      <ol className={`sheet ${classes.columns}`}>
        {look.columns.map((column, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one head, and none moves
          <li key={at}>
            <span className={classes.head} dir="auto">
              {column.head || t('noHead')}
            </span>
            <span className={classes.samples} dir="auto">
              {column.samples.join(' · ')}
            </span>
            <Select
              aria-label={t('columnTo', { head: column.head || t('noHead') })}
              searchable
              allowDeselect={false}
              data={[
                ...(column.target === null
                  ? []
                  : [{ value: 'head', label: t('asKnown', { place: place(column) }) }]),
                ...offered,
                ...LISTS.map((value) => ({ value: value as string, label: t(`one.${value}`) })),
                { value: 'aside', label: t('inHistory') },
                { value: 'nothing', label: t('leftOut') },
              ]}
              value={mapping[at] ?? (column.target === null ? 'aside' : 'head')}
              onChange={(value) =>
                onChange(
                  look.columns.map((_, each) => (each === at ? chosen(value) : (mapping[each] ?? null))),
                )
              }
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

const chosen = (value: string | null): string | null => (value === 'head' ? null : value);

/** Fields of the kind, or of all kinds, each once. */
function useOfferedFields(kind: RecordKind | null): { value: string; label: string }[] {
  const words = useFieldWords();
  const all = useAllFields();
  const kinds = kind === null ? ['contact', 'company', 'lead'] : [kind];
  const fields = (all ?? [])
    .filter(
      ({ active, type, kind: of }) => active && type !== 'photo' && type !== 'flag' && kinds.includes(of),
    )
    .toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind));
  const labels = new Map<string, string>();
  for (const field of fields) if (!labels.has(field.key)) labels.set(field.key, words.label(field));
  return [...labels].map(([key, label]) => ({ value: `field:${key}`, label }));
}

/** What a head that is known stands for: `phones:mobile`, `name.given`, `mailing.city`. */
function useTargetWords() {
  const { t, i18n } = useTranslation(['files', 'mapping', 'records']);
  const words = useFieldWords();
  return ({ target }: Column): string => {
    const [, property = '', label = '', part = ''] =
      /^([a-z]+)(?::(\w+))?(?:#\d+)?(?:\.(\w+))?$/i.exec(target ?? '') ?? [];
    if (target === 'nothing') return t('aboutProgram');
    if (property === 'groups') return t('one.groups');
    if (property === 'birth') return t('mapping:place.birthday');
    const own = (key: string) => (i18n.exists(`mapping:place.${key}`) ? t(`mapping:place.${key}`) : null);
    const place =
      property === 'name' && part === 'display' ? t('mapping:section.name') : own(`${property}.${part}`);
    const whole = typeof place === 'string' ? place : PLAIN.has(property) ? own(property) : null;
    const shown = whole ?? words.named(target ?? '');
    const known = label !== '' && i18n.exists(`records:also.label.${label}`);
    return known ? `${shown} (${t(`records:also.label.${label}`)})` : shown;
  };
}

/** Places of a card that are no field of a record by the same name. */
const PLAIN = new Set([
  'emails',
  'phones',
  'urls',
  'addresses',
  'notes',
  'photo',
  'birthday',
  'anniversary',
  'nickname',
]);
