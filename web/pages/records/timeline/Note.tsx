// One note: its text as it was written, and to its author the ways to change it.
import { ActionIcon } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../api.ts';
import { useTakeBack } from '../../duplicates/use-take-back.tsx';
import type { Entry } from './entries.ts';
import { linkedText } from './linked-text.ts';
import { NoteForm } from './NoteForm.tsx';
import classes from './Timeline.module.css';
import { useFreshTimeline } from './use-timeline.ts';

function NoteText({ text }: { text: string }) {
  return (
    <div className={`${classes.noteText} link`} dir="auto">
      {linkedText(text).map(({ text: part, href }, at) =>
        href ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name, and never change places
          <a key={at} href={href} target="_blank" rel="noreferrer noopener nofollow">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </div>
  );
}

export function Note({ note, readOnly }: { note: Extract<Entry, { type: 'note' }>; readOnly: boolean }) {
  const { t } = useTranslation('recordPage');
  const [editing, setEditing] = useState(false);
  const refresh = useFreshTimeline(note.recordId);
  const takeBack = useTakeBack();
  const params = { id: note.recordId, noteId: note.id };
  const change = useMutation({
    mutationFn: (text: string) => call('updateNote', { params, body: { text } }),
    onSuccess: () => {
      setEditing(false);
      return refresh();
    },
  });
  const remove = useMutation({
    mutationFn: () => call('deleteNote', { params }),
    onSuccess: () => {
      takeBack(t('note.deleted'), () => call('restoreNote', { params }));
      return refresh();
    },
  });
  if (editing)
    return (
      <NoteForm
        label={t('note.label')}
        save={t('note.save')}
        from={note.text}
        onSave={change.mutateAsync}
        onCancel={() => setEditing(false)}
        busy={change.isPending}
        problem={change.error}
      />
    );
  return (
    <div className={classes.note}>
      <NoteText text={note.text} />
      {note.mine && !readOnly && (
        <div className={classes.noteActs}>
          <ActionIcon
            size={28}
            aria-label={t('note.edit')}
            title={t('note.edit')}
            onClick={() => setEditing(true)}
          >
            <IconPencil size={15} stroke={1.7} aria-hidden />
          </ActionIcon>
          <ActionIcon
            size={28}
            aria-label={t('note.delete')}
            title={t('note.delete')}
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            <IconTrash size={15} stroke={1.7} aria-hidden />
          </ActionIcon>
        </div>
      )}
    </div>
  );
}
