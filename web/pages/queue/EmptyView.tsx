import { Button } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { filterCount } from './queue-cards.ts';
import type { Place } from './use-place.ts';

/** A view without cards: why, and what comes next. */
export function EmptyView({ place: { view, setView, queue, run, account } }: { place: Place }) {
  const { t } = useTranslation('queue');
  const icon = <IconInbox size={26} stroke={1.4} aria-hidden />;
  if (view.q || filterCount(view) > 0)
    return (
      <EmptyState
        icon={icon}
        title={t('empty.found')}
        action={
          <Button variant="default" onClick={() => setView({ state: view.state })}>
            {t('filter.clear')}
          </Button>
        }
      >
        {t('empty.foundText')}
      </EmptyState>
    );
  if (view.state !== 'pending')
    return (
      <EmptyState icon={icon} title={t(`empty.${view.state}`)}>
        {t(`empty.${view.state}Text`)}
      </EmptyState>
    );
  if (run && run.trigger !== 'import' && account.lastCheckedAt === null)
    return (
      <EmptyState icon={icon} title={t('empty.reading')}>
        {t('empty.readingText')}
      </EmptyState>
    );
  const ready = queue.tally?.counts.ready ?? 0;
  return (
    <EmptyState
      icon={icon}
      title={t('empty.done')}
      action={
        ready > 0 && (
          <Button variant="default" onClick={() => setView({ state: 'ready' })}>
            {t('empty.lookReady')}
          </Button>
        )
      }
    >
      {ready > 0 ? t('empty.doneReady', { count: ready }) : t('empty.doneNothing')}
    </EmptyState>
  );
}
