// The labels of a record: taken off by their cross, put on from a list that also makes new ones.
import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconPlus, IconTag, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answer, call } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useMay } from '../access/use-may.ts';
import { LabelChip } from './LabelChip.tsx';
import { LabelChoice } from './LabelChoice.tsx';
import classes from './Labels.module.css';

export function RecordLabels({ record }: { record: Answer<'getRecord'> }) {
  const { t } = useTranslation('lists');
  const queryClient = useQueryClient();
  const mayEdit = useMay('records.edit') && record.deletedAt === null;
  const [opened, setOpened] = useState(false);
  const save = useMutation({
    mutationFn: (labels: string[]) => call('updateRecord', { params: { id: record.id }, body: { labels } }),
    onSuccess: () => {
      for (const name of ['getRecord', 'listRecords', 'listChanges', 'listLabels'])
        void queryClient.invalidateQueries({ queryKey: [name] });
    },
  });
  const ids = record.labels.map(({ id }) => id);
  if (!mayEdit && ids.length === 0) return null;
  return (
    <div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form of its own in every browser's eyes */}
      <div className={classes.row} role="group" aria-label={t('labels')}>
        {record.labels.map(({ id, name, color }) => (
          <LabelChip key={id} name={name} color={color}>
            {mayEdit && (
              <button
                type="button"
                className={classes.remove}
                aria-label={t('takeOff', { label: name })}
                disabled={save.isPending}
                onClick={() => save.mutate(ids.filter((one) => one !== id))}
              >
                <IconX size={12} stroke={2} aria-hidden />
              </button>
            )}
          </LabelChip>
        ))}
        {mayEdit && (
          <Popover
            position="bottom-start"
            width={280}
            trapFocus
            returnFocus
            opened={opened}
            onChange={setOpened}
          >
            <Popover.Target>
              {ids.length > 0 ? (
                <ActionIcon size={22} aria-label={t('addLabel')} onClick={() => setOpened(!opened)}>
                  <IconPlus size={14} stroke={2} aria-hidden />
                </ActionIcon>
              ) : (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  leftSection={<IconTag size={14} stroke={1.8} aria-hidden />}
                  onClick={() => setOpened(!opened)}
                >
                  {t('addLabel')}
                </Button>
              )}
            </Popover.Target>
            <Popover.Dropdown aria-label={t('addLabel')}>
              {opened && <LabelChoice value={ids} onChange={(next) => save.mutate(next)} />}
            </Popover.Dropdown>
          </Popover>
        )}
      </div>
      {save.error && <ProblemNotice problem={save.error} />}
    </div>
  );
}
