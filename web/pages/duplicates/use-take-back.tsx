// A notice of what was done, with the one click that takes it back.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api.ts';

/** Long enough to read what it says and to think again. */
const SHOWN_MS = 15_000;

export function useTakeBack() {
  const { t } = useTranslation('frame');
  const queryClient = useQueryClient();
  return (message: string, undo: () => Promise<unknown>) => {
    const id = crypto.randomUUID();
    const takeBack = async () => {
      notifications.hide(id);
      try {
        await undo();
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        notifications.show({ color: 'red', message: error.title });
      }
      void queryClient.invalidateQueries();
    };
    notifications.show({
      id,
      autoClose: SHOWN_MS,
      message: (
        <>
          {message}{' '}
          <Button size="compact-sm" variant="default" onClick={() => void takeBack()}>
            {t('undo')}
          </Button>
        </>
      ),
    });
  };
}
