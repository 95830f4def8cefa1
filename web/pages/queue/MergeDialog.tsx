// Which record a card is: one is looked for, then the two are seen side by side before they are linked.
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import type { QueueItem } from '../../../src/http/contract/queue.ts';
import { RecordPicker } from '../records/merge/RecordPicker.tsx';
import { Comparison } from './card/Comparison.tsx';
import { cardTitle } from './card/card-title.ts';
import type { Deciding } from './use-deciding.ts';

interface MergeDialogProps {
  account: Account;
  item: QueueItem;
  deciding: Deciding;
  onClose: () => void;
}

export function MergeDialog({ account, item, deciding, onClose }: MergeDialogProps) {
  const { t } = useTranslation('queue');
  const [recordId, setRecordId] = useState<string | null>(null);
  const confirm = useRef<HTMLButtonElement>(null);
  // The record that was chosen is gone from the dialog, and the focus with it.
  useEffect(() => {
    if (recordId !== null) confirm.current?.focus();
  }, [recordId]);
  const choice = recordId === null ? null : deciding.choiceOf(item, recordId);
  return (
    <Modal opened onClose={onClose} title={t('mergeDialog.title', { name: cardTitle(item, t) })}>
      {recordId === null || choice === null ? (
        <RecordPicker
          likely={item.matches
            .filter(({ linked }) => !linked)
            .map(({ recordId: id, ...match }) => ({ ...match, id }))}
          hint={t('mergeDialog.hint')}
          withoutCardIn={account.id}
          onChoose={setRecordId}
        />
      ) : (
        <Stack gap="md">
          <Comparison
            cardId={item.cardId}
            recordId={recordId}
            direction={account.settings.direction}
            choice={choice}
            onChoose={(next) => deciding.choose(item, recordId, next)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => setRecordId(null)}>
              {t('mergeDialog.other')}
            </Button>
            <Button
              ref={confirm}
              onClick={() => {
                onClose();
                deciding.decide({ recordId, choice });
              }}
            >
              {t('mergeDialog.confirm')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
