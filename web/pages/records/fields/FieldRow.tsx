// One field of a record: a value that becomes its editor where it stands.
import { Anchor, Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isCompanyOfPerson } from '../../../../src/fields/catalogue.ts';
import type { Answer } from '../../../api.ts';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import classes from '../RecordPage.module.css';
import type { useSave, Values } from '../use-save.ts';
import { EditorButtons, FieldEditor } from './FieldEditor.tsx';
import { useFieldWords } from './field-words.ts';
import { type EditState, useEdit } from './use-edit.ts';
import type { Field } from './use-fields.ts';
import { ValueActs } from './ValueActs.tsx';

export interface RowProps {
  record: Answer<'getRecord'>;
  save: ReturnType<typeof useSave>;
  readOnly: boolean;
  /** Opened from “Add …”: starts in its editor. */
  adding?: boolean;
  onAdded?: () => void;
}

/** Somebody else was faster with this very field: theirs beside mine, and a choice. */
export function ClashNotice({ edit, words }: { edit: EditState; words: (values: Values) => string }) {
  const { t } = useTranslation('records');
  if (!edit.theirs) return null;
  return (
    <div className={classes.clash} role="alert">
      <div>{t('clash.words', { theirs: words(edit.theirs) || t('clash.emptied') })}</div>
      <Group gap={6} mt={6}>
        <Button size="xs" variant="default" onClick={edit.keepTheirs}>
          {t('clash.theirs')}
        </Button>
        <Button size="xs" onClick={edit.saveMine} loading={edit.busy}>
          {t('clash.mine')}
        </Button>
      </Group>
    </div>
  );
}

export function FieldRow({
  field,
  record,
  save,
  readOnly,
  adding = false,
  onAdded,
}: RowProps & { field: Field }) {
  const { t } = useTranslation('records');
  const words = useFieldWords();
  const label = words.label(field);
  const button = useRef<HTMLButtonElement>(null);
  const edit = useEdit({
    values: record.values,
    keys: [field.key],
    save,
    onEnd: adding ? onAdded : undefined,
    focus: () => button.current?.focus(),
  });
  const { start } = edit;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the row appears
  useEffect(() => {
    if (adding) start();
  }, []);
  const value = edit.shown[field.key] ?? '';
  const shown = words.ofType(field.type, value);
  const several = field.type === 'date';
  const company = isCompanyOfPerson(field) && record.companyId;
  return (
    <div className={classes.field}>
      <div className={classes.label} aria-hidden>
        {label}
      </div>
      {edit.draft && !edit.busy ? (
        <div className={classes.editor}>
          <FieldEditor
            field={field}
            label={label}
            value={edit.draft[field.key] ?? ''}
            error={edit.errors[field.key]}
            onChange={(next) => edit.set(field.key, next)}
            onDone={edit.theirs ? () => undefined : edit.commit}
            onCancel={edit.cancel}
            autoFocus
          />
          {several && <EditorButtons onSave={edit.commit} onCancel={edit.cancel} busy={edit.busy} />}
          <ClashNotice edit={edit} words={(theirs) => words.ofType(field.type, theirs[field.key] ?? '')} />
          {edit.problem ? <ProblemNotice problem={edit.problem} /> : null}
        </div>
      ) : (
        <div className={classes.valueLine}>
          <button
            type="button"
            ref={button}
            className={classes.value}
            disabled={readOnly}
            data-busy={edit.busy || undefined}
            onClick={edit.start}
          >
            <span className="unseen">{shown ? t('edit', { label }) : t('add', { label })}</span>
            {shown ? (
              <span dir="auto">{shown}</span>
            ) : (
              <span className="quiet" aria-hidden>
                —
              </span>
            )}
          </button>
          {company && (
            <Anchor
              component={Link}
              to="/records/$id"
              params={{ id: record.companyId! } as never}
              className={classes.company}
            >
              {t('openCompany')}
            </Anchor>
          )}
          <ValueActs type={field.type} value={value} />
        </div>
      )}
    </div>
  );
}
