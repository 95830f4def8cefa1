// The face of a record, and the way to give it another.
import { FileButton, Menu, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCamera, IconPhotoPlus, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answer, call, send } from '../../../api.ts';
import { Avatar } from '../../../components/Avatar.tsx';
import { useProblemWords } from '../../../components/ProblemNotice.tsx';
import { useRecordCache } from '../use-save.ts';
import { photoOf } from './photo-of.ts';
import classes from './RecordPhoto.module.css';
import { scaleDown } from './scale-down.ts';

const SIZE = 56;
type RecordView = Answer<'getRecord'>;

/** The file is no picture the browser can read. */
class Unreadable extends Error {}

function usePhoto(record: RecordView) {
  const { t } = useTranslation('records');
  const words = useProblemWords();
  const keep = useRecordCache();
  return useMutation({
    mutationFn: async (file: File | null): Promise<RecordView> => {
      const params = { id: record.id };
      if (!file) return call('removePhoto', { params });
      const picture = await scaleDown(file).catch(() => {
        throw new Unreadable();
      });
      return send<RecordView>('PUT', `/api/v1/records/${record.id}/photo`, picture);
    },
    onSuccess: keep,
    onError: (error) =>
      notifications.show({
        color: 'red',
        title: error instanceof Unreadable ? t('photo.unreadable') : words(error).title,
        message: error instanceof Unreadable ? t('photo.unreadableAction') : words(error).action,
      }),
  });
}

export function RecordPhoto({ record, readOnly }: { record: RecordView; readOnly: boolean }) {
  const { t } = useTranslation('records');
  const photo = usePhoto(record);
  const reset = useRef<() => void>(null);
  const face = <Avatar name={record.displayName} kind={record.kind} photo={photoOf(record)} size={SIZE} />;
  if (readOnly) return face;
  return (
    <FileButton
      accept="image/*"
      resetRef={reset}
      onChange={(file) => {
        if (file) photo.mutate(file);
        // The same file may be chosen again.
        reset.current?.();
      }}
    >
      {({ onClick }) => (
        <Menu position="bottom-start">
          <Menu.Target>
            <UnstyledButton
              className={classes.photo}
              aria-label={t('photo.change')}
              aria-busy={photo.isPending}
            >
              {face}
              <span className={classes.sign}>
                <IconCamera size={13} stroke={1.8} aria-hidden />
              </span>
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPhotoPlus size={16} stroke={1.6} />} onClick={onClick}>
              {t('photo.choose')}
            </Menu.Item>
            {record.values.photo && (
              <Menu.Item
                className="bad"
                leftSection={<IconTrash size={16} stroke={1.6} />}
                onClick={() => photo.mutate(null)}
              >
                {t('photo.remove')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </FileButton>
  );
}
