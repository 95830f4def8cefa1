// A new record in a panel at the side: the fields one has at hand first, the others below.
import { Button, Drawer, Group, Select, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../../src/fields/catalogue.ts';
import { ASKED_FIRST } from '../../../src/fields/shown.ts';
import { call } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFieldErrors } from '../../field-problems.ts';
import { DateEditor, INPUT_TYPES, useOptions, withOwn } from './fields/FieldEditor.tsx';
import { useFieldWords } from './fields/field-words.ts';
import { type Field, isShown, useFields, useSyncHidden } from './fields/use-fields.ts';
import type { Kind } from './kinds.ts';
import classes from './NewRecord.module.css';
import { useRecordCache } from './use-save.ts';

interface NewRecordProps {
  kind: Kind;
  opened: boolean;
  onClose: () => void;
}

export function NewRecord({ kind, opened, onClose }: NewRecordProps) {
  const { t } = useTranslation(['records', 'frame']);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={480}
      title={t(`newTitle.${kind}`)}
      transitionProps={{ duration: 120 }}
    >
      {opened && <NewForm kind={kind} onClose={onClose} />}
    </Drawer>
  );
}

function NewForm({ kind, onClose }: Omit<NewRecordProps, 'opened'>) {
  const { t } = useTranslation(['records', 'frame']);
  const navigate = useNavigate();
  const keep = useRecordCache();
  const fields = useFields(kind);
  const isHidden = useSyncHidden(kind);
  const [values, setValues] = useState<Record<string, string>>({});
  const [flagged, setFlagged] = useState(true);
  const [all, setAll] = useState(false);
  const create = useMutation({
    mutationFn: () => {
      const given = Object.entries(values).filter(([, value]) => value.trim());
      // What nobody sees being switched on stays off.
      const body = { kind, values: Object.fromEntries(given), flagged: flagged && !isHidden };
      return call('createRecord', { body });
    },
    onSuccess: (record) => {
      keep(record);
      void navigate({ to: '/records/$id', params: { id: record.id } });
    },
  });
  const usable = fields?.filter(isShown) ?? [];
  const wanted = ASKED_FIRST[kind];
  const first = usable.filter(({ key, required }) => wanted.includes(key) || required);
  first.sort((a, b) => wanted.indexOf(a.key) - wanted.indexOf(b.key));
  const rest = usable.filter((field) => !first.includes(field));
  const faults = useFieldErrors()(create.error);
  const control = (field: Field, at: number) => (
    <NewField
      key={field.id}
      field={field}
      value={values[field.key] ?? ''}
      error={faults[field.key]}
      autoFocus={at === 0}
      onChange={(value) => setValues((now) => ({ ...now, [field.key]: value }))}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Stack gap="sm">
        {first.map(control)}
        {all
          ? rest.map((field) => control(field, -1))
          : rest.length > 0 && (
              <Button
                variant="subtle"
                color="gray"
                onClick={() => setAll(true)}
                style={{ alignSelf: 'flex-start' }}
              >
                {t('allFields', { count: rest.length })}
              </Button>
            )}
        {!isHidden && (
          <Switch
            label={t('syncMobile')}
            description={t('syncMobileNew')}
            checked={flagged}
            onChange={(event) => setFlagged(event.currentTarget.checked)}
          />
        )}
        {create.error && <ProblemNotice problem={create.error} />}
        <Group justify="flex-end" gap="xs" className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t(`create.${kind}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface NewFieldProps {
  field: Field;
  value: string;
  error: string | undefined;
  autoFocus: boolean;
  onChange: (value: string) => void;
}

function NewField({ field, value, error, autoFocus, onChange }: NewFieldProps) {
  const words = useFieldWords();
  const options = useOptions(field);
  const label = words.label(field);
  if (field.type === 'date')
    return (
      <div>
        <div className={classes.label}>{label}</div>
        <DateEditor label={label} value={value} error={error} onChange={onChange} />
      </div>
    );
  const shared = {
    label,
    value,
    error,
    required: field.required,
    autoFocus,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  if (options)
    return (
      <Select
        label={label}
        data={withOwn(options, value)}
        value={value || null}
        error={error}
        required={field.required}
        clearable
        autoFocus={autoFocus}
        onChange={(next) => onChange(next ?? '')}
      />
    );
  if (field.type === 'longText')
    return <Textarea {...shared} autosize minRows={addressOf(field.key) ? 1 : 2} maxRows={8} />;
  return <TextInput {...shared} {...INPUT_TYPES[field.type]} dir="auto" />;
}
