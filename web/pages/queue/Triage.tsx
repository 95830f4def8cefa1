// Going through the queue of one account: the cards, the card, the decision. One column on a phone.
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowBackUp, IconChevronLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { usePhone } from '../../components/VirtualTable.tsx';
import { CardList } from './CardList.tsx';
import { PhoneCard } from './card/PhoneCard.tsx';
import panel from './DecisionPanel.module.css';
import { Choices, DecisionPanel } from './DecisionPanel.tsx';
import { EmptyView } from './EmptyView.tsx';
import { Filling } from './Filling.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { SuggestionsDialog } from './SuggestionsDialog.tsx';
import { TickedCards, TickedPanel } from './TickedPanel.tsx';
import classes from './Triage.module.css';
import { TriageBar } from './TriageBar.tsx';
import { TriageHead } from './TriageHead.tsx';
import { useQueueKeys } from './use-queue-keys.ts';
import { NOTHING_TICKED, type Triage as TriageState, useTriage } from './use-triage.ts';

/** Give it the account's id as `key`: another account begins afresh. */
export function Triage({ account }: { account: Account }) {
  const { t: frame } = useTranslation('frame');
  const triage = useTriage(account);
  const isPhone = usePhone();
  const [opened, setOpened] = useState(false);
  const [merging, setMerging] = useState(false);
  const { queue, current, count, ticked } = triage;
  const startMerge = () => setMerging(count === 0 && current !== undefined && isOpen(current.state));
  useKeysOf(triage, startMerge);

  const isEmpty = queue.cards.isSuccess && queue.items.length === 0;
  const showsDetail = isPhone && opened && current !== undefined && count === 0;
  return (
    <div className={classes.triage}>
      {!showsDetail && (
        <>
          <Filling account={account} />
          <TriageHead triage={triage} />
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
          <EmptyView triage={triage} />
        </div>
      ) : isPhone ? (
        showsDetail ? (
          <PhoneDetail triage={triage} onBack={() => setOpened(false)} onMerge={startMerge} />
        ) : (
          <PhoneList triage={triage} onOpen={() => setOpened(true)} />
        )
      ) : (
        <div className={classes.columns}>
          <div className={classes.list}>
            {queue.cards.isPending && <Skeletons rows={9} face />}
            <CardList triage={triage} onOpen={(item) => triage.setCurrentId(item.id)} />
          </div>
          <div className={classes.detail}>
            {count > 0 ? (
              <>
                <div className={classes.middle}>
                  <TickedCards triage={triage} />
                </div>
                <div className={classes.right}>
                  <TickedPanel triage={triage} />
                </div>
              </>
            ) : current ? (
              <>
                <CardPane className={classes.middle!} key={current.id}>
                  <PhoneCard item={current} />
                </CardPane>
                <div className={classes.right}>
                  <DecisionPanel triage={triage} item={current} onMerge={startMerge} />
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
      {!showsDetail && !(isPhone && count > 0) && <TriageBar triage={triage} />}
      <SuggestionsDialog
        accountId={account.id}
        order={triage.counted}
        onClose={triage.dropCounted}
        onConfirm={triage.useCounted}
      />
      <MergeDialog
        accountId={account.id}
        item={current}
        opened={merging && !ticked.everything}
        onClose={() => setMerging(false)}
        onMerge={(recordId) => {
          setMerging(false);
          triage.decide({ recordId });
        }}
      />
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

function useKeysOf(triage: TriageState, startMerge: () => void): void {
  const { current, count, view } = triage;
  const canDecide = view.state !== 'imported' && (count > 0 || current !== undefined);
  const decide = (decision: Parameters<TriageState['decide']>[0]) => () => {
    if (canDecide) triage.decide(decision);
  };
  const step = (by: number) => () => triage.go(by);
  const stepTicking = (by: number) => () => {
    if (current && !triage.ticked.ids.has(current.id)) triage.toggle(current.id);
    triage.go(by);
  };
  useQueueKeys({
    c: decide({ kind: 'company' }),
    p: decide({ kind: 'contact' }),
    l: decide({ kind: 'lead' }),
    x: decide({ state: 'ignored' }),
    m: startMerge,
    u: () => void triage.undo(),
    Enter: () => {
      if (count > 0 || (current && view.state === 'pending')) triage.decide({ suggested: true });
    },
    ArrowDown: step(1),
    ArrowUp: step(-1),
    j: step(1),
    k: step(-1),
    PageDown: step(8),
    PageUp: step(-8),
    Home: step(Number.NEGATIVE_INFINITY),
    End: step(Number.POSITIVE_INFINITY),
    'Shift+ArrowDown': stepTicking(1),
    'Shift+ArrowUp': stepTicking(-1),
    ' ': () => current && triage.toggle(current.id),
    Escape: () => triage.setTicked(NOTHING_TICKED),
  });
}

function PhoneList({ triage, onOpen }: { triage: TriageState; onOpen: () => void }) {
  const { t } = useTranslation('queue');
  return (
    <>
      <div className={classes.list}>
        <CardList
          triage={triage}
          onOpen={(item) => {
            triage.setCurrentId(item.id);
            onOpen();
          }}
        />
      </div>
      {triage.count > 0 && (
        <div className={classes.thumbs}>
          <div className={classes.thumbsHead}>
            <strong>{t('select.count', { count: triage.count })}</strong>
            <span>
              {!triage.ticked.everything && triage.count < triage.queue.total && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => triage.setTicked({ everything: true, ids: new Set() })}
                >
                  {t('select.everything', { count: triage.queue.total })}
                </Button>
              )}
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                onClick={() => triage.setTicked(NOTHING_TICKED)}
              >
                {t('select.clear')}
              </Button>
            </span>
          </div>
          <div className={panel.thumb}>
            <Choices triage={triage} />
          </div>
          <Button
            fullWidth
            mt={6}
            variant="light"
            disabled={triage.busy}
            onClick={() => triage.decide({ suggested: true })}
          >
            {t('select.suggestions')}
          </Button>
        </div>
      )}
    </>
  );
}

interface PhoneDetailProps {
  triage: TriageState;
  onBack: () => void;
  onMerge: () => void;
}

function PhoneDetail({ triage, onBack, onMerge }: PhoneDetailProps) {
  const { t } = useTranslation('queue');
  const item = triage.current!;
  return (
    <>
      <div className={classes.phoneHead}>
        <ActionIcon aria-label={t('card.back')} size={40} onClick={onBack}>
          <IconChevronLeft size={22} aria-hidden />
        </ActionIcon>
        <span className="quiet">
          {t('card.position', { position: triage.index + 1, total: triage.queue.total })}
        </span>
        <ActionIcon
          aria-label={t('bar.undo')}
          size={40}
          disabled={!triage.canUndo}
          onClick={() => void triage.undo()}
        >
          <IconArrowBackUp size={20} aria-hidden />
        </ActionIcon>
      </div>
      <CardPane className={classes.phoneCard!} key={item.id}>
        <PhoneCard item={item} />
        <div className={panel.cardOnly}>
          <DecisionPanel triage={triage} item={item} onMerge={onMerge} />
        </div>
      </CardPane>
      {isOpen(item.state) && (
        <div className={classes.thumbs}>
          <div className={panel.thumb}>
            <Choices triage={triage} item={item} onMerge={onMerge} />
          </div>
        </div>
      )}
    </>
  );
}
