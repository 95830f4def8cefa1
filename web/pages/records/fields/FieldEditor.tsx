// The control in which a value is edited: Enter or leaving it saves, Escape takes it back.
import { Autocomplete, Button, Group, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isCompanyOfPerson } from '../../../../src/fields/catalogue.ts';
import { query } from '../../../api.ts';
import { datePartsOf, dateText, monthNames } from '../dates.ts';
import type { Field } from './use-fields.ts';

export interface EditorProps {
  field: Field;
  label: string;
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
  /** Enter, or the field was left. */
  onDone: () => void;
  onCancel: () => void;
  autoFocus?: boolean;
}

export const INPUT_TYPES: Partial<
  Record<Field['type'], { type: string; inputMode: 'email' | 'tel' | 'url' | 'decimal' }>
> = {
  email: { type: 'email', inputMode: 'email' },
  phone: { type: 'tel', inputMode: 'tel' },
  url: { type: 'text', inputMode: 'url' },
  number: { type: 'text', inputMode: 'decimal' },
};

/** What there is to choose from, of a field that takes nothing else. */
export function useOptions({ type, options }: Field): { value: string; label: string }[] | null {
  const { t } = useTranslation('fields');
  if (type === 'choice') return (options ?? []).map((value) => ({ value, label: value }));
  if (type !== 'boolean') return null;
  return (['true', 'false'] as const).map((value) => ({ value, label: t(`said.${value}`) }));
}

/** What stands there and is no option any more stays one until something else is chosen. */
export const withOwn = (options: { value: string; label: string }[], value: string) =>
  !value || options.some((one) => one.value === value) ? options : [...options, { value, label: value }];

/** A day and a month, with or without the year. */
export function DateEditor({
  label,
  value,
  error,
  onChange,
}: Pick<EditorProps, 'label' | 'value' | 'error' | 'onChange'>) {
  const { t, i18n } = useTranslation('records');
  const parts = datePartsOf(value);
  const [day, setDay] = useState<number | null>(parts?.day ?? null);
  const [month, setMonth] = useState<number | null>(parts?.month ?? null);
  const [year, setYear] = useState<number | null>(parts?.year ?? null);
  const tell = (next: { day?: number | null; month?: number | null; year?: number | null }) => {
    const now = { day, month, year, ...next };
    onChange(now.day && now.month ? dateText({ day: now.day, month: now.month, year: now.year }) : '');
  };
  const number = (text: string | number): number | null => (text === '' ? null : Number(text));
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <legend className="unseen">{label}</legend>
      <Group gap={6} wrap="nowrap">
        <NumberInput
          aria-label={t('date.day')}
          placeholder={t('date.day')}
          w={70}
          min={1}
          max={31}
          hideControls
          value={day ?? ''}
          error={Boolean(error)}
          onChange={(text) => {
            setDay(number(text));
            tell({ day: number(text) });
          }}
        />
        <Select
          aria-label={t('date.month')}
          placeholder={t('date.month')}
          miw={0}
          flex={1}
          data={monthNames(i18n.language).map((name, at) => ({ value: String(at + 1), label: name }))}
          value={month ? String(month) : null}
          onChange={(text) => {
            setMonth(Number(text));
            tell({ month: Number(text) });
          }}
        />
        <NumberInput
          aria-label={t('date.year')}
          placeholder={t('date.year')}
          w={84}
          min={1}
          max={9999}
          hideControls
          value={year ?? ''}
          onChange={(text) => {
            setYear(number(text));
            tell({ year: number(text) });
          }}
        />
      </Group>
      {error && <div className="bad">{error}</div>}
    </fieldset>
  );
}

function CompanyEditor({ label, value, error, onChange, onDone, onCancel, autoFocus }: EditorProps) {
  const [q] = useDebouncedValue(value.trim(), 150);
  const { data } = useQuery({
    ...query('listRecords', { query: { kind: 'company', q, limit: 6 } }),
    enabled: q.length > 1,
  });
  const names = [...new Set(data?.items.map(({ displayName }) => displayName))];
  return (
    <Autocomplete
      aria-label={label}
      value={value}
      error={error}
      data={names}
      filter={({ options }) => options}
      onChange={onChange}
      autoFocus={autoFocus ?? false}
      onBlur={onDone}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onDone();
        if (event.key === 'Escape') onCancel();
      }}
    />
  );
}

/** One control for one field, of its type. */
export function FieldEditor(props: EditorProps) {
  const { field, label, value, error, onChange, onDone, onCancel, autoFocus = false } = props;
  const options = useOptions(field);
  if (isCompanyOfPerson(field)) return <CompanyEditor {...props} />;
  if (field.type === 'date') return <DateEditor {...props} />;
  const shared = {
    'aria-label': label,
    value,
    error,
    autoFocus,
    onBlur: onDone,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  if (options)
    return (
      <Select
        aria-label={label}
        data={withOwn(options, value)}
        value={value || null}
        error={error}
        clearable
        autoFocus={autoFocus}
        onChange={(next) => onChange(next ?? '')}
        onBlur={onDone}
      />
    );
  if (field.type === 'longText')
    return (
      <Textarea
        {...shared}
        autosize
        minRows={2}
        maxRows={14}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onDone();
        }}
      />
    );
  return (
    <TextInput
      {...shared}
      {...INPUT_TYPES[field.type]}
      dir="auto"
      onKeyDown={(event) => {
        if (event.key === 'Enter') onDone();
        if (event.key === 'Escape') onCancel();
      }}
    />
  );
}

/** Save and Cancel, for what is edited in several controls at once. */
export function EditorButtons({
  onSave,
  onCancel,
  busy,
}: {
  onSave: () => void;
  onCancel: () => void;
  busy: boolean;
}) {
  const { t } = useTranslation('frame');
  return (
    <Group gap={6} mt={8}>
      <Button size="xs" onClick={onSave} loading={busy}>
        {t('save')}
      </Button>
      <Button size="xs" variant="default" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </Group>
  );
}
