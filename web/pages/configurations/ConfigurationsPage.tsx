// Settings → Configurations, for administrators: each kind of account, whether people can connect it, and its client.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { query } from '../../api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import classes from './ConfigurationsPage.module.css';
import { HoldsTable } from './HoldsTable.tsx';
import { ProviderSheet } from './ProviderSheet.tsx';

export function ConfigurationsPage() {
  const { t } = useTranslation('configurations');
  const { data, error } = useQuery(query('listProviders'));
  const { data: me } = useQuery(query('getMe'));
  if (me && me.role !== 'administrator') return <OnlyAdministrators />;
  return (
    <Page title={t('title')} lead={t('lead')} above={<span className="quiet">{t('settings')}</span>}>
      {error && <ProblemNotice problem={error} />}
      {!data && !error && <Skeletons rows={4} face />}
      <div className={classes.list}>
        {data?.items.map((provider) => (
          <ProviderSheet key={provider.id} provider={provider} />
        ))}
        {data && <HoldsTable providers={data.items} />}
      </div>
    </Page>
  );
}

function OnlyAdministrators() {
  const { t } = useTranslation('configurations');
  return (
    <Page title={t('title')}>
      <EmptyState
        title={t('onlyAdministrators.title')}
        action={
          <Button component={Link} to="/accounts">
            {t('onlyAdministrators.back')}
          </Button>
        }
      >
        {t('onlyAdministrators.text')}
      </EmptyState>
    </Page>
  );
}
