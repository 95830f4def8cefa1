// Above the columns: which cards are shown, search, filters, and the suggestions for all of them at once.
import { ActionIcon, Button, Indicator, Menu, Popover, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import {
  IconAdjustmentsHorizontal,
  IconArrowsSort,
  IconCheck,
  IconListCheck,
  IconRefresh,
  IconSearch,
  IconWand,
  IconX,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueState } from './decision.ts';
import { filterCount, type QueueSort, type QueueView } from './queue-cards.ts';
import { FilterFields } from './rules/FilterFields.tsx';
import classes from './TriageHead.module.css';
import type { Deciding } from './use-deciding.ts';
import type { Place } from './use-place.ts';
import type { Ticked } from './use-ticked.ts';

const STATES: QueueState[] = ['pending', 'ready', 'ignored', 'imported', 'failed'];

interface TriageHeadProps {
  place: Place;
  ticked: Ticked;
  deciding: Deciding;
}

export function TriageHead({ place, ticked: { count }, deciding }: TriageHeadProps) {
  const { t } = useTranslation('queue');
  const { view, setView, queue } = place;
  const { busy, suggestAll, retryAll } = deciding;
  const counts = queue.tally?.counts;
  const states = STATES.filter((state) => state !== 'failed' || counts?.failed || view.state === 'failed');
  return (
    <div className={classes.head}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form of its own in every browser's eyes */}
      <div className={classes.states} role="group" aria-label={t('states.label')}>
        {states.map((state) => (
          <button
            key={state}
            type="button"
            className={classes.state}
            aria-pressed={view.state === state}
            data-failed={(state === 'failed' && Boolean(counts?.failed)) || undefined}
            onClick={() => setView({ ...view, state })}
          >
            {t(`states.${state}`)}
            {counts && <span className={classes.count}>{t('bar.number', { value: counts[state] })}</span>}
          </button>
        ))}
      </div>
      <div className={classes.tools}>
        <Search view={view} setView={setView} />
        <Filters accountId={place.account.id} view={view} setView={setView} />
        <Sort view={view} setView={setView} />
        <ActionIcon
          component={Link}
          to="/accounts/$id/rules"
          params={{ id: place.account.id } as never}
          variant="default"
          size={36}
          aria-label={t('rules.title')}
          title={t('rules.title')}
        >
          <IconListCheck size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
        {view.state === 'pending' && queue.total > 0 && count === 0 && (
          <Button
            className={classes.suggest}
            variant="default"
            leftSection={<IconWand size={16} stroke={1.7} aria-hidden />}
            loading={busy}
            onClick={suggestAll}
          >
            {t('suggestAll', { count: queue.total })}
          </Button>
        )}
        {view.state === 'failed' && queue.total > 1 && count === 0 && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} stroke={1.7} aria-hidden />}
            loading={busy}
            onClick={() => void retryAll()}
          >
            {t('bar.retryAll')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface ViewProps {
  view: QueueView;
  setView: (view: QueueView) => void;
}

function Search({ view, setView }: ViewProps) {
  const { t } = useTranslation('queue');
  const [text, setText] = useState(view.q ?? '');
  const apply = (q: string) => {
    const { q: _, ...rest } = view;
    setView(q ? { ...rest, q } : rest);
  };
  const search = useDebouncedCallback((q: string) => apply(q.trim()), 180);
  const clear = () => {
    setText('');
    apply('');
  };
  return (
    <TextInput
      className={classes.search}
      type="search"
      data-page-search
      aria-label={t('search')}
      placeholder={t('searchShort')}
      leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
      rightSection={
        text ? (
          <ActionIcon size={22} aria-label={t('filter.clearSearch')} onClick={clear}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        ) : (
          <kbd>/</kbd>
        )
      }
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text) clear();
        else if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}

function Filters({ accountId, view, setView }: ViewProps & { accountId: string }) {
  const { t } = useTranslation('queue');
  const [opened, setOpened] = useState(false);
  const { state, sort, q } = view;
  const kept: QueueView = { state, ...(sort && { sort }), ...(q && { q }) };
  const active = filterCount(view);
  return (
    <Popover
      position="bottom-end"
      width="min(480px, 100vw - 28px)"
      trapFocus
      returnFocus
      opened={opened}
      onChange={setOpened}
    >
      <Indicator label={active} size={16} disabled={active === 0} color="ink" offset={4}>
        <Popover.Target>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('filter.open')}
            title={t('filter.open')}
            onClick={() => setOpened(!opened)}
          >
            <IconAdjustmentsHorizontal size={17} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown className={classes.filters} aria-label={t('filter.open')}>
        {opened && (
          <FilterFields
            accountId={accountId}
            among={{ state, ...(q && { q }) }}
            value={view}
            onChange={(filters) => setView({ ...filters, ...kept })}
            isView
          />
        )}
        {active > 0 && (
          <Button variant="subtle" size="xs" onClick={() => setView(kept)}>
            {t('filter.clear')}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

const SORTS: QueueSort[] = ['came', '-came', 'name', '-name', 'company', '-company'];

function Sort({ view, setView }: ViewProps) {
  const { t } = useTranslation('queue');
  const { sort: chosen = 'came', ...rest } = view;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('sort.label')} title={t('sort.label')}>
          <IconArrowsSort size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {SORTS.map((sort) => (
          <Menu.Item
            key={sort}
            role="menuitemradio"
            aria-checked={sort === chosen}
            leftSection={<IconCheck size={15} aria-hidden opacity={sort === chosen ? 1 : 0} />}
            onClick={() => setView(sort === 'came' ? rest : { ...rest, sort })}
          >
            {t(`sort.${sort}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
