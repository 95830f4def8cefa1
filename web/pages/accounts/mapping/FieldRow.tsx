import { ActionIcon, Select, Tooltip } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowRight,
  IconArrowsLeftRight,
  IconMinus,
  IconRestore,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { placeName } from '../../../../src/contact/properties/table.ts';
import type { Entry, KindMapping, LabelFound } from '../../../../src/http/contract/mapping.ts';
import { type Direction, firstEntry, sameEntry, slotAt } from './draft.ts';
import { LabelWish } from './LabelWish.tsx';
import classes from './MappingTab.module.css';
import type { MappingWords } from './use-mapping-words.ts';

const ARROWS = {
  both: IconArrowsLeftRight,
  in: IconArrowLeft,
  out: IconArrowRight,
  none: IconMinus,
} as const;

interface FieldRowProps {
  mapping: KindMapping;
  field: KindMapping['fields'][number];
  entry: Entry | undefined;
  found: LabelFound[];
  words: MappingWords;
  fault?: string | undefined;
  /** Null: the field is not synced. */
  onChange: (entry: Entry | null) => void;
  onReset: () => void;
}

/** One field: the way it goes, its place on a card, and for a list the labels it goes by. */
export function FieldRow(props: FieldRowProps) {
  const { mapping, field, entry, words, fault, onReset } = props;
  const { t } = useTranslation('mapping');
  const name = words.field(field.field);
  const usual = mapping.defaults.find((one) => one.field === field.field);
  const isChanged = !sameEntry(entry, usual);
  const isHeld = mapping.entries.find((one) => one.field === field.field)?.held ?? true;
  return (
    <li className={classes.row} data-off={!entry || undefined}>
      <div className={classes.field}>
        <span>{name}</span>
        {isChanged && <span className={classes.changed}>{t('changed')}</span>}
        {isChanged && (
          <Tooltip label={t('reset', { field: name })}>
            <ActionIcon size={24} aria-label={t('reset', { field: name })} onClick={onReset}>
              <IconRestore size={15} stroke={1.7} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <DirectionOf {...props} name={name} />
      <div className={classes.where}>
        {entry && <PlaceOf {...props} entry={entry} name={name} fault={fault} />}
        {!isHeld && entry && <p className={classes.note}>{t('notHeld')}</p>}
      </div>
    </li>
  );
}

function DirectionOf({ mapping, field, entry, onChange, name }: FieldRowProps & { name: string }) {
  const { t } = useTranslation('mapping');
  const value = entry?.direction ?? 'none';
  const Arrow = ARROWS[value];
  const choose = (next: Direction | 'none') => {
    if (next === 'none') onChange(null);
    else onChange(entry ? { ...entry, direction: next } : firstEntry(mapping, field.field, next));
  };
  return (
    <Select
      aria-label={t('directionOf', { field: name })}
      size="xs"
      leftSection={<Arrow size={15} stroke={1.8} aria-hidden />}
      data={(['both', 'in', 'out', 'none'] as const).map((one) => ({
        value: one,
        label: t(`direction.${one}`),
      }))}
      value={value}
      onChange={(next) => choose(next as Direction | 'none')}
    />
  );
}

function PlaceOf({
  field,
  entry,
  found,
  words,
  onChange,
  name,
  fault,
}: FieldRowProps & { entry: Entry; name: string; fault: string | undefined }) {
  const { t } = useTranslation('mapping');
  const { slot } = entry;
  if ('wish' in slot)
    return (
      <LabelWish
        field={name}
        wish={slot.wish}
        found={found}
        words={words}
        fault={fault}
        onChange={(wish) => onChange({ ...entry, slot: { ...slot, wish } })}
      />
    );
  if (field.places.length === 1)
    return (
      <span className={classes.place}>
        {words.place(slot)}
        {fault && <span className={`bad ${classes.fault}`}>{fault}</span>}
      </span>
    );
  return (
    <Select
      aria-label={t('placeOf', { field: name })}
      size="xs"
      data={field.places.map((place) => ({ value: placeName(place), label: words.place(place) }))}
      value={placeName(slot)}
      error={fault}
      onChange={(key) => {
        const place = field.places.find((one) => placeName(one) === key);
        if (place) onChange({ ...entry, slot: slotAt(place) });
      }}
    />
  );
}
