import { Switch } from '@mantine/core';
import { IconCloudCheck, IconDeviceMobile } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { builtIn, namesOf } from '../../../src/fields/catalogue.ts';
import { sortedField } from '../../../src/fields/filters.ts';
import { COLUMNS, firstValue, type ListColumn } from '../../../src/fields/shown.ts';
import { Avatar } from '../../components/Avatar.tsx';
import { companyWords } from '../../components/QuickFind.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import type { Column } from '../../components/table/column.ts';
import { LabelChip } from '../lists/LabelChip.tsx';
import labels from '../lists/Labels.module.css';
import { useFieldWords } from './fields/field-words.ts';
import { isShown, useFields, useSyncHidden } from './fields/use-fields.ts';
import type { Kind, Row } from './kinds.ts';
import classes from './ListPage.module.css';
import { photoOf } from './photo/photo-of.ts';
import { SyncState } from './SyncState.tsx';
import type { Flaggable } from './use-flag.tsx';

/** Columns of a list that are more than one field, or none. */
const OF_RECORDS = ['company', 'number', 'label', 'owner', 'createdAt', 'updatedAt'];
/** What a list is never sorted by. */
const UNSORTED = ['number', 'label'];

const WIDTHS = new Map<string, string>([
  ['company', 'minmax(96px, 1.3fr)'],
  ['phone', 'minmax(132px, 1fr)'],
  ['email', 'minmax(120px, 1.4fr)'],
  ['url', 'minmax(120px, 1.1fr)'],
  ['label', 'minmax(120px, 1.2fr)'],
  ['createdAt', '116px'],
  ['updatedAt', '116px'],
]);

/** Columns whose digits stand under each other, by what they hold. */
const FIGURES = new Set(['phone', 'date', 'number', 'vatNumber', 'createdAt', 'updatedAt']);

const flaggable = (row: Row): Flaggable => ({ ...row, hasCards: row.sync !== 'none' });

/** The columns one may choose from: what most people want first, then every other field that is switched on. */
export function useOfferedColumns(kind: Kind): string[] {
  const fields = useFields(kind);
  const { offered } = COLUMNS[kind];
  if (!fields) return offered;
  const usable = fields.filter(isShown).map(({ key }) => key);
  const isThere = (key: string) => OF_RECORDS.includes(key) || usable.includes(key);
  const others = usable.filter((key) => !namesOf(kind).includes(key));
  return [...new Set([...offered, 'label', 'createdAt', ...others])].filter(isThere);
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
  if (key === 'createdAt' || key === 'updatedAt') return <RelativeTime at={row[key]} />;
  if (key === 'label')
    return row.labels.map(({ id, name, color }) => <LabelChip key={id} name={name} color={color} />);
  const value = row.values[key];
  return value && words.shown(key, value);
}

export function useColumns(
  kind: Kind,
  chosen: ListColumn[],
  onFlag: (record: Flaggable) => void,
): Column<Row>[] {
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
  const middle = chosen
    .filter(({ key }) => offered.includes(key))
    .map(
      ({ key, width }): Column<Row> => ({
        key,
        header: words(key),
        width: width ? `${width}px` : (WIDTHS.get(key) ?? WIDTHS.get(typeOf(key)) ?? 'minmax(100px, 1fr)'),
        resizable: true,
        cell: (row) => (
          <span
            className={
              key === 'label'
                ? labels.cell
                : `${classes.value} ${FIGURES.has(key) || FIGURES.has(typeOf(key)) ? 'figures' : ''}`
            }
            dir={key === 'updatedAt' || key === 'createdAt' ? undefined : 'auto'}
          >
            {cellOf(key, row, fieldWords)}
          </span>
        ),
        ...(UNSORTED.includes(key) ? {} : { sort: sortedField(kind, key) }),
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
