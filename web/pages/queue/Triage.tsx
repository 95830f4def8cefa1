// Going through the queue of one account: the cards, the card, the decision. One column on a phone.
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowBackUp, IconChevronLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { usePhone } from '../../components/table/VirtualTable.tsx';
import { TriageBar } from './bar/TriageBar.tsx';
import { CardList } from './CardList.tsx';
import { PhoneCard } from './card/PhoneCard.tsx';
import panel from './DecisionPanel.module.css';
import { Choices, DecisionPanel, MoreChoices } from './DecisionPanel.tsx';
import { EmptyView } from './EmptyView.tsx';
import { Filling } from './Filling.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { SuggestionsDialog } from './SuggestionsDialog.tsx';
import { TickedCards, TickedPanel } from './TickedPanel.tsx';
import classes from './Triage.module.css';
import { TriageHead } from './TriageHead.tsx';
import { type Deciding, useDeciding } from './use-deciding.ts';
import { type Place, usePlace } from './use-place.ts';
import { useQueueKeys } from './use-queue-keys.ts';
import { type Ticked, useTicked } from './use-ticked.ts';

/** Give it the account's id as `key`: another account begins afresh. */
export function Triage({ account }: { account: Account }) {
  const { t: frame } = useTranslation('frame');
  const place = usePlace(account);
  const ticked = useTicked(place);
  const deciding = useDeciding(place, ticked);
  const isPhone = usePhone();
  const [opened, setOpened] = useState(false);
  const [merging, setMerging] = useState(false);
  const { queue, current, lookAt } = place;
  const { count } = ticked;
  const startMerge = () => setMerging(count === 0 && current !== undefined && isOpen(current.state));
  useKeysOf({ place, ticked, deciding, onMerge: startMerge });

  const isEmpty = queue.cards.isSuccess && queue.items.length === 0 && !queue.cards.hasNextPage;
  const showsDetail = isPhone && opened && current !== undefined && count === 0;
  return (
    <div className={classes.triage}>
      {!showsDetail && (
        <>
          <Filling account={account} />
          <TriageHead place={place} ticked={ticked} deciding={deciding} />
        </>
      )}
      {queue.cards.error && queue.items.length === 0 ? (
        <ProblemNotice problem={queue.cards.error}>
          <Button
            variant="default"
            loading={queue.cards.isFetching}
            onClick={() => void queue.cards.refetch()}
          >
            {frame('again')}
          </Button>
        </ProblemNotice>
      ) : isEmpty ? (
        <div className={classes.emptyArea}>
          <EmptyView place={place} />
        </div>
      ) : isPhone ? (
        showsDetail ? (
          <PhoneDetail
            place={place}
            deciding={deciding}
            onBack={() => setOpened(false)}
            onMerge={startMerge}
          />
        ) : (
          <PhoneList place={place} ticked={ticked} deciding={deciding} onOpen={() => setOpened(true)} />
        )
      ) : (
        <div className={classes.columns}>
          <div className={classes.list}>
            {queue.cards.isPending && <Skeletons rows={9} face />}
            <CardList place={place} ticked={ticked} onOpen={(item) => lookAt(item.id)} />
          </div>
          <div className={classes.detail}>
            {count > 0 ? (
              <>
                <div className={classes.middle}>
                  <TickedCards place={place} ticked={ticked} />
                </div>
                <div className={classes.right}>
                  <TickedPanel place={place} ticked={ticked} deciding={deciding} />
                </div>
              </>
            ) : current ? (
              <>
                <CardPane className={classes.middle!} key={current.id}>
                  <PhoneCard item={current} />
                </CardPane>
                <div className={classes.right}>
                  <DecisionPanel place={place} deciding={deciding} item={current} onMerge={startMerge} />
                </div>
              </>
            ) : (
              <div className={classes.middle}>
                <Skeletons rows={4} />
              </div>
            )}
          </div>
        </div>
      )}
      {!showsDetail && !(isPhone && count > 0) && <TriageBar place={place} deciding={deciding} />}
      <SuggestionsDialog
        accountId={account.id}
        order={deciding.counted}
        onClose={deciding.dropCounted}
        onConfirm={deciding.useCounted}
      />
      {merging && current && count === 0 && (
        <MergeDialog account={account} item={current} deciding={deciding} onClose={() => setMerging(false)} />
      )}
    </div>
  );
}

function CardPane({ className, children }: { className: string; children: React.ReactNode }) {
  const { t } = useTranslation('queue');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={className} tabIndex={0} aria-label={t('card.title')}>
      {children}
    </section>
  );
}

