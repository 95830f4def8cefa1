// The sections of the record page with their fields: taken by the handle or by the arrow keys to where they are to stand.
import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconGripVertical } from '@tabler/icons-react';
import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, partsOf } from '../../../src/fields/catalogue.ts';
import { type Over, useDragging } from '../../components/use-dragging.ts';
import { useFieldWords } from '../records/fields/field-words.ts';
import { type Field, type Section, useSections } from '../records/fields/use-fields.ts';
import type { Kind } from '../records/kinds.ts';
import classes from './Layout.module.css';
import { type Move, moveInto, moveTo, type Place, placesIn, step } from './placed.ts';
import { SectionHead } from './SectionHead.tsx';
import type { Layout } from './use-layout.ts';

interface SectionsInEditProps {
  kind: Kind;
  fields: Field[];
  layout: Layout;
  onOpen: (field: Field) => void;
  onSection: (section: Section) => void;
}

export function SectionsInEdit({ kind, fields, layout, onOpen, onSection }: SectionsInEditProps) {
  const { t } = useTranslation('layout');
  const words = useFieldWords();
  const dragging = useDragging<Place>();
  const { dragged, over } = dragging;
  const places = placesIn(fields, isPlaced);
  const known = useSections(kind);
  const sections = known.map(({ key }) => key);
  const nameOf = ({ field }: Place): string => words.group(addressOf(field.key) ?? field.key);

  const move = async (place: Place, to: Move | null) => {
    if (!to) return;
    const now = layout.fieldsNow();
    const after = placesAfter(placesIn(now, isPlaced), place, to, now);
    const inSection = after.filter(({ section }) => section === to.section);
    await layout.move(
      place.field,
      to,
      t('moved', {
        field: nameOf(place),
        at: inSection.findIndex(({ key }) => key === place.key) + 1,
        of: inSection.length,
        section: words.section(kind, to.section),
      }),
    );
    // In another section it is another element: focus goes with it.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>(`[data-handle="${place.key}"]`)?.focus();
    });
  };
  const stepBy = (key: string, direction: -1 | 1) => {
    const now = layout.fieldsNow();
    const there = placesIn(now, isPlaced);
    const place = there.find((one) => one.key === key);
    if (place) void move(place, step(now, there, sections, place, direction));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const target = places.find(({ key }) => key === over?.key);
    if (dragged && over?.side === 'into') void move(dragged, moveInto(fields, dragged, over.key));
    else if (dragged && target && target.key !== dragged.key && over)
      void move(dragged, moveTo(fields, dragged, target, over.side === 'after' ? 'after' : 'before'));
    dragging.end();
  };

  return (
    <div className="sheet" data-studio>
      {known.map((head) => {
        const section = head.key;
        const own = places.filter((place) => place.section === section);
        return (
          <section key={section} className={classes.section} aria-label={words.section(kind, section)}>
            <SectionHead section={head} of={known.length} layout={layout} onOpen={onSection} />
            {own.length === 0 && (
              <p
                className={classes.empty}
                data-over={over?.key === section || undefined}
                onDragOver={(event) => dragging.into(event, section)}
                onDrop={drop}
              >
                {t('emptySection')}
              </p>
            )}
            <ul className={classes.rows}>
              {own.map((place) => (
                <Row
                  key={place.key}
                  place={place}
                  name={nameOf(place)}
                  over={over?.key === place.key ? over.side : undefined}
                  isDragged={dragged?.key === place.key}
                  onMove={(direction) => stepBy(place.key, direction)}
                  onOpen={() => onOpen(place.field)}
                  drag={{
                    onDragStart: (event) => dragging.start(event, place.key, place),
                    onDragEnd: dragging.end,
                    onDragOver: (event) => dragging.beside(event, place.key),
                    onDrop: drop,
                  }}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

/** Pictures and Sync mobile have a place of their own. */
const isPlaced = ({ active, type }: Field): boolean => active && type !== 'flag' && type !== 'photo';

/** The order once `moved` stands there. */
function placesAfter(places: Place[], moved: Place, { position, section }: Move, fields: Field[]): Place[] {
  const parts = partsOf(moved.key);
  const others = fields.filter(({ key }) => !parts.includes(key));
  const before = new Set(others.slice(0, position).map(({ key }) => addressOf(key) ?? key));
  const rest = places.filter(({ key }) => key !== moved.key);
  return [
    ...rest.filter(({ key }) => before.has(key)),
    { ...moved, section },
    ...rest.filter(({ key }) => !before.has(key)),
  ];
}

interface RowProps {
  place: Place;
  name: string;
  over: Over['side'] | undefined;
  isDragged: boolean;
  onMove: (direction: -1 | 1) => void;
  onOpen: () => void;
  drag: {
    onDragStart: (event: DragEvent) => void;
    onDragEnd: () => void;
    onDragOver: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
  };
}

function Row({ place: { key, field }, name, over, isDragged, onMove, onOpen, drag }: RowProps) {
  const { t } = useTranslation('layout');
  const notes = [
    addressOf(field.key) ? t('address') : t(`type.${field.type}`),
    ...(field.options ? [field.options.join(', ')] : []),
  ];
  const { onDragStart, ...rest } = drag;
  return (
    <li
      className={classes.row}
      data-row={key}
      data-over={over}
      data-dragged={isDragged || undefined}
      data-hidden={!field.visible || undefined}
      draggable
      onDragStart={onDragStart}
      {...rest}
    >
      <button
        type="button"
        className={classes.handle}
        data-handle={key}
        aria-label={t('handle', { field: name })}
        title={t('handleHint')}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          onMove(event.key === 'ArrowUp' ? -1 : 1);
        }}
      >
        <IconGripVertical size={16} stroke={1.7} aria-hidden />
      </button>
      <button
        type="button"
        className={classes.name}
        dir="auto"
        aria-label={t('edit', { field: name })}
        onClick={onOpen}
      >
        {name}
      </button>
      <span className={`quiet ${classes.notes} cut`}>{notes.join(' · ')}</span>
      <span className={classes.chips}>
        {field.custom && <span className={classes.chip}>{t('own')}</span>}
        {field.required && <span className={classes.chip}>{t('required')}</span>}
        {!field.visible && <span className={`${classes.chip} ${classes.hidden}`}>{t('hidden')}</span>}
      </span>
      <span className={classes.steps}>
        <ActionIcon size={28} aria-label={t('up', { field: name })} onClick={() => onMove(-1)}>
          <IconChevronUp size={16} stroke={1.8} aria-hidden />
        </ActionIcon>
        <ActionIcon size={28} aria-label={t('down', { field: name })} onClick={() => onMove(1)}>
          <IconChevronDown size={16} stroke={1.8} aria-hidden />
        </ActionIcon>
      </span>
    </li>
  );
}
