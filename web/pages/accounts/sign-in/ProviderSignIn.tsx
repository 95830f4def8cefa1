import { useTranslation } from 'react-i18next';
import type { Account } from '../../../../src/http/contract/accounts.ts';
import { providerName } from '../../../components/ProviderMark.tsx';
import classes from '../SettingsTab.module.css';
import { SignInAgain } from './SignInNotice.tsx';

/** In the settings of an account whose password nobody here knows. */
export function ProviderSignIn({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  const name = providerName(account.provider);
  return (
    <section id="sign-in" className={`sheet ${classes.part} ${classes.row}`}>
      <div>
        <h2 className={classes.title}>{t('settings.signIn')}</h2>
        <p className="quiet">{t('settings.signInAtText', { username: account.username, name })}</p>
      </div>
      <SignInAgain account={account} />
    </section>
  );
}