const isOpen = (state: string) => state === 'pending' || state === 'ready' || state === 'failed';

interface Hands {
  place: Place;
  ticked: Ticked;
  deciding: Deciding;
}

function useKeysOf({ place, ticked, deciding, onMerge }: Hands & { onMerge: () => void }): void {
  const { current, view, go } = place;
  const { count } = ticked;
  const canDecide = view.state !== 'imported' && (count > 0 || current !== undefined || place.queue.mayCome);
  const decide = (decision: Parameters<Deciding['decide']>[0]) => () => {
    if (canDecide) deciding.decide(decision);
  };
  const step = (by: number) => () => void go(by);
  const stepTicking = (by: number) => () => {
    const next = go(by);
    if (current && next) ticked.extend(next.id, current.id);
  };
  const steps = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: 8,
    PageUp: -8,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  useQueueKeys({
    c: decide({ kind: 'company' }),
    p: decide({ kind: 'contact' }),
    b: decide({ kind: 'contact', withCompany: true }),
    l: decide({ kind: 'lead' }),
    x: decide({ state: 'ignored' }),
    i: decide({ state: 'ignored', until: 'changed' }),
    m: onMerge,
    u: () => void deciding.undo(),
    Enter: () => {
      if (canDecide && (count > 0 || view.state === 'pending')) deciding.decide({ suggested: true });
    },
    j: step(1),
    k: step(-1),
    ...Object.fromEntries(
      Object.entries(steps).flatMap(([key, by]) => [
        [key, step(by)],
        [`Shift+${key}`, stepTicking(by)],
      ]),
    ),
    ' ': () => current && ticked.toggle(current.id),
    Escape: ticked.clear,
  });
}

function PhoneList({ place, ticked, deciding, onOpen }: Hands & { onOpen: () => void }) {
  const { t } = useTranslation('queue');
  return (
    <>
      <div className={classes.list}>
        <CardList
          place={place}
          ticked={ticked}
          onOpen={(item) => {
            place.lookAt(item.id);
            onOpen();
          }}
        />
      </div>
      {ticked.count > 0 && (
        <div className={classes.thumbs}>
          <div className={classes.thumbsHead}>
            <strong>{t('select.count', { count: ticked.count })}</strong>
            <span>
              {!ticked.everything && ticked.count < place.queue.total && (
                <Button size="compact-sm" variant="subtle" onClick={ticked.tickEverything}>
                  {t('select.everything', { count: place.queue.total })}
                </Button>
              )}
              <Button size="compact-sm" variant="subtle" color="gray" onClick={ticked.clear}>
                {t('select.clear')}
              </Button>
            </span>
          </div>
          <div className={panel.thumb}>
            <Choices deciding={deciding} isShort />
          </div>
          <MoreChoices deciding={deciding} />
          <Button
            fullWidth
            mt={6}
            variant="light"
            disabled={deciding.busy}
            onClick={() => deciding.decide({ suggested: true })}
          >
            {t('select.suggestions')}
          </Button>
        </div>
      )}
    </>
  );
}

interface PhoneDetailProps {
  place: Place;
  deciding: Deciding;
  onBack: () => void;
  onMerge: () => void;
}

function PhoneDetail({ place, deciding, onBack, onMerge }: PhoneDetailProps) {
  const { t } = useTranslation('queue');
  const item = place.current!;
  return (
    <>
      <div className={classes.phoneHead}>
        <ActionIcon aria-label={t('card.back')} size={40} onClick={onBack}>
          <IconChevronLeft size={22} aria-hidden />
        </ActionIcon>
        <span className="quiet">
          {t('card.position', { position: place.index + 1, total: place.queue.total })}
        </span>
        <ActionIcon
          aria-label={t('bar.undo')}
          size={40}
          disabled={!deciding.canUndo}
          onClick={() => void deciding.undo()}
        >
          <IconArrowBackUp size={20} aria-hidden />
        </ActionIcon>
      </div>
      <CardPane className={classes.phoneCard!} key={item.id}>
        <PhoneCard item={item} />
        <div className={panel.cardOnly}>
          <DecisionPanel place={place} deciding={deciding} item={item} onMerge={onMerge} />
        </div>
      </CardPane>
      {isOpen(item.state) && (
        <div className={classes.thumbs}>
          <div className={panel.thumb}>
            <Choices deciding={deciding} item={item} onMerge={onMerge} isShort />
          </div>
          <MoreChoices deciding={deciding} item={item} />
        </div>
      )}
    </>
  );
}
