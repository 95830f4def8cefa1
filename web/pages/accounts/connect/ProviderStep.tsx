// Which kind of account: all there are, those that cannot be connected with the reason and whom to ask.
import { Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Provider } from '../../../../src/http/contract/providers.ts';
import { query } from '../../../api.ts';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { ProviderMark, providerName } from '../../../components/ProviderMark.tsx';
import { Skeletons } from '../../../components/Skeletons.tsx';
import classes from './ProviderStep.module.css';

interface ProviderStepProps {
  value: Provider['id'] | null;
  onChange: (provider: Provider['id']) => void;
}

export function ProviderStep({ value, onChange }: ProviderStepProps) {
  const { t } = useTranslation('accounts');
  const { data, error } = useQuery(query('listProviders'));
  const { data: me } = useQuery(query('getMe'));
  if (!data) return error ? <ProblemNotice problem={error} /> : <Skeletons rows={2} face />;
  const isAdministrator = me?.role === 'administrator';
  // What can be connected comes first.
  const providers = data.items.toSorted((a, b) => Number(b.ready) - Number(a.ready));
  return (
    <>
      <Radio.Group
        value={value}
        onChange={(next) => onChange(next as Provider['id'])}
        aria-labelledby="step-1"
      >
        <div className={classes.providers}>
          {providers.map((provider) => (
            <ProviderCard key={provider.id} provider={provider} isAdministrator={isAdministrator} />
          ))}
        </div>
      </Radio.Group>
      {isAdministrator && providers.some(({ ready }) => !ready) && (
        <p className={classes.setUp}>
          <Link to="/settings/configurations" className="link">
            {t('wizard.setUp')}
          </Link>
        </p>
      )}
    </>
  );
}

function ProviderCard({ provider, isAdministrator }: { provider: Provider; isAdministrator: boolean }) {
  const { t, i18n } = useTranslation('accounts');
  const { t: own } = useTranslation(`providers/${provider.id}`);
  const name = providerName(provider.id);
  const whom = new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(provider.administrators);
  const reason = t(provider.missing === 'not-installed' ? 'wizard.notInstalled' : 'wizard.notReady');
  const ask = isAdministrator || !whom ? '' : ` ${t('wizard.ask', { whom })}`;
  return (
    <Radio.Card value={provider.id} disabled={!provider.ready} className={classes.provider}>
      <span className={classes.mark}>
        <ProviderMark provider={provider.id} size={22} />
      </span>
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        <span className={classes.text}>{provider.ready ? own('about') : `${reason}${ask}`}</span>
      </span>
      {provider.ready && <Radio.Indicator />}
    </Radio.Card>
  );
}
