// Cards of the queue that look like one person: decided once, or told apart for ever.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QueueItem } from '../../../../src/http/contract/queue.ts';
import classes from '../DecisionPanel.module.css';
import type { Deciding } from '../use-deciding.ts';

export function AlikePanel({ deciding, item }: { deciding: Deciding; item: QueueItem }) {
  const { t } = useTranslation('queue');
  const { group } = item;
  if (!group || item.state === 'ready' || item.state === 'ignored') return null;
  const others = group.filter(({ id }) => id !== item.id);
  const kind = item.suggestedKind;
  return (
    <section className={classes.second} aria-label={t('alike.title', { count: group.length })}>
      <p>
        <strong>{t('alike.title', { count: group.length })}</strong> {t('alike.words')}
      </p>
      <ul className={classes.alike}>
        {others.map(({ id, displayName }) => (
          <li key={id} className="cut" dir="auto">
            {displayName}
          </li>
        ))}
      </ul>
      <Button
        variant="default"
        disabled={deciding.busy}
        onClick={() => void deciding.decideAlike(group, { kind })}
      >
        {t(`alike.one.${kind}`)}
      </Button>
      <Button
        variant="default"
        disabled={deciding.busy}
        onClick={() => void deciding.decideAlike(group, 'apart')}
      >
        {t('alike.apart')}
      </Button>
    </section>
  );
}
