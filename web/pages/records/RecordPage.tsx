// One company, contact or lead: its fields and its people, beside them the phones, and all that happened to it.
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { companyField, roleOf } from '../../../src/fields/catalogue.ts';
import { type Answer, call, isMissing, query } from '../../api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import pageClasses from '../../components/Page.module.css';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { LackingNotice } from '../access/LackingNotice.tsx';
import { useMay } from '../access/use-may.ts';
import { ConflictNotice } from '../conflicts/ConflictNotice.tsx';
import { RecordLabels } from '../lists/RecordLabels.tsx';
import { WhyPanel } from '../plans/WhyPanel.tsx';
import { About } from './About.tsx';
import { Sections } from './fields/Sections.tsx';
import { useFields } from './fields/use-fields.ts';
import { PATHS } from './kinds.ts';
import { DuplicateNotice } from './merge/DuplicateNotice.tsx';
import { RecordMenu } from './merge/RecordMenu.tsx';
import { People } from './People.tsx';
import { RecordPhoto } from './photo/RecordPhoto.tsx';
import classes from './RecordPage.module.css';
import { SyncPanel } from './SyncPanel.tsx';
import { Timeline } from './timeline/Timeline.tsx';
import { useGathered } from './use-gathered.ts';
import { useRecordCache } from './use-save.ts';

type RecordView = Answer<'getRecord'>;

function Title({ record }: { record: RecordView }) {
  const { t } = useTranslation(['records', 'frame']);
  const { kind, companyId, companyName, values } = record;
  const role = roleOf(kind, values);
  const written = values[companyField(kind)];
  return (
    <div className={classes.titleWords}>
      <h1 dir="auto">{record.displayName}</h1>
      <div className={classes.under}>
        <span>{t(`frame:kind.${kind}`)}</span>
        {role && <span dir="auto">{role}</span>}
        {companyId ? (
          <Link to="/records/$id" params={{ id: companyId }} className="link" dir="auto">
            {companyName}
          </Link>
        ) : (
          kind !== 'company' && written && <span dir="auto">{written}</span>
        )}
      </div>
      <RecordLabels record={record} />
    </div>
  );
}

function Trashed({ record }: { record: RecordView }) {
  const { t } = useTranslation(['records', 'merge']);
  const keep = useRecordCache();
  const mayEdit = useMay('records.edit');
  const queryClient = useQueryClient();
  const restore = useMutation({
    mutationFn: () => call('restoreRecord', { params: { id: record.id } }),
    onSuccess: (restored) => {
      keep(restored);
      // The record it was merged into changes with it.
      if (record.mergedInto) void queryClient.invalidateQueries({ queryKey: ['getRecord'] });
    },
  });
  return (
    <>
      <div className={classes.trashed}>
        {record.mergedInto ? (
          <span>
            {t('merge:into')}{' '}
            <Link to="/records/$id" params={{ id: record.mergedInto.id }} className="link" dir="auto">
              {record.mergedInto.displayName}
            </Link>
          </span>
        ) : (
          <span>{t('trash.here')}</span>
        )}
        <Button
          size="xs"
          variant="default"
          disabled={!mayEdit}
          loading={restore.isPending}
          onClick={() => restore.mutate()}
        >
          {t('trash.restore')}
        </Button>
      </div>
      {restore.error && <ProblemNotice problem={restore.error} />}
    </>
  );
}

function MissingRecord() {
  const { t } = useTranslation('records');
  return (
    <Page title={t('missing.title')}>
      <EmptyState
        title={t('missing.what')}
        action={
          <>
            <Button component={Link} to="/contacts">
              {t('list.contact')}
            </Button>{' '}
            <Button variant="default" component={Link} to="/trash">
              {t('trash.title')}
            </Button>
          </>
        }
      >
        {t('missing.words')}
      </EmptyState>
    </Page>
  );
}

export function RecordPage() {
  const { t } = useTranslation(['records', 'plans', 'conflicts']);
  const { id } = useParams({ from: '/inside/records/$id' });
  const { data: record, error } = useQuery(query('getRecord', { params: { id } }));
  const fields = useFields(record?.kind);
  const isGathered = useGathered(id, record);
  const mayEdit = useMay('records.edit');
  const name = record?.displayName;
  useEffect(() => {
    if (name) document.title = `${name} · Rubrica`;
  }, [name]);
  if (isMissing(error) && !record) return <MissingRecord />;
  if (error && !record)
    return (
      <div className={`${pageClasses.page} ${pageClasses.reading}`}>
        <ProblemNotice problem={error} />
      </div>
    );
  if (!record || !fields || !isGathered) return <Skeletons rows={8} face />;
  const isTrashed = record.deletedAt !== null;
  const readOnly = isTrashed || !mayEdit;
  return (
    // Another record is another page: nothing half edited is carried over.
    <div className={`${pageClasses.page} ${classes.page}`} key={record.id}>
      <Link to={isTrashed ? '/trash' : PATHS[record.kind]} className={classes.back}>
        <IconArrowLeft size={15} stroke={1.8} aria-hidden />
        {isTrashed ? t('trash.title') : t(`list.${record.kind}`)}
      </Link>
      {isTrashed && <Trashed record={record} />}
      {!isTrashed && <LackingNotice permission={mayEdit ? 'records.delete' : 'records.edit'} />}
      <div className={classes.title}>
        <RecordPhoto record={record} readOnly={readOnly} />
        <Title record={record} />
        {!isTrashed && <RecordMenu record={record} />}
      </div>
      <ConflictNotice recordId={record.id} />
      {!readOnly && <DuplicateNotice record={record} />}
      <div className={classes.columns}>
        <div className={classes.main}>
          <div className="sheet">
            <Sections record={record} fields={fields} readOnly={readOnly} />
          </div>
          <People record={record} company={record.companyName ?? ''} />
        </div>
        <div className={classes.rail}>
          <SyncPanel record={record} />
          <WhyPanel recordId={record.id} recordName={record.displayName} kind={record.kind} />
          <About record={record} />
        </div>
        <div className={classes.stream}>
          <Timeline record={record} readOnly={readOnly} />
        </div>
      </div>
    </div>
  );
}
