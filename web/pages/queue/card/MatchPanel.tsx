// A card and the record it may be the same as, side by side, value by value; each line says what merging would do.
import { Button } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconEqual, IconEqualNot, IconMinus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, QueueItem } from '../../../../src/http/contract/accounts.ts';
import { Avatar } from '../../../components/Avatar.tsx';
import type { Decision } from '../decision.ts';
import { type Aspect, type ComparedValue, compareWithRecord } from './compare.ts';
import { contactOf } from './contact-of.ts';
import classes from './MatchPanel.module.css';

type Match = QueueItem['matches'][number];
type Settings = Account['settings'];

interface MatchPanelProps {
  item: QueueItem;
  match: Match;
  settings: Settings;
  onMerge: (recordId: string) => void;
  /** Somebody else after all, or the same person once more; of a record that has its card in this account already. */
  onDecide: (decision: Decision) => void;
  /** The card is decided already: nothing to press. */
  isDecided: boolean;
}

const sureness = (score: number) => (score >= 0.9 ? 'sure' : score >= 0.7 ? 'likely' : 'possible');

export function MatchPanel({ item, match, settings, onMerge, onDecide, isDecided }: MatchPanelProps) {
  const { t } = useTranslation('queue');
  const groups = Map.groupBy(compareWithRecord(contactOf(item.contact), match.values), (row) => row.aspect);
  return (
    <div className={classes.panel}>
      <header className={classes.head}>
        <Avatar name={match.displayName} kind={match.kind} size={34} />
        <div className={classes.who}>
          <Link
            className={`link cut ${classes.name}`}
            dir="auto"
            to="/records/$id"
            params={{ id: match.recordId }}
          >
            {match.displayName}
          </Link>
          <div className={classes.why}>
            {t(`kinds.${match.kind}`)} · {t(`match.${sureness(match.score)}`)}
            {match.reasons.length > 0 &&
              `: ${match.reasons.map((reason) => t(`match.reason.${reason}`)).join(', ')}`}
            {match.linked && ` · ${t('match.linked')}`}
          </div>
        </div>
      </header>
      {groups.size === 0 ? (
        <p className="quiet">{t('match.nothing')}</p>
      ) : (
        <Comparison groups={groups} settings={settings} />
      )}
      {match.linked && !isDecided && <SecondCard item={item} match={match} onDecide={onDecide} />}
      {!match.linked && !isDecided && (
        <Button
          variant="default"
          fullWidth
          onClick={() => onMerge(match.recordId)}
          classNames={{ label: 'cut' }}
        >
          {t('match.merge', { name: match.displayName })}
        </Button>
      )}
    </div>
  );
}

/** A record has one card in an address book: this one can be a record of its own, or left out. */
function SecondCard({ item, match, onDecide }: Pick<MatchPanelProps, 'item' | 'match' | 'onDecide'>) {
  const { t } = useTranslation('queue');
  return (
    <div className={classes.second}>
      <strong>{t('second.of', { name: match.displayName })}</strong>
      <Button variant="default" onClick={() => onDecide({ kind: item.suggestedKind })}>
        {t('second.apart')}
      </Button>
      <Button variant="default" onClick={() => onDecide({ state: 'ignored' })}>
        {t('decide.ignore')}
      </Button>
    </div>
  );
}

function Comparison({ groups, settings }: { groups: Map<Aspect, ComparedValue[]>; settings: Settings }) {
  const { t } = useTranslation('queue');
  return (
    <table className={classes.table}>
      <caption className="unseen">{t('match.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('match.record')}</th>
          <td />
          <th scope="col">{t('match.card')}</th>
        </tr>
      </thead>
      {[...groups].map(([aspect, rows]) => (
        <tbody key={aspect}>
          <tr>
            <th scope="rowgroup" colSpan={3} className={classes.aspect}>
              {t(`aspect.${aspect}`)}
            </th>
          </tr>
          {rows.map((row) => (
            <Fragment key={`${row.record} ${row.card} ${row.label}`}>
              <tr className={classes[row.verdict]}>
                <td dir="auto">{row.record ?? <span aria-hidden>–</span>}</td>
                <td className={classes.sign}>
                  <Verdict row={row} settings={settings} />
                </td>
                <td dir="auto">{row.card ?? <span aria-hidden>–</span>}</td>
              </tr>
            </Fragment>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Verdict({ row, settings }: { row: ComparedValue; settings: Settings }) {
  const { t } = useTranslation('queue');
  const [Icon, words] = ((): [typeof IconEqual, string] => {
    if (row.verdict === 'same') return [IconEqual, t('match.same')];
    if (row.verdict === 'differs') return [IconEqualNot, t(`match.differs.${settings.conflicts}`)];
    if (row.verdict === 'only-card')
      return settings.direction === 'out'
        ? [IconMinus, t('match.outOnly')]
        : [IconArrowLeft, t('match.only-card')];
    return settings.direction === 'in'
      ? [IconMinus, t('match.inOnly')]
      : [IconArrowRight, t('match.only-record')];
  })();
  return (
    <span title={words}>
      <Icon size={15} stroke={1.7} aria-hidden />
      <span className="unseen">{words}</span>
    </span>
  );
}
