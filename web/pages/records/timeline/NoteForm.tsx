// The text of a note, new or changed.
import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import classes from './Timeline.module.css';

interface NoteFormProps {
  label: string;
  save: string;
  from?: string;
  /** Resolves when it is kept. */
  onSave: (text: string) => Promise<unknown>;
  /** Absent where there is nothing to go back to. */
  onCancel?: () => void;
  busy: boolean;
  problem: unknown;
}

export function NoteForm({ label, save, from = '', onSave, onCancel, busy, problem }: NoteFormProps) {
  const { t } = useTranslation(['recordPage', 'frame']);
  const [text, setText] = useState(from);
  const isEmpty = text.trim() === '';
  const keep = () => {
    if (isEmpty || busy) return;
    // What was not kept stays in the form, with the reason below.
    onSave(text).then(
      () => setText(''),
      () => undefined,
    );
  };
  return (
    <div className={classes.form}>
      <Textarea
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={20_000}
        autosize
        minRows={onCancel ? 2 : 1}
        maxRows={14}
        autoFocus={onCancel !== undefined}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) keep();
          if (event.key === 'Escape' && onCancel) onCancel();
        }}
      />
      {problem ? <ProblemNotice problem={problem} /> : null}
      <Group gap={8} justify="space-between" wrap="nowrap" align="flex-start">
        <span className={`quiet ${classes.small}`}>{t('onlyHere')}</span>
        <Group gap={6} wrap="nowrap">
          {onCancel && (
            <Button size="xs" variant="default" onClick={onCancel}>
              {t('frame:cancel')}
            </Button>
          )}
          <Button size="xs" disabled={isEmpty} loading={busy} onClick={keep}>
            {save}
          </Button>
        </Group>
      </Group>
    </div>
  );
}
