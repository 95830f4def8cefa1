// About signing in at the provider, on the account's own page: that it came to nothing, or that it will end by itself.
import { Button } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../../src/http/contract/accounts.ts';
import type { OAuthProviderId } from '../../../../src/providers/manifests.ts';
import { NamedProblem } from '../../../components/NamedProblem.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { providerName } from '../../../components/ProviderMark.tsx';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import { signsInElsewhere } from '../connect/sign-in.ts';
import classes from './SignInNotice.module.css';
import { useArrival } from './use-arrival.ts';
import { useConnect, useSignInAgain } from './use-leave.ts';

function useOwnArrival({ name }: Account) {
  const { t } = useTranslation('accounts');
  return useArrival((signedIn) => t(signedIn === 'new' ? 'wizard.connected' : 'signedInAgain', { name }));
}

/** Where there is no room for notices. */
export function Welcome({ account }: { account: Account }) {
  useOwnArrival(account);
  return null;
}

export function SignInNotice({ account }: { account: Account }) {
  const { problem } = useOwnArrival(account);
  return (
    <>
      {problem && (
        <NamedProblem code={problem}>
          {account.state !== 'sign-in-needed' && <SignInAgain account={account} />}
          {problem === 'other-account' && <ConnectOther account={account} />}
        </NamedProblem>
      )}
      {account.signInEndsAt && account.state !== 'sign-in-needed' && (
        <EndsNotice account={account} at={account.signInEndsAt} />
      )}
    </>
  );
}

/** Leaves for the provider's pages; links and everything else of the account stay. */
export function SignInAgain({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  const again = useSignInAgain(account.id);
  return (
    <>
      <Button size="xs" variant="default" loading={again.isPending} onClick={() => again.mutate()}>
        {t('signInAgain')}
      </Button>
      {again.error && <ProblemNotice problem={again.error} />}
    </>
  );
}

function ConnectOther({ account: { provider } }: { account: Account }) {
  const { t } = useTranslation('accounts');
  if (!signsInElsewhere(provider)) return null;
  return <ConnectAs provider={provider} label={t('connectOther')} />;
}

function ConnectAs({ provider, label }: { provider: OAuthProviderId; label: string }) {
  const connect = useConnect(provider);
  return (
    <>
      <Button size="xs" variant="default" loading={connect.isPending} onClick={() => connect.mutate({})}>
        {label}
      </Button>
      {connect.error && <ProblemNotice problem={connect.error} />}
    </>
  );
}

/** An application in Testing gives sign-ins of seven days. */
function EndsNotice({ account, at }: { account: Account; at: string }) {
  const { t } = useTranslation('accounts');
  const name = providerName(account.provider);
  return (
    <section className={classes.ends} aria-label={t('ends.label')}>
      <IconClockExclamation size={18} stroke={1.7} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <div className={classes.title}>
          {t('ends.title')} <RelativeTime at={at} />
        </div>
        <div>{t('ends.text', { name })}</div>
        <div className={classes.actions}>
          <SignInAgain account={account} />
        </div>
      </div>
    </section>
  );
}
