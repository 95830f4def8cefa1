// The right column: what the card is, or what the ticked cards are; below it the records it may be already.
import { Button, UnstyledButton } from '@mantine/core';
import { IconArrowBackUp, IconBan, IconBriefcase, IconClock, IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { QueueItem } from '../../../src/http/contract/queue.ts';
import { LossWords } from '../plans/LossWords.tsx';
import { failureWords } from './CardList.tsx';
import { AlikePanel } from './card/AlikePanel.tsx';
import { contactOf } from './card/contact-of.ts';
import { MatchPanel } from './card/MatchPanel.tsx';
import classes from './DecisionPanel.module.css';
import { DeleteSecond } from './DeleteSecond.tsx';
import { type Decision, decisionAgain, firstOf, type Kind } from './decision.ts';
import { KIND_ICONS } from './KindChip.tsx';
import type { Deciding } from './use-deciding.ts';
import type { Place } from './use-place.ts';

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
      // Enter is for what wears its sign, not for the button that was clicked last.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      {icon}
      <span className={classes.words}>{words}</span>
      {isSuggested && <kbd title={t('decide.accept')}>↵</kbd>}
      <kbd>{hotkey}</kbd>
    </UnstyledButton>
  );
}

/** Of several, some may. */
const namesCompany = (item: QueueItem | undefined): boolean =>
  item === undefined || Boolean(contactOf(item.contact).organization.name);

/** The decisions. `item` marks what is suggested and chosen; without one they are for what is ticked. */
export function Choices({
  deciding: { decide, busy },
  item,
  onMerge,
  isShort = false,
}: {
  deciding: Deciding;
  item?: QueueItem | undefined;
  onMerge?: () => void;
  /** There is room for one word each. */
  isShort?: boolean;
}) {
  const { t } = useTranslation('queue');
  const chosen = item?.state === 'ready' ? item : undefined;
  const suggestion = item?.state === 'pending' ? item.suggestion : undefined;
  const MergeIcon = KIND_ICONS.merge;
  const isWithCompany = suggestion && 'kind' in suggestion && (suggestion.withCompany ?? false);
  return (
    <div className={classes.choices} data-short={isShort || undefined}>
      {KINDS.map(({ kind, key }) => {
        const Icon = KIND_ICONS[kind];
        return (
          <Choice
            key={kind}
            icon={<Icon size={18} stroke={1.6} aria-hidden />}
            words={t(`kinds.${kind}`)}
            hotkey={key}
            isSuggested={
              suggestion &&
              'kind' in suggestion &&
              suggestion.kind === kind &&
              !isContactToo(kind, isWithCompany)
            }
            isChosen={
              chosen !== undefined &&
              !chosen.recordId &&
              chosen.kind === kind &&
              !isContactToo(kind, chosen.withCompany)
            }
            disabled={busy}
            onClick={() => decide({ kind })}
          />
        );
      })}
      {namesCompany(item) && !isShort && (
        <Choice
          icon={<IconBriefcase size={18} stroke={1.6} aria-hidden />}
          words={t('decide.withCompany')}
          hotkey="b"
          isSuggested={isWithCompany && 'kind' in suggestion && suggestion.kind === 'contact'}
          isChosen={chosen?.kind === 'contact' && chosen.withCompany}
          disabled={busy}
          onClick={() => decide({ kind: 'contact', withCompany: true })}
        />
      )}
      {onMerge && (
        <Choice
          icon={<MergeIcon size={18} stroke={1.6} aria-hidden />}
          words={t(isShort ? 'decide.mergedShort' : 'decide.merge')}
          hotkey="m"
          isSuggested={suggestion && 'recordId' in suggestion}
          isChosen={Boolean(chosen?.recordId)}
          disabled={busy}
          onClick={onMerge}
        />
      )}
      <Choice
        icon={<IconBan size={18} stroke={1.6} aria-hidden />}
        words={t('decide.ignore')}
        hotkey="x"
        isSuggested={suggestion && 'state' in suggestion && suggestion.state === 'ignored'}
        disabled={busy}
        onClick={() => decide({ state: 'ignored' })}
      />
      {!isShort && (
        <Choice
          icon={<IconClock size={18} stroke={1.6} aria-hidden />}
          words={t('decide.ignoreOnce')}
          hotkey="i"
          disabled={busy}
          onClick={() => decide({ state: 'ignored', until: 'changed' })}
        />
      )}
    </div>
  );
}

