// Settings → Configurations, for administrators: each kind of account, whether people can connect it, and its client.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { query } from '../../api.ts';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import classes from './ConfigurationsPage.module.css';
import { HoldsTable } from './HoldsTable.tsx';
import { OnlyAdministrators } from './OnlyAdministrators.tsx';
import { ProviderSheet } from './ProviderSheet.tsx';
import { SettingsNav } from './SettingsNav.tsx';

export function ConfigurationsPage() {
  const { t } = useTranslation('configurations');
  const { data, error } = useQuery(query('listProviders'));
  const { data: me } = useQuery(query('getMe'));
  if (me && me.role !== 'administrator')
    return <OnlyAdministrators title={t('title')} text={t('onlyAdministrators.text')} />;
  return (
    <Page title={t('title')} lead={t('lead')} above={<SettingsNav />}>
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
