// Two records beside each other, value by value, with why they may be one and what can be said of them.
import { Button, Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Duplicate } from '../../../src/http/contract/matching.ts';
import { Avatar } from '../../components/Avatar.tsx';
import { useFieldWords } from '../records/fields/field-words.ts';
import { photoAt, photoOf } from '../records/photo/photo-of.ts';
import classes from './DuplicatesPage.module.css';

interface DuplicatePairProps {
  pair: Duplicate;
  current: boolean;
  busy: boolean;
  deletesCards: boolean;
  onDeletesCards: (deletes: boolean) => void;
  onCurrent: () => void;
  onMerge: () => void;
  onCompare: () => void;
  onDismiss: () => void;
}

export function DuplicatePair(props: DuplicatePairProps) {
  const { pair, current, busy, deletesCards } = props;
  const { t } = useTranslation(['duplicates', 'queue', 'frame', 'merge']);
  const reasons = pair.reasons.map((reason) => t(`queue:match.reason.${reason}`)).join(', ');
  return (
    <li
      className={`sheet ${classes.pair}`}
      data-pair={pair.id}
      data-current={current || undefined}
      onFocusCapture={props.onCurrent}
      onPointerDown={props.onCurrent}
    >
      <p className={classes.why}>
        <b className={pair.certain ? 'good' : undefined}>{t(pair.certain ? 'certain' : 'likely')}</b>{' '}
        <span className="quiet">{t('why', { share: Math.round(pair.score * 100), reasons })}</span>
      </p>
      <table className={classes.values}>
        <thead>
          <tr>
            <td />
            <Head record={pair.stays} word={t('merge:stays')} />
            <Head record={pair.goes} word={t('merge:goes')} />
          </tr>
        </thead>
        <tbody>
          {pair.fields.map((row) => (
            <Row key={row.field} row={row} pair={pair} />
          ))}
        </tbody>
      </table>
      {pair.cards > 0 && (
        <Checkbox
          size="sm"
          checked={deletesCards}
          onChange={(event) => props.onDeletesCards(event.currentTarget.checked)}
          label={t('cards.delete', { count: pair.cards })}
          description={t('cards.words')}
        />
      )}
      <div className={classes.actions}>
        <Button size="sm" disabled={busy} onClick={props.onMerge}>
          {t('merge:merge')}
        </Button>
        <Button size="sm" variant="default" disabled={busy} onClick={props.onCompare}>
          {t('compare')}
        </Button>
        <Button size="sm" variant="default" disabled={busy} onClick={props.onDismiss}>
          {t(pair.kind === 'company' ? 'twoCompanies' : 'twoPeople')}
        </Button>
      </div>
    </li>
  );
}

function Head({ record, word }: { record: Duplicate['stays']; word: string }) {
  const { t } = useTranslation('frame');
  return (
    <th scope="col">
      <span className={classes.head}>
        <Avatar name={record.displayName} kind={record.kind} photo={photoOf(record)} size={28} />
        <span className={classes.headWords}>
          <Link to="/records/$id" params={{ id: record.id }} className="link" dir="auto">
            {record.displayName}
          </Link>
          <span className="quiet">
            {t(`kind.${record.kind}`)} · {word}
          </span>
        </span>
      </span>
    </th>
  );
}

function Row({ row, pair }: { row: Duplicate['fields'][number]; pair: Duplicate }) {
  const { t } = useTranslation('merge');
  const words = useFieldWords();
  const shown = (side: 'this' | 'other') => {
    const value = row[side];
    if (value === null) return <span className="quiet">{t('empty')}</span>;
    if (row.field !== 'photo') return words.shown(row.field, value);
    const record = side === 'this' ? pair.stays : pair.goes;
    return <img className={classes.picture} src={photoAt(record.id, value)} alt={t(`picture.${side}`)} />;
  };
  return (
    <tr data-same={row.this === row.other || undefined}>
      <th scope="row">{words.group(row.field)}</th>
      {(['this', 'other'] as const).map((side) => (
        <td key={side} dir="auto" data-stands={(row.this !== row.other && row.stands === side) || undefined}>
          {shown(side)}
        </td>
      ))}
    </tr>
  );
}
