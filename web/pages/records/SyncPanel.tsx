// The record and the phone: the caller's own flag, where a card stands and how fresh it is, and what else is on it.
import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDate } from '../../../src/contact/properties/table.ts';
import { type Answer, query } from '../../api.ts';
import { Help } from '../../components/help/Help.tsx';
import { ProviderMark } from '../../components/ProviderMark.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { usePlaceWords } from '../../components/use-place-words.ts';
import { useMay } from '../access/use-may.ts';
import { HiddenSync } from '../layout/HiddenSync.tsx';
import { LossWords } from '../plans/LossWords.tsx';
import { RefusalWords } from '../plans/RefusalWords.tsx';
import { shownDate } from './dates.ts';
import { useSyncHidden } from './fields/use-fields.ts';
import classes from './RecordPage.module.css';
import { SyncState } from './SyncState.tsx';
import { isMappable } from './sync/give-field.ts';
import { useFlag } from './use-flag.tsx';

type RecordView = Answer<'getRecord'>;
type CardLink = RecordView['links'][number];

const GiveField = lazy(() => import('./sync/GiveField.tsx'));

function AlsoOnCard({ record, link }: { record: RecordView; link: CardLink }) {
  const { t, i18n } = useTranslation('records');
  const wordFor = usePlaceWords();
  const mayEdit = useMay('records.edit') && record.deletedAt === null;
  const [giving, setGiving] = useState<CardLink['alsoOnCard'][number] | null>(null);
  if (!link.alsoOnCard.length) return null;
  return (
    <div className={classes.also}>
      {t('also.title')}
      <dl>
        {link.alsoOnCard.map((loose) => {
          const { property, label, value } = loose;
          return (
            <div key={`${property} ${label} ${value}`} style={{ display: 'contents' }}>
              <dt>{wordFor(property, label)}</dt>
              <dd>
                <span dir="auto">
                  {isDate(property) || property === 'event' ? shownDate(value, i18n.language) : value}
                </span>
                {mayEdit && isMappable(loose) && (
                  <button
                    type="button"
                    className={classes.give}
                    aria-label={`${t('also.map')} ${value}`}
                    onClick={() => setGiving(loose)}
                  >
                    {t('also.map')}
                  </button>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      {giving && (
        <Suspense>
          <GiveField
            record={record}
            accountId={link.accountId}
            loose={giving}
            onClose={() => setGiving(null)}
          />
        </Suspense>
      )}
    </div>
  );
}

function CardState({ record, link }: { record: RecordView; link: CardLink }) {
  const { t } = useTranslation(['records', 'recordPage']);
  // What waits for a colleague's card goes on by itself.
  const waitsForPerson = link.reason !== 'beside' && (link.state === 'held' || link.reason);
  const sync = waitsForPerson ? 'attention' : link.pending || link.state !== 'active' ? 'pending' : 'in-step';
  return (
    <div className={classes.link}>
      <ProviderMark provider={link.provider} size={20} />
      <div className={classes.linkWords}>
        <Link
          to="/accounts/$id/{-$tab}"
          params={{ id: link.accountId }}
          className={`${classes.linkName} cut`}
        >
          {link.accountName}
        </Link>
        <div className={classes.small}>
          {sync === 'in-step' && link.lastSyncedAt ? (
            <>
              <SyncState sync="in-step" words /> <span className="quiet">· </span>
              <span className="quiet">
                <RelativeTime at={link.lastSyncedAt} />
              </span>
            </>
          ) : link.reason === 'out-of-scope' ? (
            <Link
              to="/accounts/$id/{-$tab}"
              params={{ id: link.accountId, tab: 'groups' }}
              className={classes.chip}
            >
              {t('outOfScope')}
            </Link>
          ) : sync === 'attention' ? (
            <SyncState sync="attention" words />
          ) : (
            <span className="quiet">{t(`cardState.${link.state}`, { defaultValue: t('sync.pending') })}</span>
          )}
        </div>
        {link.cardName && (
          <div className={`${classes.small} quiet`}>{t('cardName', { name: link.cardName })}</div>
        )}
        {link.groups.length > 0 && (
          <ul className={classes.groups} aria-label={t('recordPage:groups')}>
            {link.groups.map((name) => (
              <li key={name} dir="auto">
                {name}
              </li>
            ))}
          </ul>
        )}
        {link.reason && (
          <div className={classes.small}>
            {t(`reason.${link.reason}`)}
            {link.detail && link.reason === 'refused' && <RefusalWords reason={link.detail} />}
            <LossWords loss={link.detail} />
          </div>
        )}
        <AlsoOnCard record={record} link={link} />
      </div>
    </div>
  );
}

export function SyncPanel({ record }: { record: RecordView }) {
  const { t } = useTranslation('records');
  const flag = useFlag();
  const isHidden = useSyncHidden(record.kind);
  const { data: accounts } = useQuery(query('listAccounts', { query: {} }));
  const others = record.flaggedByOthers;
  return (
    <section className={`sheet ${classes.panel}`} aria-label={t('syncMobile')}>
      {isHidden ? (
        <h2 className={classes.panelTitle}>{t('syncMobile')}</h2>
      ) : (
        <Switch
          label={t('syncMobile')}
          labelPosition="left"
          styles={{ body: { justifyContent: 'space-between' }, label: { fontWeight: 600, fontSize: 14 } }}
          checked={record.flagged}
          disabled={record.deletedAt !== null || flag.pendingId === record.id}
          onChange={() => flag.ask({ ...record, hasCards: record.links.length > 0 })}
        />
      )}
      <div className={`quiet ${classes.small} ${classes.whose}`}>
        {t(record.flagged ? 'onMe' : 'offMe')}
        {others > 0 && `; ${t('onOthers', { count: others })}`}
        <Help topic="sync-mobile" />
      </div>
      <HiddenSync kind={record.kind} />
      {record.flagged && accounts?.items.length === 0 && (
        <div className={classes.small} style={{ marginTop: 8 }}>
          {t('noAccount')}{' '}
          <Link to="/accounts/new" className="link">
            {t('connect')}
          </Link>
        </div>
      )}
      {record.links.map((link) => (
        <CardState key={link.accountId} record={record} link={link} />
      ))}
      {flag.dialog}
    </section>
  );
}
