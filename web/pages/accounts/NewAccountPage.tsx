// New sync account: four quiet steps on one page. No step asks what the program can find out.
import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowRight, IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api.ts';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useProviderName } from '../../components/ProviderMark.tsx';
import { FoundStep } from './connect/FoundStep.tsx';
import { ProviderStep } from './connect/ProviderStep.tsx';
import { SignInStep } from './connect/SignInStep.tsx';
import { Step } from './connect/Step.tsx';
import { type ConnectableProvider, credentialsOf, type SignIn } from './connect/sign-in.ts';
import { useConnectionTest } from './connect/use-connection-test.ts';
import classes from './NewAccountPage.module.css';
import { DirectionChoice, IntervalChoice, KindChoice } from './SettingChoices.tsx';

const DEFAULTS = { direction: 'both', defaultKind: 'contact', intervalMinutes: 5 } as const;

type Wishes = {
  name: string | null;
  direction: 'both' | 'in' | 'out';
  defaultKind: 'company' | 'contact' | 'lead';
  intervalMinutes: number;
};

export function NewAccountPage() {
  const { t } = useTranslation('accounts');
  const providerName = useProviderName();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [provider, setProvider] = useState<ConnectableProvider | null>(null);
  const [signIn, setSignIn] = useState<SignIn>({ provider: 'icloud', username: '', password: '', url: '' });
  const [wishes, setWishes] = useState<Wishes>({ name: null, ...DEFAULTS });
  const test = useConnectionTest();
  const found = test.found && !test.found.connectedAs ? test.found : undefined;
  const name = wishes.name ?? suggestedName(provider ? providerName(provider) : '', signIn);

  const choose = (next: ConnectableProvider) => {
    setProvider(next);
    setSignIn((before) => ({ ...before, provider: next, password: '' }));
    test.forget();
  };
  const edit = (next: SignIn) => {
    setSignIn(next);
    test.forget();
  };
  const start = useMutation({
    mutationFn: () => {
      const { name: _, ...settings } = wishes;
      return call('createAccount', {
        body: { ...credentialsOf(signIn), ...(name.trim() ? { name: name.trim() } : {}), settings },
      });
    },
    onSuccess: (account) => {
      if ('authorizationUrl' in account) return window.location.assign(account.authorizationUrl);
      void queryClient.invalidateQueries({ queryKey: ['listAccounts'] });
      notifications.show({ message: t('wizard.connected', { name: account.name }) });
      return navigate({ to: '/accounts/$id/{-$tab}', params: { id: account.id, tab: 'queue' } });
    },
  });
  return (
    <Page
      title={t('wizard.title')}
      above={
        <Link to="/accounts" className="link">
          {t('wizard.back')}
        </Link>
      }
    >
      <div className={classes.steps}>
        <Step number={1} title={t('wizard.provider')} done={provider !== null}>
          <ProviderStep value={provider} onChange={choose} />
        </Step>
        <Step
          number={2}
          title={t('wizard.signIn')}
          done={test.found !== undefined}
          waits={provider === null ? t('wizard.signInWait') : undefined}
        >
          <SignInStep
            key={provider}
            value={signIn}
            onChange={edit}
            onTest={test.ask}
            isTesting={test.isTesting}
            problem={test.problem}
            isFound={test.found !== undefined}
          />
        </Step>
        <Step
          number={3}
          title={t('wizard.found')}
          done={found !== undefined}
          waits={test.found ? undefined : t('wizard.foundWait')}
        >
          {test.found && <FoundStep found={test.found} />}
        </Step>
        <Step number={4} title={t('wizard.wishes')} waits={found ? undefined : t('wizard.wishesWait')}>
          <div className={classes.wishes}>
            <DirectionChoice
              value={wishes.direction}
              onChange={(direction) => setWishes({ ...wishes, direction })}
            />
            <div className={classes.pair}>
              <KindChoice
                value={wishes.defaultKind}
                onChange={(defaultKind) => setWishes({ ...wishes, defaultKind })}
              />
              <IntervalChoice
                value={wishes.intervalMinutes}
                onChange={(intervalMinutes) => setWishes({ ...wishes, intervalMinutes })}
              />
            </div>
            <TextInput
              label={t('wizard.name')}
              maxLength={200}
              value={name}
              onChange={(event) => setWishes({ ...wishes, name: event.currentTarget.value })}
            />
            {start.error && <ProblemNotice problem={start.error} />}
            <div className={classes.start}>
              <Button
                size="md"
                fz="md"
                rightSection={<IconArrowRight size={17} stroke={1.8} aria-hidden />}
                loading={start.isPending}
                onClick={() => start.mutate()}
              >
                {t('wizard.start')}
              </Button>
              <p className={classes.note}>
                <IconShieldCheck size={18} stroke={1.6} aria-hidden />
                {t('wizard.startNote')}
              </p>
            </div>
          </div>
        </Step>
      </div>
    </Page>
  );
}

/** “iCloud”; for other servers the host says more than the standard's name. */
function suggestedName(provider: string, { provider: id, url, username }: SignIn): string {
  if (id === 'icloud') return provider;
  const host = /^(?:[a-z]+:\/\/)?([^/:?#]+)/i.exec(url.trim())?.[1] ?? username.split('@')[1];
  return host?.trim() || provider;
}
