// The name and colour of a label, a new one's too.
import { Button, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LABEL_COLORS, type LabelColor, LONGEST_LABEL, labelKey } from '../../../src/fields/labels.ts';
import { call } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { type Label, useLabels } from '../lists/filter-words.ts';
import { LabelDot } from '../lists/LabelChip.tsx';
import classes from './LabelsPage.module.css';

export function LabelForm({ label, onClose }: { label: Label | null; onClose: () => void }) {
  const { t } = useTranslation(['labels', 'frame']);
  const queryClient = useQueryClient();
  const [name, setName] = useState(label?.name ?? '');
  const [color, setColor] = useState<LabelColor>(label?.color ?? 'blue');
  const isTaken = useLabels().some((one) => one.id !== label?.id && labelKey(one.name) === labelKey(name));
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), color };
      return label ? call('updateLabel', { params: { id: label.id }, body }) : call('createLabel', { body });
    },
    onSuccess: () => {
      void queryClient.invalidateQueries();
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t(label ? 'edit' : 'new')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() && !isTaken) save.mutate();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('name')}
            maxLength={LONGEST_LABEL}
            required
            data-autofocus
            error={isTaken && t('taken')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Radio.Group label={t('color')} value={color} onChange={(next) => setColor(next as LabelColor)}>
            <div className={classes.colors}>
              {LABEL_COLORS.map((one) => (
                <Radio key={one} value={one} label={<Color color={one} />} />
              ))}
            </div>
          </Radio.Group>
          {save.error && <ProblemNotice problem={save.error} />}
          <span className={classes.buttons}>
            <Button variant="default" onClick={onClose}>
              {t('frame:cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!name.trim() || isTaken}>
              {t('frame:save')}
            </Button>
          </span>
        </Stack>
      </form>
    </Modal>
  );
}

function Color({ color }: { color: LabelColor }) {
  const { t } = useTranslation('labels');
  return (
    <span className={classes.color}>
      <LabelDot color={color} />
      {t(`colors.${color}`)}
    </span>
  );
}
