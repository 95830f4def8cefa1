// One entry of the recordPage: who, when, what, and the way back where there is one.
import { IconDeviceMobile, IconFileImport } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../../components/Avatar.tsx';
import { ProviderMark, providerName } from '../../../components/ProviderMark.tsx';
import { exactTime } from '../../../components/RelativeTime.tsx';
import { regional } from '../../../i18n/region.ts';
import { ChangeWords, DiffWords } from './ChangeWords.tsx';
import { type Change, type Entry, type Group, momentOf } from './entries.ts';
import { Note } from './Note.tsx';
import classes from './Timeline.module.css';

interface TimelineEntryProps {
  group: Group;
  recordId: string;
  readOnly: boolean;
  undo: React.ReactNode;
}

export function TimelineEntry({ group, recordId, readOnly, undo }: TimelineEntryProps) {
  const { t, i18n } = useTranslation('recordPage');
  const who = useWho();
  const at = momentOf(group);
  const time = new Intl.DateTimeFormat(regional(i18n.language), { timeStyle: 'short' }).format(new Date(at));
  return (
    <li className={classes.entry} data-type={group.type}>
      <Sign group={group} />
      <div className={classes.words}>
        {group.type === 'act' && <Act changes={group.changes} recordId={recordId} />}
        {group.type === 'note' && <Note note={group} readOnly={readOnly} />}
        {group.type === 'card' && <Card entry={group} />}
        {group.type === 'flag' && <span>{t(`flag.${group.on ? 'on' : 'off'}.${group.source}`)}</span>}
        {group.type === 'file' && <File entry={group} />}
        <div className={`quiet ${classes.meta}`}>
          {who(group)} ·{' '}
          <time dateTime={at} title={exactTime(at, i18n.language)}>
            {time}
          </time>
          {group.type === 'note' && group.editedAt && (
            <span title={exactTime(group.editedAt, i18n.language)}> · {t('note.edited')}</span>
          )}
        </div>
      </div>
      {undo}
    </li>
  );
}

function Sign({ group }: { group: Group }) {
  if (group.type === 'card') return <ProviderMark provider={group.provider} size={24} />;
  if (group.type === 'act' && group.changes[0].actor === 'sync')
    return <ProviderMark provider={group.changes[0].provider} size={24} />;
  if (group.type === 'flag') return <Round icon={IconDeviceMobile} />;
  if (group.type === 'file') return <Round icon={IconFileImport} />;
  const name = group.type === 'act' ? group.changes[0].userName : group.userName;
  return <Avatar name={name ?? 'R'} size={24} />;
}

function Round({ icon: Icon }: { icon: typeof IconDeviceMobile }) {
  return (
    <span className={classes.sign}>
      <Icon size={15} stroke={1.7} aria-hidden />
    </span>
  );
}

function useWho(): (group: Group) => string {
  const { t } = useTranslation('recordPage');
  return (group) => {
    if (group.type === 'flag') return t('me');
    if (group.type === 'card') return group.accountName;
    if (group.type !== 'act') return group.userName;
    const { actor, userName, accountName, provider } = group.changes[0];
    if (actor === 'user') return userName ?? t('somebody');
    if (actor === 'system') return 'Rubrica';
    if (accountName !== null) return accountName;
    return provider === null ? t('cardSomewhere') : t('cardAt', { provider: providerName(provider) });
  };
}

function Act({ changes, recordId }: { changes: [Change, ...Change[]]; recordId: string }) {
  const { t } = useTranslation('recordPage');
  const [change] = changes;
  if (changes.length === 1) return <ChangeWords change={change} recordId={recordId} />;
  return (
    <details className={classes.many}>
      <summary>
        {t(changes.every(({ before }) => before === null) ? 'filled' : 'many', { count: changes.length })}
      </summary>
      {changes.map((each) => (
        <div key={each.id}>
          <ChangeWords change={each} recordId={recordId} />
        </div>
      ))}
    </details>
  );
}

function Card({ entry }: { entry: Extract<Entry, { type: 'card' }> }) {
  const { t } = useTranslation(['recordPage', 'plans']);
  const { action, outcome, diff, accountId, runId } = entry;
  const words = (
    <Link to="/accounts/$id/plan/$runId" params={{ id: accountId, runId }} className="link">
      {t(`plans:did.${action}`)}
    </Link>
  );
  const ended = outcome !== 'done' && <span className="quiet"> · {t(`plans:outcome.${outcome}`)}</span>;
  if (diff.length === 0)
    return (
      <span>
        {words}
        {ended}
      </span>
    );
  return (
    <>
      <span>
        {words}
        {ended}
      </span>
      <details className={classes.many} open={diff.length === 1 || undefined}>
        <summary>{t('sent', { count: diff.length })}</summary>
        {diff.map((each) => (
          <div key={each.field}>
            <DiffWords {...each} />
          </div>
        ))}
      </details>
    </>
  );
}

function File({ entry: { fileNames, outcome, undone } }: { entry: Extract<Entry, { type: 'file' }> }) {
  const { t } = useTranslation('recordPage');
  return (
    <span>
      {t(`file.${outcome}`)}
      {fileNames && <span dir="auto"> {fileNames.join(', ')}</span>}
      {undone && <span className="quiet"> · {t('file.undone')}</span>}
    </span>
  );
}
