import { IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './SignInStep.module.css';

/** Step by step, without a link: a password is typed at addresses one has typed oneself. */
export function AppPasswordHelp() {
  const { t } = useTranslation('accounts');
  return (
    <aside className={classes.help}>
      <h3 className={classes.helpTitle}>
        <IconKey size={16} stroke={1.7} aria-hidden />
        {t('wizard.help.title')}
      </h3>
      <p>{t('wizard.help.why')}</p>
      <ol>
        {(['step1', 'step2', 'step3', 'step4'] as const).map((step) => (
          <li key={step}>{t(`wizard.help.${step}`)}</li>
        ))}
      </ol>
      <p className="quiet">{t('wizard.help.note')}</p>
    </aside>
  );
}
