// Sync mobile of a whole selection: first counted, then said, then done with the person's word, so that the guard does
// not ask again.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDeviceMobile, IconDeviceMobileOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answer, type Arguments, call } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { useProblemWords } from '../../components/ProblemNotice.tsx';
import { SharedBookWarning } from '../accounts/shared/SharedBook.tsx';
import classes from './FlagSelection.module.css';
import { useRefresh } from './use-refresh.ts';

interface FlagSelectionProps {
  target: Pick<Arguments<'flagRecords'>['body'], 'ids' | 'filter'>;
  onDone: () => void;
}

/** Two buttons, and the question they ask. */
export function FlagSelection({ target, onDone }: FlagSelectionProps) {
  const { t } = useTranslation('records');
  const words = useProblemWords();
  const refresh = useRefresh();
  const [flagged, setFlagged] = useState(true);
  const [asking, setAsking] = useState(false);
  const flag = useMutation({
    mutationFn: ({ on, keepCard }: { on: boolean; keepCard: boolean }) =>
      call('flagRecords', { body: { ...target, flagged: on, keepCard, approved: true } }),
    onSuccess: ({ changed }, { on }) => {
      refresh();
      setAsking(false);
      notifications.show({
        message: t(on ? 'bulk.onDone' : 'bulk.offDone', { count: changed }),
      });
      onDone();
    },
  });
  const preview = useMutation({
    mutationFn: (on: boolean) => call('flagRecords', { body: { ...target, flagged: on, preview: true } }),
    onSuccess: ({ cards }, on) => {
      flag.reset();
      setFlagged(on);
      // Without an account no card is made: nothing to ask about.
      if (on && cards === 0) flag.mutate({ on, keepCard: false });
      else setAsking(true);
    },
    onError: (error) =>
      notifications.show({ color: 'red', title: words(error).title, message: words(error).action }),
  });
  const busyWith = preview.isPending ? preview.variables : flag.isPending ? flag.variables.on : null;
  return (
    <>
      <Button
        variant="light"
        leftSection={<IconDeviceMobile size={16} stroke={1.7} aria-hidden />}
        loading={busyWith === true}
        onClick={() => preview.mutate(true)}
      >
        {t('bulk.on')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconDeviceMobileOff size={16} stroke={1.7} aria-hidden />}
        loading={busyWith === false}
        onClick={() => preview.mutate(false)}
      >
        {t('bulk.off')}
      </Button>
      {preview.data && (
        <Question
          opened={asking}
          onClose={() => setAsking(false)}
          counted={preview.data}
          on={flagged}
          busy={flag.isPending}
          problem={flag.error}
          onFlag={(keepCard) => flag.mutate({ on: flagged, keepCard })}
        />
      )}
    </>
  );
}

interface QuestionProps {
  opened: boolean;
  onClose: () => void;
  counted: Answer<'flagRecords'>;
  on: boolean;
  busy: boolean;
  problem: unknown;
  onFlag: (keepCard: boolean) => void;
}

function Question({ opened, onClose, counted, on, busy, problem, onFlag }: QuestionProps) {
  const { t } = useTranslation('records');
  const { changed, cards } = counted;
  const button = on
    ? t('flagging.make', { count: cards })
    : cards > 0
      ? t('flagging.remove', { count: cards })
      : t('bulk.off');
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={t(on ? 'flagging.onTitle' : 'bulk.offTitle', { count: changed })}
      confirm={button}
      onConfirm={() => onFlag(false)}
      danger={!on && cards > 0}
      busy={busy}
      problem={problem}
      {...(!on && cards > 0 ? { other: { label: t('bulk.offKeep'), onClick: () => onFlag(true) } } : {})}
    >
      <p style={{ margin: 0, fontWeight: 550 }}>
        {changed === 0 ? t('flagging.none') : t(on ? 'flagging.on' : 'flagging.off', { count: changed })}{' '}
        {cards === 0 ? t('flagging.noCards') : t(on ? 'flagging.made' : 'flagging.deleted', { count: cards })}
      </p>
      {cards > 0 && <Affected counted={counted} />}
      {!on && cards > 0 && <p style={{ margin: '8px 0 0' }}>{t('bulk.offWords')}</p>}
      {!on && cards > 0 && <SharedBookWarning />}
    </Confirm>
  );
}

/** Every record that changes, with the accounts where its card is made or deleted. */
function Affected({ counted: { changed, records } }: { counted: Answer<'flagRecords'> }) {
  const { t } = useTranslation('records');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <ul className={classes.affected} aria-label={t('flagging.list')} tabIndex={0}>
      {records.map(({ recordId, recordName, accounts }) => (
        <li key={recordId}>
          <span dir="auto">{recordName}</span>
          <span className="quiet" dir="auto">
            {accounts.length > 0 ? accounts.join(', ') : t('flagging.noCard')}
          </span>
        </li>
      ))}
      {changed > records.length && <li>{t('flagging.more', { count: changed - records.length })}</li>}
    </ul>
  );
}
