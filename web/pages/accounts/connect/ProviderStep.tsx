// Which kind of account: all there are, those that cannot be connected with the reason and whom to ask.
import { Button, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Provider } from '../../../../src/http/contract/providers.ts';
import { query } from '../../../api.ts';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { ProviderMark, providerName } from '../../../components/ProviderMark.tsx';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import { useRequest } from '../../access/use-request.ts';
import classes from './ProviderStep.module.css';

interface ProviderStepProps {
  value: Provider['id'] | null;
  onChange: (provider: Provider['id']) => void;
}

export function ProviderStep({ value, onChange }: ProviderStepProps) {
  const { t } = useTranslation('accounts');
  const { data, error } = useQuery(query('listProviders'));
  const { data: me } = useQuery(query('getMe'));
  if (!data) return error && <ProblemNotice problem={error} />;
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
  const reason = provider.missing ? t(`wizard.unready.${provider.missing}`) : '';
  const ask = isAdministrator || !whom ? '' : ` ${t('wizard.ask', { whom })}`;
  return (
    <div className={classes.choice}>
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
      {!provider.ready && !isAdministrator && <AskForIt provider={provider.id} name={name} />}
    </div>
  );
}

/** Administrators find it among the requests; whoever asked is told once it can be connected. */
function AskForIt({ provider, name }: { provider: Provider['id']; name: string }) {
  const { t } = useTranslation('access');
  const { last, ask } = useRequest(`provider.${provider}`);
  if (last?.state === 'open')
    return (
      <p className={classes.asked} role="status">
        {t('request.open')} <RelativeTime at={last.createdAt} />
      </p>
    );
  return (
    <div className={classes.asked}>
      <Button size="xs" variant="light" loading={ask.isPending} onClick={() => ask.mutate()}>
        {t('askFor', { name })}
      </Button>
      {ask.error && <ProblemNotice problem={ask.error} />}
    </div>
  );
}
