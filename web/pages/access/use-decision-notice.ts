import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { RubricaEvent } from '../../../src/http/contract/contract.ts';
import { useWishWords } from './use-wish-words.ts';

/** Tells the person here what an administrator decided about their request. */
export function useDecisionNotice(): (event: RubricaEvent) => void {
  const { t } = useTranslation('access');
  const wordsOf = useWishWords();
  return (event) => {
    if (event.type !== 'access.decided') return;
    notifications.show({
      title: t(
        /^approval\./.test(event.permission) ? `organisation.${event.state}` : `decided.${event.state}`,
      ),
      message: wordsOf(event.permission),
      // Whoever asked may be looking elsewhere just now.
      autoClose: false,
      ...(event.state === 'declined' && { color: 'gray' }),
    });
  };
}
