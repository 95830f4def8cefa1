// All pairs that are certain, merged together after a question; each is a merge of its own, and all are taken back by one click.
import { Button, Checkbox } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { useRefresh } from './use-decide.ts';
import { useTakeBack } from './use-take-back.tsx';

export function MergeCertain({ count, disabled }: { count: number; disabled: boolean }) {
  const { t } = useTranslation('duplicates');
  const refresh = useRefresh();
  const takeBack = useTakeBack();
  const [opened, setOpened] = useState(false);
  const [deletes, setDeletes] = useState(false);
  const merge = useMutation({
    mutationFn: async () => {
      const ids: string[] = [];
      for (let left = 1; left > 0; ) {
        const done = await call('mergeDuplicates', { body: { secondCards: deletes ? 'delete' : 'keep' } });
        ids.push(...done.merged.map(({ mergedId }) => mergedId));
        left = done.left;
      }
      return ids;
    },
    onSuccess: (ids) => {
      setOpened(false);
      takeBack(t('mergedAll', { count: ids.length }), () => call('unmergeDuplicates', { body: { ids } }));
    },
    onSettled: refresh,
  });
  return (
    <>
      <Button
        disabled={disabled}
        onClick={() => {
          merge.reset();
          setOpened(true);
        }}
      >
        {t('mergeAll', { count })}
      </Button>
      <Confirm
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('mergeAllTitle', { count })}
        confirm={t('mergeAll', { count })}
        onConfirm={() => merge.mutate()}
        busy={merge.isPending}
        problem={merge.error}
      >
        <p>{t('mergeAllWords')}</p>
        <Checkbox
          size="sm"
          checked={deletes}
          onChange={(event) => setDeletes(event.currentTarget.checked)}
          label={t('cards.deleteAll')}
          description={t('cards.words')}
        />
      </Confirm>
    </>
  );
}
