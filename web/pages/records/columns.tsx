import { Switch } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconCloudCheck, IconDeviceMobile } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { builtIn } from '../../../src/fields/catalogue.ts';
import { COLUMNS, firstValue } from '../../../src/fields/shown.ts';
import { Avatar } from '../../components/Avatar.tsx';
import { companyWords } from '../../components/QuickFind.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import type { Column } from '../../components/VirtualTable.tsx';
import { useFieldWords } from './fields/field-words.ts';
import { isShown, useFields, useSyncHidden } from './fields/use-fields.ts';
import type { Kind, Row } from './kinds.ts';
import classes from './ListPage.module.css';
import { photoOf } from './photo/photo-of.ts';
import { SyncState } from './SyncState.tsx';
import type { Flaggable } from './use-flag.tsx';

/** Columns of a list that are more than one field, or none. */
const OF_RECORDS = ['company', 'number', 'owner', 'updatedAt'];

const WIDTHS = new Map<string, string>([
  ['company', 'minmax(96px, 1.3fr)'],
  ['phone', 'minmax(132px, 1fr)'],
  ['email', 'minmax(120px, 1.4fr)'],
  ['url', 'minmax(120px, 1.1fr)'],
  ['updatedAt', '116px'],
]);

/** Columns whose digits stand under each other, by what they hold. */
const FIGURES = new Set(['phone', 'date', 'number', 'vatNumber', 'updatedAt']);

const flaggable = (row: Row): Flaggable => ({ ...row, hasCards: row.sync !== 'none' });

/** The columns one may choose from: those of the catalogue that are switched on, and the fields that administrators added. */
export function useOfferedColumns(kind: Kind): string[] {
  const fields = useFields(kind);
  const { offered } = COLUMNS[kind];
  if (!fields) return offered;
  const usable = fields.filter(isShown);
  const isThere = (key: string) => OF_RECORDS.includes(key) || usable.some((field) => field.key === key);
  const added = usable.filter(({ custom, type }) => custom && type !== 'longText').map(({ key }) => key);
  const ends = offered.indexOf('owner');
  return [...offered.slice(0, ends), ...added, ...offered.slice(ends)].filter(isThere);
}

/** Names of the columns one may choose from. */
export function useColumnWords(kind: Kind): (key: string) => string {
  const { t } = useTranslation('records');
  const words = useFieldWords();
  const fields = useFields(kind);
  return (key) => {
    const field = fields?.find((each) => each.key === key);
    if (OF_RECORDS.includes(key)) return t(`column.${key}`);
    return field ? words.label(field) : words.named(key);
  };
}

/** Which columns a list shows, remembered by this browser for each kind. */
export const useChosenColumns = (kind: Kind) =>
  useLocalStorage<string[]>({
    key: `rubrica.columns.${kind}`,
    defaultValue: COLUMNS[kind].shown,
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

function cellOf(key: string, row: Row, words: ReturnType<typeof useFieldWords>): React.ReactNode {
  if (key === 'company') return companyWords(row);
  if (key === 'number') return firstValue(row, 'phone');
  if (key === 'owner') return row.ownerName;
  if (key === 'updatedAt') return <RelativeTime at={row.updatedAt} />;
  const value = row.values[key];
  return value && words.shown(key, value);
}

export function useColumns(kind: Kind, onFlag: (record: Flaggable) => void): Column<Row>[] {
  const { t } = useTranslation('records');
  const words = useColumnWords(kind);
  const fieldWords = useFieldWords();
  const isHidden = useSyncHidden(kind);
  const offered = useOfferedColumns(kind);
  const fields = useFields(kind);
  const typeOf = (key: string): string =>
    key === 'number'
      ? 'phone'
      : ((builtIn(kind, key) ?? fields?.find((each) => each.key === key))?.type ?? key);
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
  const middle = offered
    .filter((key) => chosen.includes(key))
    .map(
      (key): Column<Row> => ({
        key,
        header: words(key),
        width: WIDTHS.get(key) ?? WIDTHS.get(typeOf(key)) ?? 'minmax(100px, 1fr)',
        cell: (row) => (
          <span
            className={`${classes.value} ${FIGURES.has(key) || FIGURES.has(typeOf(key)) ? 'figures' : ''}`}
            dir={key === 'updatedAt' ? undefined : 'auto'}
          >
            {cellOf(key, row, fieldWords)}
          </span>
        ),
        ...(key === 'updatedAt' ? { sort: 'updatedAt' } : {}),
      }),
    );
  const flag: Column<Row> = {
    key: 'flag',
    header: t('syncMobile'),
    headerIcon: <IconDeviceMobile size={16} stroke={1.6} aria-hidden />,
    width: '44px',
    align: 'center',
    cell: (row) => <FlagSwitch row={row} onFlag={onFlag} />,
  };
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
    ...(isHidden ? [] : [flag]),
  ];
}
