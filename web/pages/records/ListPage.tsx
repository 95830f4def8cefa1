// Companies, contacts and leads: one list of any length, searched as one types.
import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconColumns3,
  IconDots,
  IconFileExport,
  IconFileImport,
  IconFilter,
  IconPlus,
  IconSearch,
} from '@tabler/icons-react';
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { place } from '../../components/navigation.ts';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { NOTHING_SELECTED, type Selection, VirtualTable } from '../../components/VirtualTable.tsx';
import { LackingNotice } from '../access/LackingNotice.tsx';
import { useMay } from '../access/use-may.ts';
import { WaitingNames } from '../company-names/WaitingNames.tsx';
import { ExportDialog, type ExportTarget } from '../imports/ExportDialog.tsx';
import { useChosenColumns, useColumns, useColumnWords, useOfferedColumns } from './columns.tsx';
import { type Kind, kindOfPath, PATHS } from './kinds.ts';
import classes from './ListPage.module.css';
import type { ListSearch } from './list-search.ts';
import { NewRecord } from './NewRecord.tsx';
import { RowCard } from './RowCard.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { ListFreshness, ListSync } from './sync/ListSync.tsx';
import { useFlag } from './use-flag.tsx';
import { useRows } from './use-rows.ts';

function ColumnMenu({ kind }: { kind: Kind }) {
  const { t } = useTranslation('records');
  const words = useColumnWords(kind);
  const [chosen, setChosen] = useChosenColumns(kind);
  const offered = useOfferedColumns(kind);
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconColumns3 size={16} stroke={1.7} />}
          className={classes.columnButton}
        >
          {t('columns')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map((key) => {
          const shown = chosen.includes(key);
          return (
            <Menu.CheckboxItem
              key={key}
              checked={shown}
              onChange={() => setChosen(shown ? chosen.filter((each) => each !== key) : [...chosen, key])}
            >
              {words(key)}
            </Menu.CheckboxItem>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

function FileMenu({ target, count }: { target: ExportTarget; count: number }) {
  const { t } = useTranslation(['records', 'files']);
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
        </Menu.Dropdown>
      </Menu>
      <ExportDialog opened={exporting} onClose={() => setExporting(false)} target={target} count={count} />
    </>
  );
}

function FilterMenu({
  search,
  onChange,
}: {
  search: ListSearch;
  onChange: (next: Partial<ListSearch>) => void;
}) {
  const { t } = useTranslation('records');
  const count = Number(Boolean(search.flagged)) + Number(Boolean(search.mine));
  const entries = [
    ['flagged', search.flagged],
    ['mine', search.mine],
  ] as const;
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Button variant={count ? 'light' : 'default'} leftSection={<IconFilter size={16} stroke={1.7} />}>
          {count ? t('filterCount', { count }) : t('filter')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {entries.map(([key, on]) => (
          <Menu.CheckboxItem
            key={key}
            checked={Boolean(on)}
            onChange={() => onChange({ [key]: on ? undefined : true })}
          >
            {t(`only.${key}`)}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
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
  const { t } = useTranslation('records');
  const search = useSearch({ strict: false }) as ListSearch;
  const navigate = useNavigate();
  const path = PATHS[kind];
  const change = (next: Partial<ListSearch>, replace = true) =>
    void navigate({
      to: path,
      search: (now: ListSearch) => ({ ...now, ...next }),
      replace,
      resetScroll: false,
    });
  const changeRef = useRef(change);
  changeRef.current = change;
  const onSearch = useRef((q: string) => changeRef.current({ q: q || undefined } as ListSearch)).current;
  const [text, setText] = useSearchText(search.q, onSearch);
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED);
  const sort = search.sort ?? 'name';
  const filter = {
    kind,
    sort,
    ...(search.q ? { q: search.q } : {}),
    ...(search.flagged ? { flagged: 'true' as const } : {}),
    ...(search.mine ? { owner: 'me' as const } : {}),
  };
  const found = {
    kind,
    ...(search.q ? { q: search.q } : {}),
    ...(search.mine ? { owner: 'me' } : {}),
    ...(search.flagged ? { flagged: true } : {}),
  };
  const rows = useRows(filter);
  const mayEdit = useMay('records.edit');
  const flag = useFlag();
  const columns = useColumns(kind, flag.ask);
  const filtered = Boolean(search.q || search.flagged || search.mine);
  // Nothing to search, filter or arrange yet.
  const blank = rows.total === 0 && !filtered && !text;
  const title = t(`list.${kind}`);
  const Icon = place(kind === 'company' ? 'companies' : kind === 'lead' ? 'leads' : 'contacts').icon;
  const resetKey = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a selection belongs to the list it was made in
  useEffect(() => setSelection(NOTHING_SELECTED), [resetKey]);

  return (
    <Page
      title={title}
      count={rows.total || undefined}
      width="fill"
      lead={<ListFreshness />}
      actions={
        <>
          <ListSync />
          {kind === 'company' && <WaitingNames />}
          {!blank && <FilterMenu search={search} onChange={change} />}
          {!blank && <ColumnMenu kind={kind} />}
          <FileMenu target={found} count={rows.total ?? 0} />
          <Button
            data-new
            disabled={!mayEdit}
            leftSection={<IconPlus size={16} stroke={2} />}
            onClick={() => change({ new: true }, false)}
          >
            {t(`new.${kind}`)}
          </Button>
        </>
      }
    >
      <LackingNotice permission="records.edit" />
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
      {rows.error && rows.total === null ? (
        <ProblemNotice problem={rows.error} />
      ) : rows.total === null ? (
        <Skeletons rows={10} face />
      ) : rows.total === 0 ? (
        <EmptyState
          icon={<Icon size={26} stroke={1.5} aria-hidden />}
          title={t(filtered ? 'none.title' : `empty.${kind}.title`)}
          action={
            filtered ? (
              <Button
                variant="default"
                onClick={() => change({ q: undefined, flagged: undefined, mine: undefined } as ListSearch)}
              >
                {t('none.clear')}
              </Button>
            ) : (
              <Button disabled={!mayEdit} onClick={() => change({ new: true }, false)}>
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
            card={(row) => <RowCard row={row} onFlag={flag.ask} />}
            onOpen={(row) => void navigate({ to: '/records/$id', params: { id: row.id } })}
            sort={sort}
            onSort={(next) => change({ sort: next === 'name' ? undefined : next } as ListSearch)}
            selection={selection}
            onSelection={setSelection}
            resetKey={resetKey}
            {...(sort.endsWith('name') ? { hint: (row: { displayName: string }) => row.displayName } : {})}
          />
        </div>
      )}
      <SelectionBar
        selection={selection}
        total={rows.total ?? 0}
        filter={found}
        onDone={() => setSelection(NOTHING_SELECTED)}
      />
      <NewRecord
        kind={kind}
        opened={Boolean(search.new) && mayEdit}
        onClose={() => change({ new: undefined } as ListSearch)}
      />
      {flag.dialog}
    </Page>
  );
}
