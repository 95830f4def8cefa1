// Which record somebody means: likely ones first, then any that one types a few letters of. Enter takes the first.
import { TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { query } from '../../../api.ts';
import { Avatar } from '../../../components/Avatar.tsx';
import { secondLine } from '../../../components/QuickFind.tsx';
import type { Kind } from '../kinds.ts';
import { photoOf } from '../photo/photo-of.ts';
import classes from './RecordPicker.module.css';

const SHOWN = 8;

interface Choice {
  id: string;
  name: string;
  kind: Kind;
  second: string;
  photo: string | null;
}

interface Likely {
  id: string;
  displayName: string;
  kind: Kind;
  reasons: string[];
}

interface RecordPickerProps {
  likely: Likely[];
  /** What the choice leads to, in a sentence. */
  hint: string;
  /** A record that cannot be meant. */
  except?: string;
  /** Only records of this kind. */
  kind?: Kind;
  /** Only records without a card in this account. */
  withoutCardIn?: string;
  onChoose: (recordId: string) => void;
}

export function RecordPicker({ likely, hint, except, kind, withoutCardIn, onChoose }: RecordPickerProps) {
  const { t } = useTranslation('queue');
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 120);
  const { data, isFetching } = useQuery({
    ...query('listRecords', {
      query: { q, limit: SHOWN, ...(kind && { kind }), ...(withoutCardIn && { withoutCardIn }) },
    }),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
  });
  const matches: Choice[] = likely.map(({ id, displayName, kind, reasons }) => ({
    id,
    name: displayName,
    kind,
    second: reasons.map((reason) => t(`match.reason.${reason}`)).join(', '),
    photo: null,
  }));
  const records: Choice[] = (q ? (data?.items ?? []) : [])
    .filter(({ id }) => id !== except)
    .map((record) => ({
      id: record.id,
      name: record.displayName,
      kind: record.kind,
      second: secondLine(record),
      photo: photoOf(record),
    }));
  const shown = q ? records : matches;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (shown[0] && !(q && isFetching)) onChoose(shown[0].id);
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
          <UnstyledButton key={choice.id} className={classes.choice} onClick={() => onChoose(choice.id)}>
            <Avatar name={choice.name} kind={choice.kind} photo={choice.photo} size={32} />
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
      <p className={classes.hint}>{hint}</p>
    </form>
  );
}
