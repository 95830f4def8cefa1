import { Switch } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconCloudCheck, IconDeviceMobile } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../components/Avatar.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import type { Column } from '../../components/VirtualTable.tsx';
import { shownDate } from './dates.ts';
import { useFieldWords } from './fields/field-words.ts';
import { firstNumber, KINDS, type Kind, type Row } from './kinds.ts';
import classes from './ListPage.module.css';
import { photoOf } from './photo/photo-of.ts';
import { SyncState } from './SyncState.tsx';
import type { Flaggable } from './use-flag.tsx';

const WIDTHS = new Map<string, string>(
  Object.entries({
    company: 'minmax(96px, 1.3fr)',
    number: 'minmax(132px, 1fr)',
    phone: 'minmax(132px, 1fr)',
    email: 'minmax(120px, 1.4fr)',
    website: 'minmax(120px, 1.1fr)',
    updatedAt: '116px',
  }),
);

/** Columns whose digits stand under each other. */
const FIGURES = new Set(['number', 'phone', 'vatNumber', 'updatedAt', 'birthday']);

const flaggable = (row: Row): Flaggable => ({ ...row, hasCards: row.sync !== 'none' });

/** Names of the columns one may choose from. */
export function useColumnWords(): (key: string) => string {
  const { t } = useTranslation('records');
  const { named } = useFieldWords();
  return (key) =>
    ['company', 'number', 'owner', 'updatedAt'].includes(key) ? t(`column.${key}`) : named(key);
}

/** Which columns a list shows, remembered by this browser for each kind. */
export const useChosenColumns = (kind: Kind) =>
  useLocalStorage<string[]>({
    key: `rubrica.columns.${kind}`,
    defaultValue: KINDS[kind].shown,
    getInitialValueInEffect: false,
  });

/** The switch in the flag column. */
export function FlagSwitch({ row, onFlag }: { row: Row; onFlag: (record: Flaggable) => void }) {
  const { t } = useTranslation('records');
  return (
    <Switch
      size="xs"
      aria-label={t('flagOf', { name: row.displayName })}
      checked={row.flagged}
      onChange={() => onFlag(flaggable(row))}
    />
  );
}

function cellOf(key: string, row: Row, language: string): React.ReactNode {
  if (key === 'company') return row.companyName ?? row.values.companyName;
  if (key === 'number') return firstNumber(row);
  if (key === 'owner') return row.ownerName;
  if (key === 'updatedAt') return <RelativeTime at={row.updatedAt} />;
  if (key === 'birthday') return row.values.birthday && shownDate(row.values.birthday, language);
  return row.values[key];
}

export function useColumns(kind: Kind, onFlag: (record: Flaggable) => void): Column<Row>[] {
  const { t, i18n } = useTranslation('records');
  const words = useColumnWords();
  const [chosen] = useChosenColumns(kind);
  const name: Column<Row> = {
    key: 'name',
    header: t('column.name'),
    width: 'minmax(160px, 1.7fr)',
    sort: 'name',
    cell: (row) => (
      <Link to="/records/$id" params={{ id: row.id }} className={classes.name}>
        <Avatar name={row.displayName} kind={row.kind} photo={photoOf(row)} size={26} />
        <span className="cut" dir="auto">
          {row.displayName}
        </span>
      </Link>
    ),
  };
  const middle = KINDS[kind].columns
    .filter((key) => chosen.includes(key))
    .map(
      (key): Column<Row> => ({
        key,
        header: words(key),
        width: WIDTHS.get(key) ?? 'minmax(100px, 1fr)',
        cell: (row) => (
          <span
            className={`${classes.value} ${FIGURES.has(key) ? 'figures' : ''}`}
            dir={key === 'updatedAt' ? undefined : 'auto'}
          >
            {cellOf(key, row, i18n.language)}
          </span>
        ),
        ...(key === 'updatedAt' ? { sort: 'updatedAt' } : {}),
      }),
    );
  return [
    name,
    ...middle,
    {
      key: 'sync',
      header: t('column.sync'),
      headerIcon: <IconCloudCheck size={16} stroke={1.6} aria-hidden />,
      width: '28px',
      align: 'center',
      cell: (row) => <SyncState sync={row.sync} />,
    },
    {
      key: 'flag',
      header: t('syncMobile'),
      headerIcon: <IconDeviceMobile size={16} stroke={1.6} aria-hidden />,
      width: '44px',
      align: 'center',
      cell: (row) => <FlagSwitch row={row} onFlag={onFlag} />,
    },
  ];
}
