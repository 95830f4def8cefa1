// A card and the record it may be, side by side, field by field, as the engine compares them: each line says what linking does,
// and where the two differ whose value stands is chosen here, once.
import { Radio } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconEqual, IconEqualNot, IconMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../../../src/fields/catalogue.ts';
import type { Account } from '../../../../src/http/contract/accounts.ts';
import { type Answer, query } from '../../../api.ts';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { Skeletons } from '../../../components/Skeletons.tsx';
import { useFieldWords } from '../../records/fields/field-words.ts';
import type { Choice } from '../decision.ts';
import classes from './Comparison.module.css';

type Row = Answer<'compareCard'>['fields'][number];
type Stands = NonNullable<Choice['all']>;
type Direction = Account['settings']['direction'];

interface ComparisonProps {
  cardId: string;
  recordId: string;
  direction: Direction;
  choice: Choice;
  /** Absent where there is nothing to choose any more. */
  onChoose?: ((choice: Choice) => void) | undefined;
}

/** What a book that is only read, or only written, never gets from the other side is not offered. */
const offered = (direction: Direction): Stands[] =>
  (['both', 'record', 'card'] as const).filter(
    (side) => !(direction === 'in' && side === 'record') && !(direction === 'out' && side === 'card'),
  );

const ORDER: Row['verdict'][] = ['differs', 'only-card', 'only-record', 'same'];

/** What is to be chosen first; the parts of an address that have one fate in one line. */
function asRead(fields: Row[]): Row[] {
  const rows: Row[] = [];
  for (const row of fields) {
    const whole = addressOf(row.field);
    const before = rows.at(-1);
    const isNext = whole !== null && before?.field === whole && before.verdict === row.verdict;
    if (isNext) {
      for (const side of ['record', 'card'] as const)
        before[side] = [before[side], row[side]].filter(Boolean).join(', ') || null;
    } else rows.push(whole !== null && row.verdict !== 'differs' ? { ...row, field: whole } : row);
  }
  return rows.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
}

export function Comparison({ cardId, recordId, direction, choice, onChoose }: ComparisonProps) {
  const { t } = useTranslation('queue');
  const { data, error } = useQuery(query('compareCard', { params: { id: cardId }, query: { recordId } }));
  if (error) return <ProblemNotice problem={error} />;
  if (!data) return <Skeletons rows={4} />;
  const fields = asRead(data.fields);
  if (fields.length === 0) return <p className="quiet">{t('match.nothing')}</p>;
  const sides = offered(direction);
  const differing = fields.filter(({ verdict }) => verdict === 'differs');
  const standing = (field: string): Stands => choice.fields?.[field] ?? choice.all ?? 'both';
  const chosen = new Set(differing.map(({ field }) => standing(field)));
  return (
    <>
      {differing.length > 0 && onChoose && (
        <Radio.Group
          size="sm"
          label={t('choice.title', { count: differing.length })}
          value={chosen.size === 1 ? [...chosen][0]! : ''}
          onChange={(all) => onChoose({ all: all as Stands })}
        >
          <div className={classes.all}>
            {sides.map((side) => (
              <Radio key={side} size="xs" value={side} label={t(`choice.all.${side}`)} />
            ))}
          </div>
        </Radio.Group>
      )}
      <table className={classes.table}>
        <caption className="unseen">{t('match.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('match.record')}</th>
            <td />
            <th scope="col">{t('match.card')}</th>
          </tr>
        </thead>
        {fields.map((row) => (
          <FieldRows
            key={`${row.field} ${row.verdict}`}
            row={row}
            direction={direction}
            stands={standing(row.field)}
            onStand={
              onChoose && ((side) => onChoose({ ...choice, fields: { ...choice.fields, [row.field]: side } }))
            }
          />
        ))}
      </table>
    </>
  );
}

interface FieldRowsProps {
  row: Row;
  direction: Direction;
  stands: Stands;
  onStand: ((side: Stands) => void) | undefined;
}

function FieldRows({ row, direction, stands, onStand }: FieldRowsProps) {
  const words = useFieldWords();
  const { field, verdict } = row;
  const shown = (value: string | null) => (value === null ? null : words.shown(field, value));
  const isOpen = verdict === 'differs' && onStand !== undefined;
  const sides = offered(direction);
  const cell = (side: 'record' | 'card') => {
    const value = shown(row[side]);
    if (value === null) return <span aria-hidden>–</span>;
    if (!isOpen || !sides.includes(side)) return value;
    return (
      <label className={classes.pick}>
        <input
          type="radio"
          className="unseen"
          name={`stands ${field}`}
          checked={stands === side}
          onChange={() => onStand(side)}
        />
        {value}
      </label>
    );
  };
  const loses = (side: 'record' | 'card') =>
    (verdict === 'differs' && stands !== 'both' && stands !== side) || undefined;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={3} className={classes.field}>
          {addressOf(field) ? words.named(field) : words.group(field)}
        </th>
      </tr>
      <tr className={classes[verdict]}>
        <td dir="auto" data-loses={loses('record')}>
          {cell('record')}
        </td>
        <td className={classes.sign}>
          {isOpen ? (
            <label className={classes.pick}>
              <input
                type="radio"
                className="unseen"
                name={`stands ${field}`}
                checked={stands === 'both'}
                onChange={() => onStand('both')}
              />
              <Sign row={row} direction={direction} stands={stands} />
            </label>
          ) : (
            <Sign row={row} direction={direction} stands={stands} />
          )}
        </td>
        <td dir="auto" data-loses={loses('card')}>
          {cell('card')}
        </td>
      </tr>
    </tbody>
  );
}

/** What becomes of the two values. */
function Sign({ row: { verdict }, direction, stands }: Pick<FieldRowsProps, 'row' | 'direction' | 'stands'>) {
  const { t } = useTranslation('queue');
  const [Icon, words] = ((): [typeof IconEqual, string] => {
    if (verdict === 'same') return [IconEqual, t('match.same')];
    if (verdict === 'differs') {
      const icons = { both: IconEqualNot, record: IconArrowRight, card: IconArrowLeft };
      return [icons[stands], t(`choice.one.${stands}`)];
    }
    if (verdict === 'only-card')
      return direction === 'out' ? [IconMinus, t('match.outOnly')] : [IconArrowLeft, t('match.only-card')];
    return direction === 'in' ? [IconMinus, t('match.inOnly')] : [IconArrowRight, t('match.only-record')];
  })();
  return (
    <span title={words}>
      <Icon size={15} stroke={1.7} aria-hidden />
      <span className="unseen">{words}</span>
    </span>
  );
}
