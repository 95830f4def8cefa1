import { useTranslation } from 'react-i18next';
import { findManifest } from '../../../src/providers/manifests.ts';
import classes from './ConfigurationsPage.module.css';

/** Step by step, without a link: a secret is made at addresses one has typed oneself. */
export function RegistrationHelp({ provider, name }: { provider: string; name: string }) {
  const { t } = useTranslation('configurations');
  const { t: own } = useTranslation(`providers/${provider}`);
  return (
    <details className={classes.help}>
      <summary>{t('help.title', { name })}</summary>
      <ol>
        {(own('registration', { returnObjects: true }) as string[]).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="quiet">{t('help.guide', { page: `docs/providers/${findManifest(provider)?.guide}` })}</p>
    </details>
  );
}
