import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../components/Avatar.tsx';
import { secondLine } from '../../components/QuickFind.tsx';
import { FlagSwitch } from './columns.tsx';
import { useSyncHidden } from './fields/use-fields.ts';
import type { Row } from './kinds.ts';
import classes from './ListPage.module.css';
import { photoOf } from './photo/photo-of.ts';
import { SyncState } from './SyncState.tsx';
import type { Flaggable } from './use-flag.tsx';

/** A row of a list on a phone. */
export function RowCard({ row, onFlag }: { row: Row; onFlag: (record: Flaggable) => void }) {
  const { t } = useTranslation('frame');
  const isHidden = useSyncHidden(row.kind);
  return (
    <div className={classes.card}>
      <Link to="/records/$id" params={{ id: row.id }} className={classes.cardLink}>
        <Avatar name={row.displayName} kind={row.kind} photo={photoOf(row)} size={38} />
        <span className={classes.cardWords}>
          <span className={`cut ${classes.cardName}`} dir="auto" style={{ display: 'block' }}>
            {row.displayName}
          </span>
          <span className={`cut quiet ${classes.cardSecond}`} style={{ display: 'block' }}>
            {secondLine(row) || t(`kind.${row.kind}`)}
          </span>
        </span>
      </Link>
      {row.sync !== 'none' && <SyncState sync={row.sync} />}
      {!isHidden && <FlagSwitch row={row} onFlag={onFlag} />}
    </div>
  );
}
