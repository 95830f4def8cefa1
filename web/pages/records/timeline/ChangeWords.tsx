// What one change of a record says: from what to what.
import { useTranslation } from 'react-i18next';
import { useFieldWords } from '../fields/field-words.ts';
import { photoAt } from '../photo/photo-of.ts';
import type { Change } from './entries.ts';
import classes from './Timeline.module.css';

function Picture({ recordId, photoId, alt }: { recordId: string; photoId: string; alt: string }) {
  return <img className={classes.picture} src={photoAt(recordId, photoId)} alt={alt} />;
}

function Photos({ recordId, change: { before, after } }: { recordId: string; change: Change }) {
  const { t } = useTranslation('records');
  const word = before === null ? 'photo.added' : after === null ? 'photo.removed' : 'photo.changed';
  return (
    <>
      <b>{t(word)}</b>
      <div className={classes.pictures}>
        {before && <Picture recordId={recordId} photoId={before} alt={t('photo.before')} />}
        {before && after && (
          <span className="quiet" aria-hidden>
            →
          </span>
        )}
        {after && <Picture recordId={recordId} photoId={after} alt={t('photo.after')} />}
      </div>
    </>
  );
}

export function ChangeWords({ change, recordId }: { change: Change; recordId: string }) {
  const { t } = useTranslation(['recordPage', 'frame']);
  if (change.field === 'deletedAt') return <b>{t(change.after ? 'deleted' : 'restored')}</b>;
  if (change.field === 'mergedFrom')
    return (
      <>
        <b>{t(change.after ? 'merged' : 'unmerged')}</b>{' '}
        <span dir="auto">{change.after ?? change.before}</span>
      </>
    );
  if (change.field === 'inFile')
    return (
      <>
        <span className="quiet">{t(change.after ? 'inFile' : 'outOfFile')}: </span>
        <span dir="auto">{change.after ?? change.before}</span>
      </>
    );
  if (change.field === 'photo') return <Photos recordId={recordId} change={change} />;
  if (change.field === 'kind') return <b>{t('converted', { kind: t(`frame:kind.${change.after}`) })}</b>;
  return <DiffWords {...change} />;
}

/** A field's value before and after. */
export function DiffWords({
  field,
  before,
  after,
}: {
  field: string;
  before: string | null;
  after: string | null;
}) {
  const { t } = useTranslation('recordPage');
  const { named, shown } = useFieldWords();
  return (
    <>
      <span className="quiet">{named(field)}: </span>
      {before && (
        <>
          <span className={classes.before} dir="auto">
            {shown(field, before)}
          </span>{' '}
          <span className="quiet" role="img" aria-label={t('became')}>
            →
          </span>{' '}
        </>
      )}
      {after ? <span dir="auto">{shown(field, after)}</span> : <span className="quiet">{t('emptied')}</span>}
    </>
  );
}
