import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Answer, call } from '../../../api.ts';
import { Confirm } from '../../../components/Confirm.tsx';
import { PATHS } from '../kinds.ts';

interface DeleteRecordProps {
  record: Answer<'getRecord'>;
  opened: boolean;
  onClose: () => void;
}

export function DeleteRecord({ record, opened, onClose }: DeleteRecordProps) {
  const { t } = useTranslation('records');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call('deleteRecord', { params: { id: record.id } }),
    onSuccess: async () => {
      await navigate({ to: PATHS[record.kind] });
      notifications.show({ message: t('delete.done', { name: record.displayName }) });
      for (const name of ['listRecords', 'getRecord', 'getHome'])
        void queryClient.invalidateQueries({ queryKey: [name] });
    },
  });
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={t('delete.title', { name: record.displayName })}
      confirm={t('delete.button')}
      onConfirm={() => remove.mutate()}
      danger
      busy={remove.isPending}
      problem={remove.error}
    >
      {t(record.links.length ? 'delete.wordsCards' : 'delete.words')}
    </Confirm>
  );
}
