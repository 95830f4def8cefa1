// A record that the card may be: how sure that is, the two side by side, and the button that links them.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../../src/http/contract/accounts.ts';
import type { QueueItem } from '../../../../src/http/contract/queue.ts';
import { Avatar } from '../../../components/Avatar.tsx';
import { Help } from '../../../components/help/Help.tsx';
import type { Deciding } from '../use-deciding.ts';
import { Comparison } from './Comparison.tsx';
import classes from './MatchPanel.module.css';

interface MatchPanelProps {
  item: QueueItem;
  match: QueueItem['matches'][number];
  settings: Account['settings'];
  deciding: Deciding;
}

const sureness = (score: number) => (score >= 0.9 ? 'sure' : score >= 0.7 ? 'likely' : 'possible');

export function MatchPanel({ item, match, settings, deciding }: MatchPanelProps) {
  const { t } = useTranslation('queue');
  const { recordId } = match;
  const isOpen = !match.linked && !match.apart && item.recordId !== recordId && item.state !== 'ignored';
  const choice = deciding.choiceOf(item, recordId);
  return (
    <div className={classes.panel}>
      <header className={classes.head}>
        <Avatar name={match.displayName} kind={match.kind} size={34} />
        <div className={classes.who}>
          <Link className={`link cut ${classes.name}`} dir="auto" to="/records/$id" params={{ id: recordId }}>
            {match.displayName}
          </Link>
          <div className={classes.why}>
            {t(`kinds.${match.kind}`)} · {t(`match.${sureness(match.score)}`)}
            {match.reasons.length > 0 &&
              `: ${match.reasons.map((reason) => t(`match.reason.${reason}`)).join(', ')}`}
            {match.linked && ` · ${t('match.linked')}`}
            {match.apart && ` · ${t('match.isApart')}`}
          </div>
        </div>
        <Help topic="matches" />
      </header>
      <Comparison
        cardId={item.cardId}
        recordId={recordId}
        direction={settings.direction}
        choice={choice}
        onChoose={isOpen ? (next) => deciding.choose(item, recordId, next) : undefined}
      />
      {isOpen && (
        <Button
          variant="default"
          fullWidth
          onClick={() => deciding.decide({ recordId, choice })}
          classNames={{ root: classes.merge, label: classes.into }}
        >
          {t('match.merge', { name: match.displayName })}
        </Button>
      )}
      {item.state !== 'ignored' && item.recordId !== recordId && (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          fullWidth
          onClick={() => deciding.decide(match.apart ? { together: [recordId] } : { apart: [recordId] })}
        >
          {t(match.apart ? 'match.together' : 'match.apart')}
        </Button>
      )}
    </div>
  );
}
