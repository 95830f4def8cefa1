// Companies, contacts and leads: one list of any length, searched as one types.
import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDots, IconFileExport, IconFileImport, IconPlus, IconSearch, IconTag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { query } from '../../api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { place } from '../../components/navigation.ts';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { NOTHING_SELECTED, type Selection } from '../../components/table/table-selection.ts';
import { VirtualTable } from '../../components/table/VirtualTable.tsx';
import { LackingNotice } from '../access/LackingNotice.tsx';
import { useMay } from '../access/use-may.ts';
import { WaitingNames } from '../company-names/WaitingNames.tsx';
import { ExportDialog, type ExportTarget } from '../imports/ExportDialog.tsx';
import { ColumnMenu } from '../lists/ColumnMenu.tsx';
import { FilterButton, FilterChips } from '../lists/Filters.tsx';
import { useListState } from '../lists/use-list-state.ts';
import { ViewMenu } from '../lists/ViewMenu.tsx';
import { useColumns } from './columns.tsx';
import { useFields } from './fields/use-fields.ts';
import { type Kind, kindOfPath } from './kinds.ts';
import classes from './ListPage.module.css';
import type { ListSearch } from './list-search.ts';
import { NewRecord } from './NewRecord.tsx';
import { RowCard } from './RowCard.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { ListFreshness, ListSync } from './sync/ListSync.tsx';
import { useFlag } from './use-flag.tsx';
import { useRows } from './use-rows.ts';

interface FileMenuProps {
  target: ExportTarget;
  count: number;
  estimated: boolean;
}

function FileMenu({ target, count, estimated }: FileMenuProps) {
  const { t } = useTranslation(['records', 'files', 'labels']);
  const navigate = useNavigate();
  const [exporting, setExporting] = useState(false);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('files:menu')}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconFileImport size={16} stroke={1.6} />}
            onClick={() => void navigate({ to: '/imports' })}
          >
            {t('files:import')}
          </Menu.Item>
          <Menu.Item
            disabled={count === 0}
            leftSection={<IconFileExport size={16} stroke={1.6} />}
            onClick={() => setExporting(true)}
          >
            {t('files:export')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTag size={16} stroke={1.6} />}
            onClick={() => void navigate({ to: '/labels' })}
          >
            {t('labels:manage')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ExportDialog
        opened={exporting}
        onClose={() => setExporting(false)}
        target={target}
        count={count}
        estimated={estimated}
      />
    </>
  );
}

/** The search field and what it asks for: typing is instant, the address follows. */
function useSearchText(q: string | undefined, onSearch: (q: string) => void) {
  const [text, setText] = useState(q ?? '');
  const [settled] = useDebouncedValue(text.trim(), 140);
  const asked = useRef(q ?? '');
  useEffect(() => {
    if (settled === asked.current) return;
    asked.current = settled;
    onSearch(settled);
  }, [settled, onSearch]);
  useEffect(() => {
    if ((q ?? '') === asked.current) return;
    asked.current = q ?? '';
    setText(q ?? '');
  }, [q]);
  return [text, setText] as const;
}

export function ListPage() {
  const kind = kindOfPath(useLocation({ select: ({ pathname }) => pathname }));
  // Another kind is another list: its search, selection and position are its own.
  return <List key={kind} kind={kind} />;
}

