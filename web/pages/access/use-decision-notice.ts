import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { RubricaEvent } from '../../../src/http/contract/contract.ts';

/** Tells the person here what an administrator decided about their request. */
export function useDecisionNotice(): (event: RubricaEvent) => void {
  const { t } = useTranslation('access');
  return (event) => {
    if (event.type !== 'access.decided') return;
    notifications.show({
      title: t(`decided.${event.state}`),
      message: t(`permission.${event.permission}`, { defaultValue: event.permission }),
      ...(event.state === 'declined' && { color: 'gray' }),
    });
  };
}
