import { Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { query } from '../../../api.ts';
import { ProviderMark, useProviderName } from '../../../components/ProviderMark.tsx';
import classes from './ProviderStep.module.css';
import type { ConnectableProvider } from './sign-in.ts';

const CONNECTABLE: ConnectableProvider[] = ['icloud', 'carddav'];
/** Known, but without a connector on this server. */
const NOT_INSTALLED = ['google', 'microsoft'] as const;

interface ProviderStepProps {
  value: ConnectableProvider | null;
  onChange: (provider: ConnectableProvider) => void;
}

export function ProviderStep({ value, onChange }: ProviderStepProps) {
  const { t } = useTranslation('accounts');
  const name = useProviderName();
  const { data: me } = useQuery(query('getMe'));
  const whom = me?.role === 'administrator' ? t('wizard.notInstalledAdmin') : t('wizard.notInstalled');
  return (
    <Radio.Group
      value={value}
      onChange={(next) => onChange(next as ConnectableProvider)}
      aria-labelledby="step-1"
    >
      <div className={classes.providers}>
        {[...CONNECTABLE, ...NOT_INSTALLED].map((provider) => {
          const isInstalled = CONNECTABLE.includes(provider as ConnectableProvider);
          return (
            <Radio.Card key={provider} value={provider} disabled={!isInstalled} className={classes.provider}>
              <span className={classes.mark}>
                <ProviderMark provider={provider} size={22} />
              </span>
              <span className={classes.words}>
                <span className={classes.name}>{name(provider)}</span>
                <span className={classes.text}>{isInstalled ? t(`wizard.${provider}Text`) : whom}</span>
              </span>
              {isInstalled && <Radio.Indicator />}
            </Radio.Card>
          );
        })}
      </div>
    </Radio.Group>
  );
}
