// Steps 2 to 4 for an address book one signs in to with a password: it is tested here, and what is there is shown first.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowRight, IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formOf, type PasswordProviderId } from '../../../../src/providers/manifests.ts';
import { call } from '../../../api.ts';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { providerName } from '../../../components/ProviderMark.tsx';
import { ScopeChoice } from '../groups/ScopeChoice.tsx';
import { ALL_CARDS } from '../groups/scope.ts';
import { FoundStep } from './FoundStep.tsx';
import { SignInStep } from './SignInStep.tsx';
import { Step } from './Step.tsx';
import { credentialsOf, type SignIn } from './sign-in.ts';
import { useConnectionTest } from './use-connection-test.ts';
import classes from './Wishes.module.css';
import { DEFAULT_WISHES, Wishes, wishesBody } from './Wishes.tsx';

export function PasswordSteps({ provider }: { provider: PasswordProviderId }) {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [signIn, setSignIn] = useState<SignIn>({ provider, username: '', password: '', url: '' });
  const [wishes, setWishes] = useState(DEFAULT_WISHES);
  const [scope, setScope] = useState(ALL_CARDS);
  const test = useConnectionTest();
  const found = test.found && !test.found.connectedAs ? test.found : undefined;
  const groups = (found?.groups ?? []).flatMap(({ id, ...group }) => (id === null ? [] : [{ ...group, id }]));
  const suggestedName = nameFor(signIn);
  const start = useMutation({
    mutationFn: () => {
      const { settings, ...named } = wishesBody(wishes, suggestedName);
      return call('createAccount', {
        body: { ...credentialsOf(signIn), ...named, settings: { ...settings, scope } },
      });
    },
    onSuccess: (account) => {
      if ('authorizationUrl' in account) return;
      void queryClient.invalidateQueries({ queryKey: ['listAccounts'] });
      notifications.show({ message: t('wizard.connected', { name: account.name }) });
      return navigate({ to: '/accounts/$id/{-$tab}', params: { id: account.id, tab: 'queue' } });
    },
  });
  const edit = (next: SignIn) => {
    setSignIn(next);
    setScope(ALL_CARDS);
    test.forget();
  };
  return (
    <>
      <Step number={2} title={t('wizard.signIn')} done={test.found !== undefined}>
        <SignInStep
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
        {test.found && <FoundStep found={test.found} username={signIn.username} />}
      </Step>
      <Step number={4} title={t('wizard.wishes')} waits={found ? undefined : t('wizard.wishesWait')}>
        <Wishes value={wishes} suggestedName={suggestedName} onChange={setWishes}>
          {groups.length > 0 && <ScopeChoice groups={groups} scope={scope} onChange={setScope} />}
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
        </Wishes>
      </Step>
    </>
  );
}

/** The provider's; where people say which server it is, that says more. */
function nameFor({ provider, url, username }: SignIn): string {
  const name = providerName(provider);
  if (!formOf(provider).asksAddress) return name;
  const host = /^(?:[a-z]+:\/\/)?([^/:?#]+)/i.exec(url.trim())?.[1] ?? username.split('@')[1];
  return host?.trim() || name;
}
