// Which record a card is.
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QueueItem } from '../../../src/http/contract/accounts.ts';
import { RecordPicker } from '../records/merge/RecordPicker.tsx';
import { cardTitle } from './card/card-title.ts';

interface MergeDialogProps {
  accountId: string;
  item: QueueItem | undefined;
  opened: boolean;
  onClose: () => void;
  onMerge: (recordId: string) => void;
}

export function MergeDialog({ accountId, item, opened, onClose, onMerge }: MergeDialogProps) {
  const { t } = useTranslation('queue');
  return (
    <Modal
      opened={opened && item !== undefined}
      onClose={onClose}
      title={item ? t('mergeDialog.title', { name: cardTitle(item, t) }) : ''}
    >
      {item && (
        <RecordPicker
          likely={item.matches
            .filter(({ linked }) => !linked)
            .map(({ recordId, ...match }) => ({ ...match, id: recordId }))}
          hint={t('mergeDialog.hint')}
          withoutCardIn={accountId}
          onChoose={onMerge}
        />
      )}
    </Modal>
  );
}
