// Two labels made one: which of the others stays is chosen, and what that does is said before.
import { Button, Modal, Select, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useTakeBack } from '../duplicates/use-take-back.tsx';
import { type Label, useLabels } from '../lists/filter-words.ts';
import classes from './LabelsPage.module.css';

export function MergeLabel({ label, onClose }: { label: Label; onClose: () => void }) {
  const { t } = useTranslation(['labels', 'frame']);
  const others = useLabels().filter(({ id }) => id !== label.id);
  const [into, setInto] = useState<string | null>(null);
  const other = others.find(({ id }) => id === into);
  const merge = useMerge(label, onClose);
  return (
    <Modal opened onClose={onClose} title={t('mergeTitle', { label: label.name })}>
      <Stack gap="md">
        <Select
          label={t('into')}
          data-autofocus
          searchable
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          value={into}
          onChange={setInto}
          comboboxProps={{ withinPortal: false }}
        />
        {other && (
          <p className={classes.words} aria-live="polite">
            {t('mergeWords', { count: label.records, label: label.name, into: other.name })}
          </p>
        )}
        {merge.error && <ProblemNotice problem={merge.error} />}
        <span className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button
            disabled={!other}
            loading={merge.isPending}
            onClick={() => other && merge.mutate({ into: other.id, name: other.name })}
          >
            {t('mergeNow')}
          </Button>
        </span>
      </Stack>
    </Modal>
  );
}

function useMerge({ id, name }: Label, onDone: () => void) {
  const { t } = useTranslation('labels');
  const queryClient = useQueryClient();
  const takeBack = useTakeBack();
  return useMutation({
    mutationFn: (other: { into: string; name: string }) =>
      call('mergeLabels', { params: { id }, body: { into: other.into } }),
    onSuccess: ({ edit }, other) => {
      void queryClient.invalidateQueries();
      onDone();
      takeBack(t('merged', { label: name, into: other.name }), async () => {
        await call('updateLabel', { params: { id }, body: { deleted: false } });
        if (edit) await call('undoEdit', { params: { id: edit } });
      });
    },
  });
}
