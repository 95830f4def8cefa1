// Entries of a file, each with what becomes of it and why; opened, with what it holds.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ImportedEntry, PlannedEntry } from '../../../src/http/contract/files.ts';
import { useFieldWords } from '../records/fields/field-words.ts';
import classes from './Imports.module.css';

type Entry = PlannedEntry | ImportedEntry;
const isPlanned = (entry: Entry): entry is PlannedEntry => 'values' in entry;

/** So many values tell who somebody is. */
const TOLD = 4;

export function EntryList({ entries, fileNames }: { entries: Entry[]; fileNames: string[] }) {
  const { t } = useTranslation('files');
  if (entries.length === 0) return <p className="quiet">{t('nothingSuch')}</p>;
  return (
    <ol className={`sheet ${classes.list}`} aria-label={t('account')}>
      {entries.map((entry) => (
        <li key={entry.row} data-entry={entry.row}>
          <EntryRow entry={entry} fileName={fileNames.length > 1 ? fileNames[entry.file] : undefined} />
        </li>
      ))}
    </ol>
  );
}

function EntryRow({ entry, fileName }: { entry: Entry; fileName: string | undefined }) {
  const { t } = useTranslation(['files', 'frame']);
  const words = useFieldWords();
  const told = useEntryWords()(entry);
  const place = [
    t('entry', { row: entry.row }),
    ...(fileName ? [fileName] : []),
    ...(entry.line === null ? [] : [t('line', { line: entry.line })]),
  ].join(' · ');
  const done = isPlanned(entry) ? 'outcomeOne' : 'didOne';
  const values = isPlanned(entry) ? Object.entries(entry.values).filter(([key]) => key !== 'photo') : [];
  const undone = !isPlanned(entry) && entry.undone;
  return (
    <details className={classes.entry}>
      <summary>
        <span className={classes.entryName} dir="auto">
          {entry.name || t('unnamed')}
        </span>
        <span className={classes.entryPlace}>
          {t(`${done}.${entry.outcome}`)}
          {undone && ` · ${t('undone')}`} · {place}
        </span>
        <span className={classes.entryWords} dir="auto">
          {[
            t(`frame:kind.${entry.kind}`),
            ...values
              .map(([, value]) => value)
              .filter((value) => !entry.name.includes(value))
              .slice(0, TOLD),
            ...told,
          ].join(' · ')}
        </span>
      </summary>
      <div className={classes.details}>
        {values.length > 0 && (
          <dl className={classes.facts}>
            {values.map(([key, value]) => (
              <div key={key}>
                <dt>{words.named(key)}</dt>
                <dd dir="auto">{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {entry.rest.length > 0 && (
          <div>
            <b>{t('aside')}</b>
            <dl className={classes.facts}>
              {entry.rest.map(({ what, label, value, reason }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same may stand there twice
                <div key={at}>
                  <dt>{label ? `${what} (${label})` : what}</dt>
                  <dd dir="auto">
                    {value}
                    {reason !== 'no-field' && <span className="quiet"> ({t(`rest.${reason}`)})</span>}
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        )}
        {entry.inactive.length > 0 && (
          <div>{t('inactive', { fields: entry.inactive.map(words.named).join(', ') })}</div>
        )}
        {entry.recordId && (
          <Link to="/records/$id" params={{ id: entry.recordId }} className="link">
            {entry.into?.name ?? entry.name}
          </Link>
        )}
      </div>
    </details>
  );
}

/** Why, into what, and what to look at, in sentences. */
export function useEntryWords() {
  const { t } = useTranslation('files');
  const words = useFieldWords();
  const likeness = (reason: string) => t(`likeness.${reason}`, { defaultValue: reason });
  /** Keys of fields are named as everywhere. */
  const sentence = ({ code, params }: NonNullable<Entry['reason']>): string => {
    const fields = typeof params.fields === 'string' ? params.fields.split(', ').map(words.named) : [];
    return t(`remark.${code}`, { ...params, ...(fields.length > 0 && { fields: fields.join(', ') }) });
  };
  return ({ into, looksLike, reason, warning, ...entry }: Entry): string[] => [
    ...(into
      ? [
          into.row === null
            ? t('into', { name: into.name })
            : t('intoEntry', { name: into.name, row: into.row }),
        ]
      : []),
    ...(reason ? [sentence(reason)] : []),
    ...(looksLike && !reason
      ? [t('looksLike', { name: looksLike.name, reasons: looksLike.reasons.map(likeness).join(', ') })]
      : []),
    ...(warning ? [sentence(warning)] : []),
    ...('kept' in entry && entry.kept ? [t(`kept.${entry.kept}`)] : []),
  ];
}
