// Which columns a list shows, in which order: dragged by the handle or moved by the arrow keys, hidden and shown by a tick.
import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconColumns3, IconGripVertical } from '@tabler/icons-react';
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListColumn } from '../../../src/fields/shown.ts';
import { useDragging } from '../../components/use-dragging.ts';
import { useColumnWords, useOfferedColumns } from '../records/columns.tsx';
import classes from './Lists.module.css';
import type { ListState } from './use-list-state.ts';

export function ColumnMenu({ list, className }: { list: ListState; className?: string }) {
  const { t } = useTranslation('lists');
  const [opened, setOpened] = useState(false);
  return (
    <Popover position="bottom-end" width={320} trapFocus returnFocus opened={opened} onChange={setOpened}>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconColumns3 size={16} stroke={1.7} aria-hidden />}
          className={className ?? ''}
          onClick={() => setOpened(!opened)}
        >
          {t('columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('columns')}>{opened && <Columns list={list} />}</Popover.Dropdown>
    </Popover>
  );
}

function Columns({ list }: { list: ListState }) {
  const { t } = useTranslation('lists');
  const words = useColumnWords(list.kind);
  const offered = useOfferedColumns(list.kind);
  const dragging = useDragging<string>();
  const { dragged, over } = dragging;
  const [said, setSaid] = useState('');
  // As this menu left them last: a tick is there with the click, and the list follows.
  const [columns, setColumns] = useState(list.columns);
  const shown = columns.filter(({ key }) => offered.includes(key));
  const others = offered.filter((key) => !shown.some((column) => column.key === key));
  // Keys come faster than what they change is drawn.
  const latest = useRef(shown);
  const put = (next: ListColumn[]) => {
    latest.current = next;
    setColumns(next);
    list.set({ columns: next });
  };

  const move = (key: string, at: number) => {
    const column = latest.current.find((one) => one.key === key);
    if (!column || at < 0 || at >= latest.current.length) return;
    const rest = latest.current.filter((one) => one.key !== key);
    put([...rest.slice(0, at), column, ...rest.slice(at)]);
    setSaid(t('columnMoved', { column: words(key), at: at + 1, of: latest.current.length }));
  };
  const moveBy = (key: string, step: -1 | 1) =>
    move(key, latest.current.findIndex((one) => one.key === key) + step);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const rest = latest.current.filter(({ key }) => key !== dragged);
    const at = rest.findIndex(({ key }) => key === over?.key);
    if (dragged && over && at >= 0) move(dragged, over.side === 'after' ? at + 1 : at);
    dragging.end();
  };
  const press = (event: KeyboardEvent, column: ListColumn) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!step) return;
    event.preventDefault();
    moveBy(column.key, step);
  };
  return (
    <>
      <p className="unseen" aria-live="polite">
        {said}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <ul className={classes.columns} aria-label={t('columnsShown')} tabIndex={0}>
        {shown.map((column, at) => {
          const name = words(column.key);
          return (
            <li
              key={column.key}
              className={classes.column}
              data-column={column.key}
              data-dragged={dragged === column.key || undefined}
              data-over={over?.key === column.key && dragged !== column.key ? over.side : undefined}
              onDragOver={(event) => dragging.beside(event, column.key)}
              onDrop={drop}
            >
              <button
                type="button"
                className={classes.handle}
                draggable
                aria-label={t('moveColumn', { column: name })}
                title={t('moveHint')}
                onDragStart={(event) => dragging.start(event, column.key, column.key)}
                onDragEnd={dragging.end}
                onKeyDown={(event) => press(event, column)}
              >
                <IconGripVertical size={15} stroke={1.7} aria-hidden />
              </button>
              <Checkbox
                className={classes.columnName ?? ''}
                label={name}
                checked
                disabled={shown.length === 1}
                onChange={() => put(latest.current.filter(({ key }) => key !== column.key))}
              />
              <ActionIcon
                size={24}
                aria-label={t('columnUp', { column: name })}
                disabled={at === 0}
                onClick={() => moveBy(column.key, -1)}
              >
                <IconChevronUp size={15} aria-hidden />
              </ActionIcon>
              <ActionIcon
                size={24}
                aria-label={t('columnDown', { column: name })}
                disabled={at === shown.length - 1}
                onClick={() => moveBy(column.key, 1)}
              >
                <IconChevronDown size={15} aria-hidden />
              </ActionIcon>
            </li>
          );
        })}
        {others.length > 0 && (
          <li className={classes.sectionName} aria-hidden>
            {t('columnsMore')}
          </li>
        )}
        {others.map((key) => (
          <li key={key} className={classes.column}>
            <Checkbox
              ml={26}
              label={words(key)}
              checked={false}
              onChange={() => put([...latest.current, { key }])}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
