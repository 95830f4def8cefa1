// The fields of a record by section. Filled ones are shown, empty ones wait as “Add …” so that a card reads as a card.
import { IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../../../src/fields/catalogue.ts';
import type { Answer } from '../../../api.ts';
import classes from '../RecordPage.module.css';
import { useSave } from '../use-save.ts';
import { AddressRow } from './AddressRow.tsx';
import { FieldRow } from './FieldRow.tsx';
import { useFieldWords } from './field-words.ts';
import { type Field, isShown, useSections } from './use-fields.ts';

/** A field, or all parts of one address. */
export interface Place {
  key: string;
  fields: Field[];
  address: string | null;
}

/** Fields in their order, an address's parts together. */
function placesOf(fields: Field[]): Place[] {
  const places = new Map<string, Place>();
  for (const field of fields) {
    const address = addressOf(field.key);
    const key = address ? `${address}.*` : field.key;
    const place = places.get(key) ?? { key, address, fields: [] };
    place.fields.push(field);
    places.set(key, place);
  }
  return [...places.values()];
}

const isFilled = (place: Place, values: Record<string, string>): boolean =>
  place.fields.some(({ key }) => values[key]);

interface SectionsProps {
  record: Answer<'getRecord'>;
  fields: Field[];
  readOnly: boolean;
}

export function Sections({ record, fields, readOnly }: SectionsProps) {
  const shown = fields.filter(isShown);
  const known = useSections(record.kind).map(({ key }) => key);
  const names = known.filter((key) => shown.some(({ section }) => section === key));
  const save = useSave(record.id);
  return names.map((section) => (
    <Section
      key={section}
      section={section}
      record={record}
      save={save}
      readOnly={readOnly}
      places={placesOf(shown.filter((field) => field.section === section))}
    />
  ));
}

interface SectionProps {
  section: string;
  places: Place[];
  record: Answer<'getRecord'>;
  save: ReturnType<typeof useSave>;
  readOnly: boolean;
}

function Section({ section, places, record, save, readOnly }: SectionProps) {
  const { t } = useTranslation('records');
  const words = useFieldWords();
  const [adding, setAdding] = useState<string[]>([]);
  const root = useRef<HTMLElement>(null);
  const filled = places.filter((place) => isFilled(place, record.values) || adding.includes(place.key));
  const empty = places.filter((place) => !filled.includes(place));
  if (readOnly && !filled.length) return null;
  const row = (place: Place) => {
    const shared = {
      record,
      save,
      readOnly,
      adding: adding.includes(place.key),
      onAdded: () => {
        setAdding((now) => now.filter((key) => key !== place.key));
        requestAnimationFrame(() => {
          // Cancelled: the row is gone again, and focus returns to where it came from.
          if (document.activeElement === document.body)
            root.current?.querySelector<HTMLElement>(`[data-place="${place.key}"]`)?.focus();
        });
      },
    };
    return place.address ? (
      <AddressRow key={place.key} {...shared} prefix={place.address} fields={place.fields} />
    ) : (
      <FieldRow key={place.key} {...shared} field={place.fields[0]!} />
    );
  };
  return (
    <section ref={root} className={classes.section} aria-label={words.section(record.kind, section)}>
      <h2 className={classes.sectionTitle}>{words.section(record.kind, section)}</h2>
      {filled.map(row)}
      {!readOnly && empty.length > 0 && (
        <div className={classes.adders}>
          {empty.map((place) => {
            const label = place.address ? words.address(place.address) : words.label(place.fields[0]!);
            return (
              <button
                type="button"
                key={place.key}
                className={classes.adder}
                data-place={place.key}
                aria-label={t('add', { label })}
                onClick={() => setAdding((now) => [...now, place.key])}
              >
                <IconPlus size={13} stroke={2} aria-hidden />
                {label}
              </button>
            );
          })}
        </div>
      )}
    </section>
  );
}
