import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Answer, call, type Item } from '../../api.ts';
import { Avatar } from '../../components/Avatar.tsx';
import { useProblemWords } from '../../components/ProblemNotice.tsx';
import { ProviderMark, providerName } from '../../components/ProviderMark.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { useFieldWords } from './fields/field-words.ts';
import { photoAt } from './photo/photo-of.ts';
import classes from './RecordPage.module.css';
import { useRecordCache } from './use-save.ts';

type Change = Item<'listChanges'>;
/** Moves of the record as a whole, and what is only kept here, have words of their own and no undo of a value. */
const WHOLE = new Set(['deletedAt', 'created', 'inFile']);
/** What moved other values with it stands by itself, to be taken back by itself; so does what stands nowhere else. */
const ALONE = new Set(['mergedFrom', 'kind', 'inFile']);

function useActor(): (change: Change) => string {
  const { t } = useTranslation('records');
  return ({ actor, userName, accountName, provider }) => {
    if (actor === 'user') return userName ?? t('history.somebody');
    if (actor === 'system') return 'Rubrica';
    if (accountName !== null) return accountName;
    return provider === null
      ? t('history.cardSomewhere')
      : t('history.cardAt', { provider: providerName(provider) });
  };
}

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

function Values({ change, recordId }: { change: Change; recordId: string }) {
  const { t } = useTranslation(['records', 'frame']);
  const { named, shown } = useFieldWords();
  if (change.field === 'deletedAt') return <b>{t(change.after ? 'history.deleted' : 'history.restored')}</b>;
  if (change.field === 'mergedFrom')
    return (
      <>
        <b>{t(change.after ? 'history.merged' : 'history.unmerged')}</b>{' '}
        <span dir="auto">{change.after ?? change.before}</span>
      </>
    );
  if (change.field === 'inFile')
    return (
      <>
        <span className="quiet">{t(change.after ? 'history.inFile' : 'history.outOfFile')}: </span>
        <span dir="auto">{change.after ?? change.before}</span>
      </>
    );
  if (change.field === 'photo') return <Photos recordId={recordId} change={change} />;
  if (change.field === 'kind')
    return <b>{t('history.converted', { kind: t(`frame:kind.${change.after}`) })}</b>;
  const word = (value: string) => shown(change.field, value);
  return (
    <>
      <span className="quiet">{named(change.field)}: </span>
      {change.before && (
        <>
          <span className={classes.before} dir="auto">
            {word(change.before)}
          </span>{' '}
          <span className="quiet" role="img" aria-label={t('history.became')}>
            →
          </span>{' '}
        </>
      )}
      {change.after ? (
        <span dir="auto">{word(change.after)}</span>
      ) : (
        <span className="quiet">{t('history.emptied')}</span>
      )}
    </>
  );
}

/** How many changes of one moment are worth a line each; more of them (a record just made, an import) are one line. */
const FEW = 3;

/** Changes that one act made together. */
function acts(changes: Change[]): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    const [first] = last ?? [];
    const alone = ALONE.has(change.field) || (first && ALONE.has(first.field));
    if (
      last &&
      !alone &&
      first?.at === change.at &&
      first.actor === change.actor &&
      first.userName === change.userName
    )
      last.push(change);
    else groups.push([change]);
  }
  return groups.flatMap((group) => (group.length > FEW ? [group] : group.map((change) => [change])));
}

interface ActProps {
  changes: Change[];
  recordId: string;
  undo: React.ReactNode;
}

function Act({ changes, recordId, undo }: ActProps) {
  const { t } = useTranslation('records');
  const actorOf = useActor();
  const [change] = changes as [Change];
  return (
    <div className={classes.change}>
      {change.actor === 'sync' ? (
        <ProviderMark provider={change.provider} size={20} />
      ) : (
        <Avatar name={change.userName ?? 'R'} size={20} />
      )}
      <div className={classes.changeWords}>
        {changes.length === 1 ? (
          <div>
            <Values change={change} recordId={recordId} />
          </div>
        ) : (
          <details className={classes.many}>
            <summary>
              {t(changes.every(({ before }) => before === null) ? 'history.filled' : 'history.many', {
                count: changes.length,
              })}
            </summary>
            {changes.map((each) => (
              <div key={each.id}>
                <Values change={each} recordId={recordId} />
              </div>
            ))}
          </details>
        )}
        <div className="quiet">
          {actorOf(change)} · <RelativeTime at={change.at} />
        </div>
      </div>
      {undo}
    </div>
  );
}

/** Who or which account changed what, with the way back. */
export function History({ record, readOnly }: { record: Answer<'getRecord'>; readOnly: boolean }) {
  const { t } = useTranslation('records');
  const words = useProblemWords();
  const keep = useRecordCache();
  const params = { id: record.id };
  const history = useInfiniteQuery({
    queryKey: ['listChanges', { params }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(
        'listChanges',
        { params, query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } },
        { signal },
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const undo = useMutation({
    mutationFn: (changeId: string) => call('undoChange', { params: { id: record.id, changeId } }),
    onSuccess: (next) => {
      keep(next);
      notifications.show({ message: t('history.undone') });
    },
    onError: (error) =>
      notifications.show({ color: 'red', title: words(error).title, message: words(error).action }),
  });
  const changes = history.data?.pages.flatMap(({ items }) => items) ?? [];
  if (!changes.length) return null;
  return (
    <section className={`sheet ${classes.panel}`} aria-label={t('history.title')}>
      <h2 className={classes.panelTitle}>{t('history.title')}</h2>
      {acts(changes).map((group) => {
        const [change] = group as [Change];
        const isOver = change.field === 'mergedFrom' && change.after === null;
        const undoable = group.length === 1 && !WHOLE.has(change.field) && !isOver && !readOnly;
        return (
          <Act
            key={change.id}
            changes={group}
            recordId={record.id}
            undo={
              undoable && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  leftSection={<IconArrowBackUp size={14} aria-hidden />}
                  loading={undo.isPending && undo.variables === change.id}
                  onClick={() => undo.mutate(change.id)}
                >
                  {t('history.undo')}
                </Button>
              )
            }
          />
        );
      })}
      {history.hasNextPage && (
        <Button
          fullWidth
          mt={6}
          size="xs"
          variant="default"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t('history.more')}
        </Button>
      )}
    </section>
  );
}
