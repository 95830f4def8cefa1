// The filters of a list: a button that opens them all, and below the search what they say, each to be taken away.
import { ActionIcon, Button, Popover, Select } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilter, IconPlus, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Condition,
  faultInCondition,
  OPERATORS,
  OPERATORS_OF,
  type Operator,
} from '../../../src/fields/filters.ts';
import { ConditionValue } from './ConditionValue.tsx';
import { type FilterField, useConditionWords, useFilterFields, useOperatorWords } from './filter-words.ts';
import classes from './Lists.module.css';
import type { ListState } from './use-list-state.ts';

/** A condition being put together; `key` is its place on screen. */
interface Draft {
  key: number;
  field: string | null;
  op: Operator;
  value?: Condition['value'];
}

const SETTLE_MS = 300;
let nextKey = 0;
const blank = (): Draft => ({ key: nextKey++, field: null, op: 'contains' });
const draftsOf = (filter: Condition[]): Draft[] =>
  filter.length > 0 ? filter.map((condition) => ({ ...condition, key: nextKey++ })) : [blank()];

/** Those that say something, without what only the screen knows. */
function conditionsIn(drafts: Draft[], fields: FilterField[]): Condition[] {
  return drafts.flatMap(({ field, op, value }) => {
    if (field === null) return [];
    const condition: Condition = { field, op, ...(value === undefined ? {} : { value }) };
    const type = fields.find(({ key }) => key === field)?.type;
    return faultInCondition(condition, type) ? [] : [condition];
  });
}

export function FilterButton({ list }: { list: ListState }) {
  const { t } = useTranslation('lists');
  const [opened, setOpened] = useState(false);
  const { length: count } = list.filter;
  return (
    <Popover
      position="bottom-end"
      width="min(620px, 100vw - 28px)"
      trapFocus
      returnFocus
      opened={opened}
      onChange={setOpened}
    >
      <Popover.Target>
        <Button
          variant={count ? 'light' : 'default'}
          leftSection={<IconFilter size={16} stroke={1.7} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {count ? t('filterCount', { count }) : t('filter')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter')}>{opened && <FilterEditor list={list} />}</Popover.Dropdown>
    </Popover>
  );
}

function FilterEditor({ list }: { list: ListState }) {
  const { t } = useTranslation('lists');
  const fields = useFilterFields(list.kind);
  const [drafts, setDrafts] = useState(() => draftsOf(list.filter));
  // Going back leaves the filters as they were before they were opened.
  const isFirst = useRef(true);
  const apply = useDebouncedCallback(
    (filter: Condition[]) => {
      list.set({ filter }, isFirst.current);
      isFirst.current = false;
    },
    { delay: SETTLE_MS, flushOnUnmount: true },
  );
  const change = (next: Draft[]) => {
    setDrafts(next);
    const filter = conditionsIn(next, fields);
    if (JSON.stringify(filter) !== JSON.stringify(conditionsIn(drafts, fields))) apply(filter);
  };
  return (
    <div className={classes.editor}>
      {drafts.map((draft) => (
        <ConditionRow
          key={draft.key}
          draft={draft}
          fields={fields}
          onChange={(next) => change(drafts.map((one) => (one.key === draft.key ? next : one)))}
          onRemove={() => change(drafts.filter((one) => one.key !== draft.key))}
        />
      ))}
      {drafts.length === 0 && <p className="quiet">{t('noFilter')}</p>}
      <div className={classes.editorFoot}>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} stroke={2} aria-hidden />}
          onClick={() => change([...drafts, blank()])}
        >
          {t('addCondition')}
        </Button>
        {drafts.length > 1 && <span className="quiet">{t('allHold')}</span>}
      </div>
    </div>
  );
}

interface ConditionRowProps {
  draft: Draft;
  fields: FilterField[];
  onChange: (draft: Draft) => void;
  onRemove: () => void;
}

function ConditionRow({ draft, fields, onChange, onRemove }: ConditionRowProps) {
  const { t } = useTranslation('lists');
  const operator = useOperatorWords();
  const field = fields.find(({ key }) => key === draft.field);
  const choose = (key: string | null) => {
    const type = fields.find((one) => one.key === key)?.type;
    if (type) onChange({ key: draft.key, field: key, op: OPERATORS_OF[type][0]! });
  };
  const turn = (op: string | null) => {
    const next = op as Operator;
    const { value, ...rest } = draft;
    const isKept = OPERATORS[next] === OPERATORS[draft.op];
    onChange({ ...rest, op: next, ...(isKept && value !== undefined ? { value } : {}) });
  };
  return (
    <div className={classes.condition}>
      <div className={classes.conditionField}>
        <Select
          aria-label={t('field')}
          placeholder={t('chooseField')}
          searchable
          openOnFocus={false}
          nothingFoundMessage={t('nothing')}
          data={fields.map(({ key, label }) => ({ value: key, label }))}
          value={draft.field}
          onChange={choose}
          comboboxProps={{ withinPortal: false }}
          {...(draft.field === null ? { 'data-autofocus': true } : {})}
        />
      </div>
      {field ? (
        <>
          <div className={classes.conditionHow}>
            <Select
              aria-label={t('operator')}
              data={OPERATORS_OF[field.type].map((op) => ({ value: op, label: operator(op, field.type) }))}
              value={draft.op}
              onChange={turn}
              comboboxProps={{ withinPortal: false }}
            />
          </div>
          <div className={classes.conditionValue}>
            <ConditionValue
              field={field}
              condition={draft as Condition}
              onChange={(value) => onChange({ ...draft, value })}
            />
          </div>
        </>
      ) : (
        draft.field !== null && <span className={`quiet ${classes.conditionHow}`}>{t('gone')}</span>
      )}
      <ActionIcon className={classes.conditionOut ?? ''} aria-label={t('removeCondition')} onClick={onRemove}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}

/** What the filters say, each with its way out; nothing where there are none. */
export function FilterChips({ list }: { list: ListState }) {
  const { t } = useTranslation('lists');
  const words = useConditionWords(list.kind, list.filter);
  if (list.filter.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label={t('filters')}>
      {list.filter.map((condition, at) => {
        const { field, words: said, isKnown } = words(condition);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition has nothing of its own but its place
          <li key={at} className={classes.chip} data-unknown={!isKnown || undefined}>
            <span dir="auto">
              <b>{field}</b> {said}
            </span>
            <ActionIcon
              size={20}
              aria-label={t('removeNamed', { field })}
              onClick={() => list.set({ filter: list.filter.filter((_, index) => index !== at) }, true)}
            >
              <IconX size={13} aria-hidden />
            </ActionIcon>
          </li>
        );
      })}
      {list.filter.length > 1 && (
        <li>
          <Button variant="subtle" size="compact-sm" onClick={() => list.set({ filter: [] }, true)}>
            {t('clear')}
          </Button>
        </li>
      )}
    </ul>
  );
}
