// What can be done with the rows ticked: slides in below the list, says how many, and asks before anything is deleted.
import { ActionIcon, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileExport, IconTrash, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Arguments, call } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';
import type { Selection } from '../../components/table/table-selection.ts';
import { Lacking } from '../access/Lacking.tsx';
import { useMay } from '../access/use-may.ts';
import { ExportDialog, type ExportTarget } from '../imports/ExportDialog.tsx';
import { BulkEdit } from '../lists/BulkEdit.tsx';
import { FlagSelection } from '../plans/FlagSelection.tsx';
import { useSyncHidden } from './fields/use-fields.ts';
import classes from './ListPage.module.css';

interface SelectionBarProps {
  selection: Selection;
  total: number;
  /** `total` is about so many. */
  estimated: boolean;
  filter: ExportTarget & NonNullable<Arguments<'flagRecords'>['body']['filter']>;
  onDone: () => void;
}

export function SelectionBar({ selection, total, estimated, filter, onDone }: SelectionBarProps) {
  // The texts of what slides in are there before it does.
  const { t } = useTranslation(['records', 'plans', 'files']);
  const queryClient = useQueryClient();
  const mayDelete = useMay('records.delete');
  const mayEdit = useMay('records.edit');
  const isHidden = useSyncHidden(filter.kind);
  const [asking, setAsking] = useState(false);
  const [exporting, setExporting] = useState(false);
  const count = selection.all ? total : selection.ids.size;
  const isAbout = selection.all && estimated;
  const target = selection.all ? { filter } : { ids: [...selection.ids] };
  const remove = useMutation({
    mutationFn: () => call('deleteRecords', { body: { ids: [...selection.ids] } }),
    onSuccess: ({ changed }) => {
      for (const name of ['listRecords', 'getRecord', 'getHome'])
        void queryClient.invalidateQueries({ queryKey: [name] });
      notifications.show({ message: t('bulk.deletedDone', { count: changed }) });
      setAsking(false);
      onDone();
    },
  });
  useEffect(() => {
    if (!count) return;
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('[role=dialog]')) onDone();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [count, onDone]);
  if (!count) return null;
  return (
    <>
      <section data-foot className={classes.bar} aria-label={t('bulk.bar')}>
        <span aria-live="polite">
          {isAbout ? t('bulk.about', { value: count }) : t('bulk.selected', { count })}
        </span>
        {!isHidden && <FlagSelection target={target} onDone={onDone} />}
        <BulkEdit kind={filter.kind} target={target} disabled={!mayEdit} onDone={onDone} />
        <Button
          variant="default"
          leftSection={<IconFileExport size={16} stroke={1.7} />}
          onClick={() => setExporting(true)}
        >
          {t('files:export')}
        </Button>
        {!selection.all && (
          <Button
            variant="default"
            leftSection={<IconTrash size={16} stroke={1.7} />}
            disabled={!mayDelete}
            onClick={() => setAsking(true)}
          >
            {t('bulk.delete')}
          </Button>
        )}
        {!selection.all && !mayDelete && <Lacking permission="records.delete" />}
        <ActionIcon
          className={classes.clear}
          size={36}
          aria-label={t('bulk.clear')}
          title={t('bulk.clear')}
          onClick={onDone}
        >
          <IconX size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </section>
      <ExportDialog
        opened={exporting}
        onClose={() => setExporting(false)}
        target={selection.all ? filter : { kind: filter.kind, ids: [...selection.ids] }}
        count={count}
        estimated={isAbout}
      />
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={isAbout ? t('bulk.deleteAbout', { value: count }) : t('bulk.deleteTitle', { count })}
        confirm={t('bulk.delete')}
        onConfirm={() => remove.mutate()}
        danger
        busy={remove.isPending}
        problem={remove.error}
      >
        {t('bulk.deleteWords')}
      </Confirm>
    </>
  );
}
