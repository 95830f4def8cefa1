// All that happened to a record, by day, with what people noted about it.
import { Button, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answer, call } from '../../../api.ts';
import { ProblemNotice, useProblemWords } from '../../../components/ProblemNotice.tsx';
import { Skeletons } from '../../../components/Skeletons.tsx';
import { useRecordCache } from '../use-save.ts';
import { dayOf, daysOf, dayWords, type Group, keyOf } from './entries.ts';
import { NoteForm } from './NoteForm.tsx';
import classes from './Timeline.module.css';
import { TimelineEntry } from './TimelineEntry.tsx';
import { type Shown, useFreshTimeline, useTimeline } from './use-timeline.ts';

const SHOWN: Shown[] = ['all', 'notes', 'edits', 'sync'];
/** Moves of the record as a whole, and what is only kept here, have no undo of a value. */
const WHOLE = new Set(['deletedAt', 'created', 'inFile']);

function isUndoable(group: Group): group is Extract<Group, { type: 'act' }> {
  if (group.type !== 'act' || group.changes.length > 1) return false;
  const [{ field, after }] = group.changes;
  return !WHOLE.has(field) && !(field === 'mergedFrom' && after === null);
}

export function Timeline({ record, readOnly }: { record: Answer<'getRecord'>; readOnly: boolean }) {
  const { t, i18n } = useTranslation('recordPage');
  const [show, setShow] = useState<Shown>('all');
  const timeline = useTimeline(record.id, show);
  const entries = timeline.data?.pages.flatMap(({ items }) => items) ?? [];
  const today = dayOf(new Date().toISOString());
  const undo = useUndo(record.id);
  return (
    <section className="sheet" aria-label={t('title')}>
      <div className={classes.head}>
        <h2>{t('title')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('filter')}
          value={show}
          onChange={(next) => setShow(next as Shown)}
          data={SHOWN.map((value) => ({ value, label: t(`show.${value}`) }))}
        />
      </div>
      {!readOnly && <NewNote recordId={record.id} />}
      {timeline.error ? <ProblemNotice problem={timeline.error} /> : null}
      {timeline.isPending && <Skeletons rows={4} />}
      {timeline.isSuccess && entries.length === 0 && (
        <p className={`quiet ${classes.none}`}>{t(`none.${show}`)}</p>
      )}
      {daysOf(entries).map(({ day, groups }) => (
        <div key={day} className={classes.day}>
          <h3>{dayWords(day, today, i18n.language)}</h3>
          <ul>
            {groups.map((group) => (
              <TimelineEntry
                key={keyOf(group)}
                group={group}
                recordId={record.id}
                readOnly={readOnly}
                undo={
                  !readOnly &&
                  isUndoable(group) && (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      color="gray"
                      leftSection={<IconArrowBackUp size={14} aria-hidden />}
                      loading={undo.isPending && undo.variables === group.changes[0].id}
                      onClick={() => undo.mutate(group.changes[0].id)}
                    >
                      {t('undo')}
                    </Button>
                  )
                }
              />
            ))}
          </ul>
        </div>
      ))}
      {timeline.hasNextPage && (
        <div className={classes.more}>
          <Button
            size="xs"
            variant="default"
            loading={timeline.isFetchingNextPage}
            onClick={() => void timeline.fetchNextPage()}
          >
            {t('more')}
          </Button>
        </div>
      )}
    </section>
  );
}

function useUndo(recordId: string) {
  const { t } = useTranslation('recordPage');
  const words = useProblemWords();
  const keep = useRecordCache();
  return useMutation({
    mutationFn: (changeId: string) => call('undoChange', { params: { id: recordId, changeId } }),
    onSuccess: (next) => {
      keep(next);
      notifications.show({ message: t('undone') });
    },
    onError: (error) =>
      notifications.show({ color: 'red', title: words(error).title, message: words(error).action }),
  });
}

function NewNote({ recordId }: { recordId: string }) {
  const { t } = useTranslation('recordPage');
  const refresh = useFreshTimeline(recordId);
  const add = useMutation({
    mutationFn: (text: string) => call('addNote', { params: { id: recordId }, body: { text } }),
    onSuccess: refresh,
  });
  return (
    <div className={classes.newNote}>
      <NoteForm
        label={t('note.new')}
        save={t('note.add')}
        onSave={add.mutateAsync}
        busy={add.isPending}
        problem={add.error}
      />
    </div>
  );
}
