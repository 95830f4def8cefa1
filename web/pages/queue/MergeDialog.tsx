// Which record a card is: its likely matches first, then any record one types a few letters of. Enter takes the first.
import { Modal, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueItem } from '../../../src/http/contract/accounts.ts';
import { query } from '../../api.ts';
import { Avatar } from '../../components/Avatar.tsx';
import { secondLine } from '../../components/QuickFind.tsx';
import { cardTitle } from './card/card-title.ts';
import type { Kind } from './decision.ts';
import classes from './MergeDialog.module.css';

const SHOWN = 8;

interface Choice {
  id: string;
  name: string;
  kind: Kind;
  second: string;
}

interface MergeDialogProps {
  item: QueueItem | undefined;
  opened: boolean;
  onClose: () => void;
  onMerge: (recordId: string) => void;
}

export function MergeDialog({ item, opened, onClose, onMerge }: MergeDialogProps) {
  const { t } = useTranslation('queue');
  return (
    <Modal
      opened={opened && item !== undefined}
      onClose={onClose}
      title={item ? t('mergeDialog.title', { name: cardTitle(item, t) }) : ''}
    >
      {item && <RecordChoice item={item} onMerge={onMerge} />}
    </Modal>
  );
}

function RecordChoice({ item, onMerge }: { item: QueueItem; onMerge: (recordId: string) => void }) {
  const { t } = useTranslation('queue');
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 120);
  const { data, isFetching } = useQuery({
    ...query('listRecords', { query: { q, limit: SHOWN } }),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
  });
  const matches: Choice[] = item.matches.map((match) => ({
    id: match.recordId,
    name: match.displayName,
    kind: match.kind,
    second: match.reasons.map((reason) => t(`match.reason.${reason}`, { defaultValue: reason })).join(', '),
  }));
  const records: Choice[] = (q ? (data?.items ?? []) : []).map((record) => ({
    id: record.id,
    name: record.displayName,
    kind: record.kind,
    second: secondLine(record),
  }));
  const shown = q ? records : matches;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (shown[0] && !(q && isFetching)) onMerge(shown[0].id);
      }}
    >
      <TextInput
        data-autofocus
        type="search"
        autoComplete="off"
        aria-label={t('mergeDialog.search')}
        placeholder={t('mergeDialog.search')}
        leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.list}>
        {shown.length > 0 && (
          <h3 className={classes.title}>{t(q ? 'mergeDialog.records' : 'mergeDialog.matches')}</h3>
        )}
        {shown.map((choice, at) => (
          <UnstyledButton key={choice.id} className={classes.choice} onClick={() => onMerge(choice.id)}>
            <Avatar name={choice.name} kind={choice.kind} size={32} />
            <span className={classes.words}>
              <span className="cut" dir="auto">
                {choice.name}
              </span>
              <span className={`cut ${classes.second}`}>
                {[t(`kinds.${choice.kind}`), choice.second].filter(Boolean).join(' · ')}
              </span>
            </span>
            {at === 0 && <kbd>Enter</kbd>}
          </UnstyledButton>
        ))}
        {q && !isFetching && shown.length === 0 && <p className="quiet">{t('mergeDialog.none')}</p>}
      </div>
      <p className={classes.hint}>{t('mergeDialog.hint')}</p>
    </form>
  );
}
