import { useTranslation } from 'react-i18next';
import classes from './ConfigurationsPage.module.css';

const STEPS = ['step1', 'step2', 'step3', 'step4', 'step5'] as const;

/** Step by step, without a link: a secret is made at addresses one has typed oneself. */
export function RegistrationHelp({ provider, name }: { provider: string; name: string }) {
  const { t } = useTranslation('configurations');
  if (provider !== 'google' && provider !== 'microsoft') return null;
  return (
    <details className={classes.help}>
      <summary>{t('help.title', { name })}</summary>
      <ol>
        {STEPS.map((step) => (
          <li key={step}>{t(`help.${provider}.${step}`)}</li>
        ))}
      </ol>
      <p className="quiet">{t('help.guide')}</p>
    </details>
  );
}
