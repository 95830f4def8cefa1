// Field by field: what both records say, and whose value stands.
import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../../api.ts';
import { useFieldWords } from '../fields/field-words.ts';
import { photoAt } from '../photo/photo-of.ts';
import classes from './MergeRecords.module.css';

export type Side = 'this' | 'other';
type Row = Answer<'previewMerge'>['fields'][number];

interface MergeFieldsProps {
  rows: Row[];
  /** Whose pictures the values of a photo are. */
  recordIds: Record<Side, string>;
  choice: Record<string, Side>;
  onChoose: (field: string, side: Side) => void;
}

export function MergeFields({ rows, recordIds, choice, onChoose }: MergeFieldsProps) {
  return (
    <div className={classes.fields}>
      {rows.map((row) => (
        <FieldChoice
          key={row.field}
          row={row}
          recordIds={recordIds}
          side={choice[row.field] ?? row.stands}
          onChoose={(side) => onChoose(row.field, side)}
        />
      ))}
    </div>
  );
}

interface FieldChoiceProps {
  row: Row;
  recordIds: Record<Side, string>;
  side: Side;
  onChoose: (side: Side) => void;
}

function FieldChoice({ row, recordIds, side, onChoose }: FieldChoiceProps) {
  const { t } = useTranslation('merge');
  const words = useFieldWords();
  const label = words.group(row.field);
  const shown = (side: Side) => {
    const value = row[side];
    if (value === null) return t('empty');
    if (row.field !== 'photo') return words.shown(row.field, value);
    return (
      <img className={classes.picture} src={photoAt(recordIds[side], value)} alt={t(`picture.${side}`)} />
    );
  };
  if (row.this === row.other)
    return (
      <div className={classes.field}>
        <span className={classes.label}>{label}</span>
        <span className={classes.same} dir="auto">
          {shown('this')}
        </span>
      </div>
    );
  return (
    <div className={classes.field} role="radiogroup" aria-label={label}>
      <span className={classes.label}>{label}</span>
      {(['this', 'other'] as const).map((each) => (
        <Radio
          key={each}
          size="sm"
          name={`merge-${row.field}`}
          checked={side === each}
          onChange={() => onChoose(each)}
          className={classes.value}
          data-stands={side === each || undefined}
          label={
            <span dir="auto" className={row[each] === null ? 'quiet' : undefined}>
              {shown(each)}
            </span>
          }
        />
      ))}
    </div>
  );
}
