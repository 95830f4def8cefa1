// New sync account: a few quiet steps on one page. No step asks what the program can find out.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Provider } from '../../../src/http/contract/providers.ts';
import { query } from '../../api.ts';
import { NamedProblem } from '../../components/NamedProblem.tsx';
import { Page } from '../../components/Page.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { LackingNotice } from '../access/LackingNotice.tsx';
import { useMay } from '../access/use-may.ts';
import { OAuthSteps } from './connect/OAuthSteps.tsx';
import { PasswordSteps } from './connect/PasswordSteps.tsx';
import { ProviderStep } from './connect/ProviderStep.tsx';
import { Step } from './connect/Step.tsx';
import { signsInElsewhere } from './connect/sign-in.ts';
import classes from './NewAccountPage.module.css';
import { useArrival } from './sign-in/use-arrival.ts';

type ProviderId = Provider['id'];

export function NewAccountPage() {
  const { t } = useTranslation('accounts');
  const may = useMay('accounts.connect');
  const { isPending } = useQuery(query('listProviders'));
  const arrival = useArrival(() => '');
  const [chosen, setChosen] = useState<ProviderId | null>(null);
  const provider =
    chosen ?? (signsInElsewhere(arrival.provider ?? '') ? (arrival.provider as ProviderId) : null);
  return (
    <Page
      title={t('wizard.title')}
      above={
        <Link to="/accounts" className="link">
          {t('wizard.back')}
        </Link>
      }
    >
      <LackingNotice permission="accounts.connect" />
      {arrival.problem && (
        <div className={classes.problem}>
          <NamedProblem code={arrival.problem} />
        </div>
      )}
      {/* All steps at once: the first would push the others when it comes to know what there is. */}
      {may && isPending && <Skeletons rows={4} face />}
      {may && !isPending && (
        <div className={classes.steps}>
          <Step
            number={1}
            of={provider && signsInElsewhere(provider) ? 3 : 4}
            title={t('wizard.provider')}
            done={provider !== null}
          >
            <ProviderStep value={provider} onChange={setChosen} />
          </Step>
          {provider === null && <StepsAhead />}
          {provider !== null && signsInElsewhere(provider) && (
            <OAuthSteps
              key={provider}
              provider={provider}
              needsApproval={arrival.problem === 'approval-needed'}
            />
          )}
          {provider !== null && !signsInElsewhere(provider) && (
            <PasswordSteps key={provider} provider={provider} />
          )}
        </div>
      )}
    </Page>
  );
}

/** What comes, in its shape, while nothing is chosen. */
function StepsAhead() {
  const { t } = useTranslation('accounts');
  return (
    <>
      <Step number={2} title={t('wizard.signIn')} waits={t('wizard.signInWait')} />
      <Step number={3} title={t('wizard.found')} waits={t('wizard.foundWait')} />
      <Step number={4} title={t('wizard.wishes')} waits={t('wizard.wishesWait')} />
    </>
  );
}
