// What stands in the place of one card while several are ticked: how many, who, and one decision for all.
import { Button, Loader } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CardFace } from './card/CardFace.tsx';
import { cardTitle } from './card/card-title.ts';
import panel from './DecisionPanel.module.css';
import { Choices } from './DecisionPanel.tsx';
import classes from './TickedPanel.module.css';
import { NOTHING_TICKED, type Triage } from './use-triage.ts';

const FACES = 7;
const NAMES = 12;

export function TickedCards({ triage }: { triage: Triage }) {
  const { t } = useTranslation('queue');
  const { ticked, count, queue, setTicked } = triage;
  const shown = ticked.everything ? queue.items : queue.items.filter((item) => ticked.ids.has(item.id));
  const isAll = ticked.everything || count === queue.total;
  return (
    <div className={classes.ticked}>
      <div className={classes.faces} aria-hidden>
        {shown.slice(0, FACES).map((item) => (
          <CardFace key={item.id} item={item} size={52} />
        ))}
      </div>
      <h2 className={classes.count} aria-live="polite">
        {isAll && ticked.everything
          ? t('select.everythingSelected', { count })
          : t('select.count', { count })}
      </h2>
      <p className={classes.names} dir="auto">
        {shown
          .slice(0, NAMES)
          .map((item) => cardTitle(item, t))
          .join(', ')}
        {count > NAMES && ' …'}
      </p>
      <div className={classes.actions}>
        {!isAll && (
          <Button variant="default" onClick={() => setTicked({ everything: true, ids: new Set() })}>
            {t('select.everything', { count: queue.total })}
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={() => setTicked(NOTHING_TICKED)}>
          {t('select.clear')}
        </Button>
      </div>
    </div>
  );
}

export function TickedPanel({ triage }: { triage: Triage }) {
  const { t } = useTranslation('queue');
  const { view, busy, count } = triage;
  if (view.state === 'imported') return null;
  return (
    <div className={panel.panel}>
      <section aria-label={t('select.as', { count })}>
        <h2 className={panel.title}>
          {t('select.as', { count })} {busy && <Loader size={14} />}
        </h2>
        <div className={classes.stack}>
          <Button
            variant="light"
            size="md"
            fz="md"
            leftSection={<IconWand size={17} stroke={1.7} aria-hidden />}
            rightSection={<kbd>Enter</kbd>}
            disabled={busy}
            onClick={() => triage.decide({ suggested: true })}
          >
            {t('select.suggestions')}
          </Button>
          <Choices triage={triage} />
          {view.state !== 'pending' && (
            <Button
              variant="subtle"
              color="gray"
              disabled={busy}
              onClick={() => triage.decide({ state: 'pending' })}
            >
              {t('select.back')}
            </Button>
          )}
        </div>
      </section>
    </div>
  );
}
