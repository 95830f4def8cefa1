import { Button, PasswordInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import type { PasswordProviderId } from '../../../src/providers/manifests.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { passwordFor } from './connect/sign-in.ts';
import classes from './SettingsTab.module.css';
import { useSaveAccount } from './use-save-account.ts';

/** The server tests the new password before the old one is replaced. */
export function NewPassword({ account, provider }: { account: Account; provider: PasswordProviderId }) {
  const { t } = useTranslation('accounts');
  const { t: own } = useTranslation(`providers/${provider}`);
  const save = useSaveAccount(account);
  const [password, setPassword] = useState('');
  const section = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (window.location.hash !== '#sign-in') return;
    section.current?.scrollIntoView({ block: 'center' });
    field.current?.focus({ preventScroll: true });
  }, []);
  const submit = () =>
    save.mutate(
      { password: passwordFor(provider, password) },
      {
        onSuccess: () => {
          setPassword('');
          notifications.show({ message: t('settings.passwordReplaced') });
        },
      },
    );
  return (
    <section id="sign-in" ref={section} className={`sheet ${classes.part}`}>
      <div>
        <h2 className={classes.title}>{t('settings.signIn')}</h2>
        <p className="quiet">{t('settings.signInText', { username: account.username })}</p>
      </div>
      <form
        className={classes.password}
        onSubmit={(event) => {
          event.preventDefault();
          if (password) submit();
        }}
      >
        <PasswordInput
          ref={field}
          aria-label={own('newPassword')}
          placeholder={own('newPassword')}
          autoComplete="off"
          maxLength={1000}
          visibilityToggleButtonProps={{ 'aria-label': t('wizard.showPassword') }}
          value={password}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
            save.reset();
          }}
        />
        <Button type="submit" variant="default" disabled={!password} loading={save.isPending}>
          {t('settings.replacePassword')}
        </Button>
      </form>
      {save.error && <ProblemNotice problem={save.error} />}
    </section>
  );
}
