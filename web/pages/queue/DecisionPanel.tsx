// The right column: what the card is, or what the ticked cards are; below it the records it may be already.
import { Button, UnstyledButton } from '@mantine/core';
import { IconArrowBackUp, IconBan, IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { QueueItem } from '../../../src/http/contract/accounts.ts';
import { LossWords } from '../plans/LossWords.tsx';
import { failureWords } from './CardList.tsx';
import { MatchPanel } from './card/MatchPanel.tsx';
import classes from './DecisionPanel.module.css';
import { type Decision, decisionAgain } from './decision.ts';
import { KIND_ICONS } from './KindChip.tsx';
import type { Triage } from './use-triage.ts';

const KINDS = [
  { kind: 'company', key: 'c' },
  { kind: 'contact', key: 'p' },
  { kind: 'lead', key: 'l' },
] as const;

interface ChoiceProps {
  icon: React.ReactNode;
  words: string;
  hotkey: string;
  isSuggested?: boolean;
  isChosen?: boolean;
  disabled?: boolean;
  onClick: () => void;
}

function Choice({ icon, words, hotkey, isSuggested, isChosen, disabled, onClick }: ChoiceProps) {
  const { t } = useTranslation('queue');
  return (
    <UnstyledButton
      className={classes.choice}
      data-suggested={isSuggested || undefined}
      aria-pressed={isChosen ?? false}
      aria-keyshortcuts={isSuggested ? `${hotkey} Enter` : hotkey}
      disabled={disabled}
      onClick={onClick}
    >
      {icon}
      <span className={classes.words}>{words}</span>
      {isSuggested && <kbd title={t('decide.accept')}>↵</kbd>}
      <kbd>{hotkey}</kbd>
    </UnstyledButton>
  );
}

/** The five decisions. `item` marks what is suggested and chosen; without one they are for what is ticked. */
export function Choices({
  triage,
  item,
  onMerge,
}: {
  triage: Triage;
  item?: QueueItem | undefined;
  onMerge?: () => void;
}) {
  const { t } = useTranslation('queue');
  const chosen = item?.state === 'ready' ? item : undefined;
  const suggestion = item?.state === 'pending' ? item.suggestion : undefined;
  const MergeIcon = KIND_ICONS.merge;
  return (
    <div className={classes.choices}>
      {KINDS.map(({ kind, key }) => {
        const Icon = KIND_ICONS[kind];
        return (
          <Choice
            key={kind}
            icon={<Icon size={18} stroke={1.6} aria-hidden />}
            words={t(`kinds.${kind}`)}
            hotkey={key}
            isSuggested={suggestion && 'kind' in suggestion && suggestion.kind === kind}
            isChosen={chosen !== undefined && !chosen.recordId && chosen.kind === kind}
            disabled={triage.busy}
            onClick={() => triage.decide({ kind })}
          />
        );
      })}
      {onMerge && (
        <Choice
          icon={<MergeIcon size={18} stroke={1.6} aria-hidden />}
          words={t('decide.merge')}
          hotkey="m"
          isSuggested={suggestion && 'recordId' in suggestion}
          isChosen={Boolean(chosen?.recordId)}
          disabled={triage.busy}
          onClick={onMerge}
        />
      )}
      <Choice
        icon={<IconBan size={18} stroke={1.6} aria-hidden />}
        words={t('decide.ignore')}
        hotkey="x"
        isSuggested={suggestion && 'state' in suggestion && suggestion.state === 'ignored'}
        disabled={triage.busy}
        onClick={() => triage.decide({ state: 'ignored' })}
      />
    </div>
  );
}

export function DecisionPanel({
  triage,
  item,
  onMerge,
}: {
  triage: Triage;
  item: QueueItem;
  onMerge: () => void;
}) {
  const { t } = useTranslation('queue');
  const merge = (recordId: string) => triage.decide({ recordId });
  const isOver = item.state === 'imported';
  return (
    <div className={classes.panel}>
      <section aria-label={t('decide.title')}>
        <h2 className={classes.title}>{t('decide.title')}</h2>
        <Standing triage={triage} item={item} />
        {item.loss && item.state !== 'failed' && (
          <div className={classes.standing} role="note">
            <p>{t('decide.readOnly')}</p>
            <LossWords loss={item.loss} />
          </div>
        )}
        {!isOver && item.state !== 'ignored' && <Choices triage={triage} item={item} onMerge={onMerge} />}
      </section>
      {!isOver && item.matches.length > 0 && (
        <section className={classes.matches} aria-label={t('match.title')}>
          <h2 className={classes.title}>{t('match.title')}</h2>
          {item.matches.map((match) => (
            <MatchPanel
              key={match.recordId}
              item={item}
              match={match}
              settings={triage.account.settings}
              onMerge={merge}
              onDecide={triage.decide}
              isDecided={item.recordId === match.recordId || item.state === 'ignored'}
            />
          ))}
        </section>
      )}
    </div>
  );
}

/** Why it is suggested, what was decided, or what came of it. */
function Standing({ triage, item }: { triage: Triage; item: QueueItem }) {
  const { t } = useTranslation('queue');
  const back = (decision: Decision, words: string, Icon = IconArrowBackUp) => (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon size={15} stroke={1.7} aria-hidden />}
      onClick={() => triage.decide(decision)}
    >
      {words}
    </Button>
  );
  if (item.state === 'imported')
    return (
      <div className={classes.standing}>
        <p>{t('decide.imported')}</p>
        {item.recordId && (
          <Link className="link" to="/records/$id" params={{ id: item.recordId }}>
            {t('decide.openRecord')}
          </Link>
        )}
      </div>
    );
  if (item.state === 'ignored')
    return (
      <div className={classes.standing}>
        <p>{t('decide.ignoredText')}</p>
        {back({ state: 'pending' }, t('decide.restore'))}
      </div>
    );
  if (item.state === 'failed')
    return (
      <div className={`${classes.standing} ${classes.failed}`} role="note">
        <p>
          {t('decide.failedText')} {failureWords(item.error, t)} {t('failure.safe')}
        </p>
        <LossWords loss={item.loss} />
        {back(decisionAgain(item), t('decide.retry'), IconRefresh)}
      </div>
    );
  if (item.state === 'ready')
    return (
      <div className={classes.standing}>
        <p>
          {t('decide.decided', {
            decision: item.recordId ? t('decide.mergedInto') : t(`kinds.${item.kind ?? item.suggestedKind}`),
          })}
        </p>
        {back({ kind: null }, t('decide.takeBack'))}
      </div>
    );
  return <Suggested item={item} />;
}

/** What is suggested, and why; of a second card, which one is the first. */
function Suggested({ item: { suggestion, matches, reason } }: { item: QueueItem }) {
  const { t } = useTranslation('queue');
  if ('state' in suggestion && suggestion.reason === 'second-card') {
    const { other } = suggestion;
    return (
      <div className={classes.standing} role="note">
        <p>
          {t('second.words', { name: other?.displayName ?? '' })} {t('second.choose')}
        </p>
        {other?.recordId && (
          <Link className="link" to="/records/$id" params={{ id: other.recordId }}>
            {t('decide.openRecord')}
          </Link>
        )}
      </div>
    );
  }
  if ('recordId' in suggestion) {
    const match = matches.find(({ recordId }) => recordId === suggestion.recordId);
    return (
      <p className={classes.standing}>
        {t('suggested', { kind: t('match.merge', { name: match?.displayName ?? '' }) })}.
      </p>
    );
  }
  const kind = 'kind' in suggestion ? t(`kinds.${suggestion.kind}`) : t('decide.ignore');
  return (
    <p className={classes.standing}>
      {t('suggested', { kind })}. {t(`reason.${reason}`)}.
    </p>
  );
}
