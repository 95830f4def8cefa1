// Above the columns: which cards are shown, search, filters, and the suggestions for all of them at once.
import { ActionIcon, Button, Indicator, Popover, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconRefresh, IconSearch, IconWand, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Kind, QueueState } from './decision.ts';
import type { QueueView } from './queue-cards.ts';
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
        <Filters view={view} setView={setView} />
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

function Filters({ view, setView }: ViewProps) {
  const { t } = useTranslation('queue');
  const set = (key: 'suggestedKind' | 'kind' | 'hasMatch' | 'isSecond', value: string | null) => {
    const { [key]: _, ...rest } = view;
    setView(value ? { ...rest, [key]: value } : rest);
  };
  const kinds = (['company', 'contact', 'lead'] satisfies Kind[]).map((value) => ({
    value,
    label: t(`kinds.${value}`),
  }));
  const active = [view.suggestedKind, view.kind, view.hasMatch, view.isSecond].filter(Boolean).length;
  const any = {
    allowDeselect: true,
    clearable: true,
    placeholder: t('filter.any'),
    comboboxProps: { withinPortal: false },
  };
  return (
    <Popover position="bottom-end" width={260} trapFocus returnFocus>
      <Indicator label={active} size={16} disabled={active === 0} color="ink" offset={4}>
        <Popover.Target>
          <ActionIcon variant="default" size={36} aria-label={t('filter.open')} title={t('filter.open')}>
            <IconAdjustmentsHorizontal size={17} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown className={classes.filters}>
        <Select
          {...any}
          label={t('filter.suggested')}
          data={kinds}
          value={view.suggestedKind ?? null}
          onChange={(value) => set('suggestedKind', value)}
        />
        {view.state !== 'pending' && view.state !== 'ignored' && (
          <Select
            {...any}
            label={t('filter.kind')}
            data={kinds}
            value={view.kind ?? null}
            onChange={(value) => set('kind', value)}
          />
        )}
        <Select
          {...any}
          label={t('filter.match')}
          data={[
            { value: 'true', label: t('filter.withMatch') },
            { value: 'false', label: t('filter.withoutMatch') },
          ]}
          value={view.hasMatch ?? null}
          onChange={(value) => set('hasMatch', value)}
        />
        <Select
          {...any}
          label={t('filter.second')}
          data={[
            { value: 'true', label: t('filter.onlySecond') },
            { value: 'false', label: t('filter.withoutSecond') },
          ]}
          value={view.isSecond ?? null}
          onChange={(value) => set('isSecond', value)}
        />
        {active > 0 && (
          <Button
            variant="subtle"
            size="xs"
            onClick={() => setView({ state: view.state, ...(view.q ? { q: view.q } : {}) })}
          >
            {t('filter.clear')}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
