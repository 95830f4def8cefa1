// One field with both its values, who gave them and when: either stands with one key, or another is typed.
import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../components/Avatar.tsx';
import { ProviderMark } from '../../components/ProviderMark.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { useFieldWords } from '../records/fields/field-words.ts';
import classes from './ConflictsPage.module.css';
import type { Choice, Conflict } from './use-resolve.ts';

interface ConflictCardProps {
  conflict: Conflict;
  current: boolean;
  busy: boolean;
  onCurrent: () => void;
  onChoose: (choice: Choice) => void;
}

export function ConflictCard({ conflict, current, busy, onCurrent, onChoose }: ConflictCardProps) {
  const { t } = useTranslation('conflicts');
  const { field, crm, book, resolution } = conflict;
  const value = useValue(field);
  return (
    <li
      className={classes.conflict}
      data-current={current || undefined}
      aria-current={current || undefined}
      data-conflict={conflict.id}
      onFocus={onCurrent}
    >
      <Head conflict={conflict} />
      <div className={classes.sides}>
        <Side
          title={t('crm')}
          value={value(crm.value)}
          empty={!crm.value}
          number={1}
          stands={resolution === 'crm'}
          busy={busy}
          onChoose={() => onChoose('crm')}
        >
          {crm.by && `${t('by', { name: crm.by })} · `}
          {crm.at ? <RelativeTime at={crm.at} /> : !crm.by && t('unknown')}
        </Side>
        <Side
          title={t('book')}
          value={value(book.value)}
          empty={!book.value}
          number={2}
          stands={resolution === 'book'}
          busy={busy}
          onChoose={() => onChoose('book')}
        >
          {t('seen')} <RelativeTime at={book.at} />
        </Side>
        <Other key={resolution} conflict={conflict} busy={busy} onChoose={onChoose} />
      </div>
      <Base conflict={conflict} />
    </li>
  );
}

function Head({
  conflict: { recordId, recordName, kind, field, provider, accountName },
}: {
  conflict: Conflict;
}) {
  const { t } = useTranslation('conflicts');
  const { named } = useFieldWords();
  return (
    <header className={classes.head}>
      <Avatar name={recordName} kind={kind} size={30} />
      <h2 className={classes.name}>
        <span className="quiet">{t('of', { field: named(field) })}</span>{' '}
        <Link to="/records/$id" params={{ id: recordId }} dir="auto">
          {recordName}
        </Link>
      </h2>
      <span className={classes.account}>
        <ProviderMark provider={provider} size={16} />
        <span className="cut">{accountName}</span>
      </span>
    </header>
  );
}

function Base({ conflict: { field, base, resolution, resolvedAt } }: { conflict: Conflict }) {
  const { t } = useTranslation('conflicts');
  const value = useValue(field);
  return (
    <p className={classes.base}>
      {base === null ? (
        t('baseNone')
      ) : (
        <>
          {t('base')} <span dir="auto">{value(base)}</span>
        </>
      )}
      {resolution === 'value' && ` ${t('typed')}`}
      {resolvedAt && (
        <>
          {' · '}
          {t('decided')} <RelativeTime at={resolvedAt} />
        </>
      )}
    </p>
  );
}

function useValue(field: string): (value: string | null) => string {
  const { t } = useTranslation('conflicts');
  const { shown } = useFieldWords();
  return (value) => (value ? shown(field, value) : t('empty'));
}

interface SideProps {
  title: string;
  value: string;
  empty: boolean;
  number: 1 | 2;
  stands: boolean;
  busy: boolean;
  onChoose: () => void;
  children: React.ReactNode;
}

function Side(props: SideProps) {
  const { title, value, empty, number, stands, busy, onChoose, children } = props;
  const { t } = useTranslation('conflicts');
  return (
    <UnstyledButton
      className={classes.side}
      data-stands={stands || undefined}
      disabled={busy || stands}
      onClick={onChoose}
    >
      <span className={classes.sideHead}>
        <span>
          {!stands && <span className="unseen">{t('keep')} </span>}
          {title}
        </span>
        {stands ? (
          <span className={`good ${classes.stands}`}>
            <IconCheck size={15} stroke={2} aria-hidden />
            {t('chosen')}
          </span>
        ) : (
          <kbd aria-hidden>{number}</kbd>
        )}
      </span>
      <span className={empty ? classes.empty : classes.value} dir="auto">
        {value}
      </span>
      <span className={classes.when}>{children}</span>
    </UnstyledButton>
  );
}

function Other({
  conflict,
  busy,
  onChoose,
}: {
  conflict: Conflict;
  busy: boolean;
  onChoose: ConflictCardProps['onChoose'];
}) {
  const { t } = useTranslation('conflicts');
  const { named } = useFieldWords();
  const [typed, setTyped] = useState('');
  const label = t('otherLabel', { field: named(conflict.field), name: conflict.recordName });
  return (
    <form
      className={classes.other}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim()) onChoose({ value: typed.trim() });
      }}
    >
      <span className={classes.sideHead}>
        {t('other')}
        <kbd aria-hidden>3</kbd>
      </span>
      <TextInput
        aria-label={label}
        data-other
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setTyped('');
          event.currentTarget.blur();
        }}
      />
      <Button type="submit" size="compact-sm" variant="default" disabled={busy || !typed.trim()}>
        {t('use')}
      </Button>
    </form>
  );
}
