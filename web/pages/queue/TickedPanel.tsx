// What stands in the place of one card while several are ticked: how many, who, and one decision for all.
import { Button, Loader } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CardFace } from './card/CardFace.tsx';
import { cardTitle } from './card/card-title.ts';
import panel from './DecisionPanel.module.css';
import { Choices } from './DecisionPanel.tsx';
import { DeleteSecond } from './DeleteSecond.tsx';
import { firstOf } from './decision.ts';
import classes from './TickedPanel.module.css';
import type { Deciding } from './use-deciding.ts';
import type { Place } from './use-place.ts';
import type { Ticked } from './use-ticked.ts';

const FACES = 7;
const NAMES = 12;

export function TickedCards({ place: { queue }, ticked }: { place: Place; ticked: Ticked }) {
  const { t } = useTranslation('queue');
  const { count, items: shown } = ticked;
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
          <Button variant="default" onClick={ticked.tickEverything}>
            {t('select.everything', { count: queue.total })}
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={ticked.clear}>
          {t('select.clear')}
        </Button>
      </div>
    </div>
  );
}

interface TickedPanelProps {
  place: Place;
  ticked: Ticked;
  deciding: Deciding;
}

export function TickedPanel({ place: { account, view }, ticked, deciding }: TickedPanelProps) {
  const { t } = useTranslation('queue');
  const { count } = ticked;
  const { busy, decide } = deciding;
  const seconds = account.settings.direction === 'in' ? [] : ticked.items.filter(firstOf);
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
            rightSection={<kbd title={t('decide.accept')}>↵</kbd>}
            disabled={busy}
            onClick={() => decide({ suggested: true })}
          >
            {t('select.suggestions')}
          </Button>
          <Choices deciding={deciding} />
          {seconds.length > 0 && (
            <DeleteSecond account={account} items={seconds} disabled={busy} onDone={ticked.clear} />
          )}
          {view.state !== 'pending' && (
            <Button
              variant="subtle"
              color="gray"
              disabled={busy}
              onClick={() => decide({ state: 'pending' })}
            >
              {t('select.back')}
            </Button>
          )}
        </div>
      </section>
    </div>
  );
}