function List({ kind }: { kind: Kind }) {
  const { t } = useTranslation(['records', 'lists']);
  const navigate = useNavigate();
  const list = useListState(kind);
  const { search, filter, sort, change } = list;
  const changeRef = useRef(change);
  changeRef.current = change;
  const onSearch = useRef((q: string) => changeRef.current({ q: q || undefined } as ListSearch)).current;
  const [text, setText] = useSearchText(search.q, onSearch);
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED);
  const found = {
    kind,
    ...(search.q ? { q: search.q } : {}),
    ...(filter.length > 0 ? { filter } : {}),
  };
  const asked = { ...found, sort, ...(filter.length > 0 ? { filter: JSON.stringify(filter) } : {}) };
  const rows = useRows(asked as Omit<typeof found, 'filter'> & { sort: string; filter?: string });
  const mayEdit = useMay('records.edit');
  // Names that wait are a button above the companies, which on a phone takes a line: nothing stands below before.
  const { isPending: isCounting } = useQuery(query('getHome'));
  const flag = useFlag();
  const fields = useFields(kind);
  const columns = useColumns(kind, list.columns, flag.ask);
  const filtered = Boolean(search.q || filter.length > 0);
  // Nothing to search, filter or arrange yet.
  const blank = rows.total === 0 && !filtered && !text;
  const title = t(`list.${kind}`);
  const Icon = place(kind === 'company' ? 'companies' : kind === 'lead' ? 'leads' : 'contacts').icon;
  const resetKey = JSON.stringify(asked);
  const isByName = sort === 'name' || sort === '-name';
  // biome-ignore lint/correctness/useExhaustiveDependencies: a selection belongs to the list it was made in
  useEffect(() => setSelection(NOTHING_SELECTED), [resetKey]);

  return (
    <Page
      title={title}
      count={rows.estimated ? t('about', { value: rows.total }) : rows.total || undefined}
      width="fill"
      lead={<ListFreshness />}
      actions={
        <>
          <ListSync />
          {kind === 'company' && <WaitingNames />}
          {!blank && <FilterButton list={list} />}
          {!blank && <ColumnMenu list={list} className={classes.columnButton ?? ''} />}
          <FileMenu target={found} count={rows.total ?? 0} estimated={rows.estimated} />
          <Button
            data-new
            disabled={!mayEdit}
            leftSection={<IconPlus size={16} stroke={2} />}
            onClick={() => change({ new: true }, true)}
          >
            {t(`new.${kind}`)}
          </Button>
        </>
      }
    >
      <LackingNotice permission="records.edit" />
      <div className={classes.tools}>
        <TextInput
          type="search"
          data-page-search
          display={blank ? 'none' : undefined}
          className={classes.search}
          aria-label={t('searchIn', { list: title })}
          placeholder={t(`search.${kind}`)}
          leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && (text ? setText('') : event.currentTarget.blur())}
        />
        <ViewMenu list={list} />
      </div>
      <FilterChips list={list} />
      {rows.error && (rows.total === null || rows.stale) ? (
        <ProblemNotice problem={rows.error} />
      ) : kind === 'company' && isCounting ? null : rows.total === null || !fields ? (
        <Skeletons rows={10} face />
      ) : rows.total === 0 ? (
        <EmptyState
          icon={<Icon size={26} stroke={1.5} aria-hidden />}
          title={t(filtered ? 'none.title' : `empty.${kind}.title`)}
          action={
            filtered ? (
              <Button variant="default" onClick={() => list.show(null)}>
                {t('none.clear')}
              </Button>
            ) : (
              <Button disabled={!mayEdit} onClick={() => change({ new: true }, true)}>
                {t(`new.${kind}`)}
              </Button>
            )
          }
        >
          {t(filtered ? 'none.words' : `empty.${kind}.words`)}
        </EmptyState>
      ) : (
        <div className={classes.table} data-stale={rows.stale || undefined}>
          <VirtualTable
            label={title}
            total={rows.total}
            rowAt={rows.rowAt}
            onRange={rows.onRange}
            rowId={(row) => row.id}
            rowName={(row) => row.displayName}
            columns={columns}
            onWidth={(key, width) =>
              list.set({ columns: list.columns.map((one) => (one.key === key ? { key, width } : one)) })
            }
            card={(row) => <RowCard row={row} onFlag={flag.ask} />}
            onOpen={(row) => void navigate({ to: '/records/$id', params: { id: row.id } })}
            sort={sort}
            onSort={(next) => list.set({ sort: next })}
            selection={selection}
            onSelection={setSelection}
            idsBetween={rows.idsBetween}
            resetKey={resetKey}
            {...(isByName ? { hint: (row: { displayName: string }) => row.displayName } : {})}
          />
        </div>
      )}
      <SelectionBar
        selection={selection}
        total={rows.total ?? 0}
        estimated={rows.estimated}
        filter={found}
        onDone={() => setSelection(NOTHING_SELECTED)}
      />
      <NewRecord
        kind={kind}
        opened={Boolean(search.new) && mayEdit}
        onClose={() => change({ new: undefined } as unknown as ListSearch)}
      />
      {flag.dialog}
    </Page>
  );
}
