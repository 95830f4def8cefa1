// Steps 2 and 3 for a provider that signs people in itself: wishes first, because the way leads to its pages and back
// to an account that is connected.
import { Button } from '@mantine/core';
import { IconExternalLink, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OAuthProviderId } from '../../../../src/providers/manifests.ts';
import { query } from '../../../api.ts';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { ProviderMark, providerName } from '../../../components/ProviderMark.tsx';
import { useConnect } from '../sign-in/use-leave.ts';
import { ApprovalHelp } from './ApprovalHelp.tsx';
import { Step } from './Step.tsx';
import classes from './Wishes.module.css';
import { DEFAULT_WISHES, Wishes, wishesBody } from './Wishes.tsx';

interface OAuthStepsProps {
  provider: OAuthProviderId;
  /** Who was sent back because of it. */
  needsApproval: boolean;
}

export function OAuthSteps({ provider, needsApproval }: OAuthStepsProps) {
  const { t } = useTranslation('accounts');
  const { t: own } = useTranslation(`providers/${provider}`);
  const { data } = useQuery(query('listProviders'));
  const approval = data?.items.find(({ id }) => id === provider)?.approvalAddress;
  const name = providerName(provider);
  const [wishes, setWishes] = useState(DEFAULT_WISHES);
  const connect = useConnect(provider);
  return (
    <>
      <Step number={2} of={3} title={t('wizard.wishes')} done={connect.isPending}>
        <Wishes value={wishes} suggestedName="" nameHint={t('wizard.nameHint')} onChange={setWishes} />
      </Step>
      <Step number={3} of={3} title={t('wizard.signIn')}>
        <div className={classes.wishes}>
          <ul className={classes.leave}>
            <li>{t('wizard.leave.page', { name })}</li>
            <li>{own('leave')}</li>
            <li>{t('wizard.leave.back')}</li>
          </ul>
          {connect.error && <ProblemNotice problem={connect.error} />}
          <div className={classes.start}>
            <Button
              size="md"
              fz="md"
              leftSection={<ProviderMark provider={provider} size={18} />}
              rightSection={<IconExternalLink size={16} stroke={1.7} aria-hidden />}
              loading={connect.isPending}
              onClick={() => connect.mutate(wishesBody(wishes, ''))}
            >
              {t('wizard.signInWith', { name })}
            </Button>
            <p className={classes.note}>
              <IconShieldCheck size={18} stroke={1.6} aria-hidden />
              {t('wizard.startNote')}
            </p>
          </div>
          {approval && <ApprovalHelp provider={provider} address={approval} isNeeded={needsApproval} />}
        </div>
      </Step>
    </>
  );
}
