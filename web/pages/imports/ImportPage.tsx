// One import: looked at and chosen, under way, or over with its account.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isMissing, query } from '../../api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { ImportAccount } from './ImportAccount.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { useFileNames } from './ImportsPage.tsx';
import { LookAtFile } from './LookAtFile.tsx';

export function ImportPage() {
  const { t } = useTranslation('files');
  const { id } = useParams({ from: '/inside/imports/$id' });
  const { data: found, error } = useQuery(query('getImport', { params: { id } }));
  const names = useFileNames();
  const back = (
    <Link to="/imports" className="link">
      {t('back')}
    </Link>
  );
  if (isMissing(error))
    return (
      <Page title={t('missing.title')} width="reading">
        <EmptyState title={t('missing.title')} action={back}>
          {t('missing.words')}
        </EmptyState>
      </Page>
    );
  return (
    <Page title={found ? names(found) : t('title')} above={back} width="reading">
      {error ? (
        <ProblemNotice problem={error} />
      ) : !found ? (
        <Skeletons rows={6} />
      ) : found.state === 'ready' ? (
        <LookAtFile found={found} />
      ) : found.state === 'queued' || found.state === 'running' ? (
        <ImportProgress found={found} />
      ) : (
        <ImportAccount found={found} />
      )}
    </Page>
  );
}
