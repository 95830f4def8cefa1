// Field by field: what both records say, and whose value stands.
import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../../api.ts';
import { shownDate } from '../dates.ts';
import { useFieldWords } from '../fields/field-words.ts';
import classes from './MergeRecords.module.css';

export type Side = 'this' | 'other';
type Row = Answer<'previewMerge'>['fields'][number];

interface MergeFieldsProps {
  rows: Row[];
  choice: Record<string, Side>;
  onChoose: (field: string, side: Side) => void;
}

export function MergeFields({ rows, choice, onChoose }: MergeFieldsProps) {
  return (
    <div className={classes.fields}>
      {rows.map((row) => (
        <FieldChoice
          key={row.field}
          row={row}
          side={choice[row.field] ?? row.stands}
          onChoose={(side) => onChoose(row.field, side)}
        />
      ))}
    </div>
  );
}

interface FieldChoiceProps {
  row: Row;
  side: Side;
  onChoose: (side: Side) => void;
}

function FieldChoice({ row, side, onChoose }: FieldChoiceProps) {
  const { t, i18n } = useTranslation('merge');
  const words = useFieldWords();
  const label = words.group(row.field);
  const word = (value: string | null) =>
    value === null ? t('empty') : row.field === 'birthday' ? shownDate(value, i18n.language) : value;
  if (row.this === row.other)
    return (
      <div className={classes.field}>
        <span className={classes.label}>{label}</span>
        <span className={classes.same} dir="auto">
          {word(row.this)}
        </span>
      </div>
    );
  return (
    <div className={classes.field} role="radiogroup" aria-label={label}>
      <span className={classes.label}>{label}</span>
      {(['this', 'other'] as const).map((each) => (
        <Radio
          key={each}
          size="xs"
          name={`merge-${row.field}`}
          checked={side === each}
          onChange={() => onChoose(each)}
          className={classes.value}
          data-stands={side === each || undefined}
          label={
            <span dir="auto" className={row[each] === null ? 'quiet' : undefined}>
              {word(row[each])}
            </span>
          }
        />
      ))}
    </div>
  );
}