/** What the row for the thumb has no room for. */
export function MoreChoices({
  deciding: { decide, busy },
  item,
}: {
  deciding: Deciding;
  item?: QueueItem | undefined;
}) {
  const { t } = useTranslation('queue');
  return (
    <div className={classes.more}>
      {namesCompany(item) && (
        <Button
          size="compact-xs"
          variant="subtle"
          disabled={busy}
          onClick={() => decide({ kind: 'contact', withCompany: true })}
        >
          {t('decide.withCompany')}
        </Button>
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        disabled={busy}
        onClick={() => decide({ state: 'ignored', until: 'changed' })}
      >
        {t('decide.ignoreOnce')}
      </Button>
    </div>
  );
}

/** A contact that brings a company is another decision than a contact. */
const isContactToo = (kind: Kind, withCompany: boolean | undefined): boolean =>
  kind === 'contact' && withCompany === true;

export function DecisionPanel({
  place,
  deciding,
  item,
  onMerge,
}: {
  place: Place;
  deciding: Deciding;
  item: QueueItem;
  onMerge: () => void;
}) {
  const { t } = useTranslation('queue');
  const isOver = item.state === 'imported';
  return (
    <div className={classes.panel}>
      <section aria-label={t('decide.title')}>
        <h2 className={classes.title}>{t('decide.title')}</h2>
        <Standing deciding={deciding} item={item} />
        {!isOver && <SecondCard place={place} deciding={deciding} item={item} />}
        {item.loss && item.state !== 'failed' && (
          <div className={classes.standing} role="note">
            <p>{t('decide.readOnly')}</p>
            <LossWords loss={item.loss} />
          </div>
        )}
        {!isOver && item.state !== 'ignored' && <Choices deciding={deciding} item={item} onMerge={onMerge} />}
        {!isOver && <AlikePanel deciding={deciding} item={item} />}
      </section>
      {!isOver && item.matches.length > 0 && (
        <section className={classes.matches} aria-label={t('match.title')}>
          <h2 className={classes.title}>{t('match.title')}</h2>
          {item.matches.map((match) => (
            <MatchPanel
              key={match.recordId}
              item={item}
              match={match}
              settings={place.account.settings}
              deciding={deciding}
            />
          ))}
        </section>
      )}
    </div>
  );
}

/** Why it is suggested, what was decided, or what came of it. */
function Standing({ deciding, item }: { deciding: Deciding; item: QueueItem }) {
  const { t } = useTranslation('queue');
  const back = (decision: Decision, words: string, Icon = IconArrowBackUp) => (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon size={15} stroke={1.7} aria-hidden />}
      onClick={() => deciding.decide(decision)}
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
        <p>{t(item.untilChanged ? 'decide.ignoredOnceText' : 'decide.ignoredText')}</p>
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
            decision: item.recordId
              ? t('decide.mergedInto')
              : isContactToo(item.kind ?? item.suggestedKind, item.withCompany)
                ? t('decide.withCompany')
                : t(`kinds.${item.kind ?? item.suggestedKind}`),
          })}
          {item.ruleId && ` ${t('decide.byRule')}`}
        </p>
        {back({ kind: null }, t('decide.takeBack'))}
      </div>
    );
  return <Suggested item={item} />;
}

/** Of somebody who has a card in this address book: it becomes a record of its own, stays as it is, or goes. */
function SecondCard({ place, deciding, item }: { place: Place; deciding: Deciding; item: QueueItem }) {
  const { t } = useTranslation('queue');
  const first = firstOf(item);
  if (!first) return null;
  const isOpen = item.state === 'pending' || item.state === 'failed';
  return (
    <section className={classes.second} aria-label={t('second.of', { name: first.displayName })}>
      <p>
        {t('second.words', { name: first.displayName })} {isOpen && t('second.choose')}{' '}
        <Link className="link" to="/records/$id" params={{ id: first.recordId }}>
          {t('decide.openRecord')}
        </Link>
      </p>
      {isOpen && (
        <>
          <Button variant="default" onClick={() => deciding.decide({ kind: item.suggestedKind })}>
            {t('second.apart')}
          </Button>
          <Button variant="default" onClick={() => deciding.decide({ state: 'ignored' })}>
            {t('second.same')}
          </Button>
        </>
      )}
      {place.account.settings.direction !== 'in' && (
        <DeleteSecond key={item.id} account={place.account} items={[item]} disabled={deciding.busy} />
      )}
    </section>
  );
}

/** What is suggested, and why; of a second card whose first one waits as well, which that is. */
function Suggested({ item }: { item: QueueItem }) {
  const { t } = useTranslation('queue');
  const { suggestion, matches, reason } = item;
  if ('state' in suggestion && suggestion.other) {
    if (firstOf(item)) return null;
    return (
      <div className={classes.standing} role="note">
        <p>
          {t('second.words', { name: suggestion.other.displayName })} {t('second.firstWaits')}
        </p>
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
  const kind =
    'kind' in suggestion
      ? isContactToo(suggestion.kind, suggestion.withCompany)
        ? t('decide.withCompany')
        : t(`kinds.${suggestion.kind}`)
      : t('decide.ignore');
  return (
    <p className={classes.standing}>
      {t('suggested', { kind })}. {t(`reason.${reason}`)}.
    </p>
  );
}
