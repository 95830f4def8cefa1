// What was deleted, for as long as it can come back.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../api.ts';
import { Avatar } from '../../components/Avatar.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Help } from '../../components/help/Help.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice, useProblemWords } from '../../components/ProblemNotice.tsx';
import { secondLine } from '../../components/QuickFind.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import type { Column } from '../../components/table/column.ts';
import { VirtualTable } from '../../components/table/VirtualTable.tsx';
import { LackingNotice } from '../access/LackingNotice.tsx';
import { useMay } from '../access/use-may.ts';
import { TrashedCards } from '../plans/TrashedCards.tsx';
import { TrashTabs } from '../plans/TrashTabs.tsx';
import type { Row } from './kinds.ts';
import classes from './ListPage.module.css';
import { photoOf } from './photo/photo-of.ts';
import { type Rows, useRows } from './use-rows.ts';

function useRestore() {
  const { t } = useTranslation('records');
  const words = useProblemWords();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (row: Row) => call('restoreRecord', { params: { id: row.id } }),
    onSuccess: ({ displayName }) => {
      for (const name of ['listRecords', 'getRecord', 'getHome'])
        void queryClient.invalidateQueries({ queryKey: [name] });
      notifications.show({ message: t('trash.restored', { name: displayName }) });
    },
    onError: (error) =>
      notifications.show({ color: 'red', title: words(error).title, message: words(error).action }),
  });
}

function TrashedRecords({ rows }: { rows: Rows }) {
  const { t } = useTranslation(['records', 'frame']);
  const navigate = useNavigate();
  const restore = useRestore();
  const may = useMay('records.edit');
  const button = (row: Row) => (
    <Button
      size="compact-sm"
      variant="default"
      disabled={!may}
      loading={restore.isPending && restore.variables.id === row.id}
      onClick={() => restore.mutate(row)}
    >
      {t('trash.restore')}
    </Button>
  );
  const name = (row: Row) => (
    <Link to="/records/$id" params={{ id: row.id }} className={classes.name}>
      <Avatar name={row.displayName} kind={row.kind} photo={photoOf(row)} size={26} />
      <span className="cut" dir="auto">
        {row.displayName}
      </span>
    </Link>
  );
  const columns: Column<Row>[] = [
    { key: 'name', header: t('column.name'), width: 'minmax(150px, 2fr)', cell: name },
    { key: 'kind', header: t('column.kind'), width: '90px', cell: (row) => t(`frame:kind.${row.kind}`) },
    { key: 'second', header: t('column.details'), width: 'minmax(110px, 2fr)', cell: secondLine },
    {
      key: 'at',
      header: t('column.deletedAt'),
      width: '116px',
      cell: (row) => <RelativeTime at={row.updatedAt} />,
    },
    { key: 'restore', header: t('trash.restore'), width: '110px', align: 'end', cell: button },
  ];
  if (rows.total === null)
    return rows.error ? <ProblemNotice problem={rows.error} /> : <Skeletons rows={8} face />;
  if (rows.total === 0)
    return (
      <EmptyState icon={<IconTrash size={26} stroke={1.5} aria-hidden />} title={t('trash.empty')}>
        {t('trash.emptyWords')}
      </EmptyState>
    );
  return (
    <VirtualTable
      label={t('trash.title')}
      total={rows.total}
      rowAt={rows.rowAt}
      onRange={rows.onRange}
      rowId={(row) => row.id}
      rowName={(row) => row.displayName}
      columns={columns}
      card={(row) => (
        <div className={classes.card}>
          <div style={{ flex: 1, minWidth: 0 }}>{name(row)}</div>
          {button(row)}
        </div>
      )}
      onOpen={(row) => void navigate({ to: '/records/$id', params: { id: row.id } })}
    />
  );
}

export function TrashPage() {
  const { t } = useTranslation(['records', 'plans']);
  const { cards = false } = useSearch({ from: '/inside/trash' });
  const rows = useRows({ deleted: 'true', sort: '-updatedAt' });
  return (
    <Page title={t('trash.title')} help={<Help topic="trash" />} lead={t('trash.lead')} width="fill">
      <TrashTabs cards={cards} records={rows.total} estimated={rows.estimated}>
        {!cards && <LackingNotice permission="records.edit" />}
        {cards ? <TrashedCards /> : <TrashedRecords rows={rows} />}
      </TrashTabs>
    </Page>
  );
}
